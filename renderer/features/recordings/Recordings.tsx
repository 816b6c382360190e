import { FolderPlus, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { useProject } from '../../client/project.ts';
import { studio } from '../../client/studio.ts';
import { formatChannels } from '../../shared/format/channels.ts';
import { formatRate } from '../../shared/format/frequency.ts';
import { formatHms } from '../../shared/format/time.ts';
import { CommandButton } from '../../shared/ui/CommandButton.tsx';
import { TextField } from '../../shared/ui/TextField.tsx';
import { useContextMenu } from '../../shared/ui/useContextMenu.tsx';
import { notifyError } from '../../state/notices.ts';
import styles from './Recordings.module.css';

export function Recordings() {
  const { project, activeDocumentId, activate } = useProject();
  const documents = project?.documents ?? [];
  return (
    <div className={styles['panel']} data-testid="recordings">
      <div className={styles['head']}>
        <span>{project === null ? 'No project' : project.name}</span>
        <CommandButton command="file.open" icon={FolderPlus} label="Add" />
      </div>
      <ul aria-label="Recordings">
        {documents.map((document) => (
          <RecordingRow
            key={document.documentId}
            document={document}
            isActive={document.documentId === activeDocumentId}
            onOpen={() => {
              activate(document.documentId);
            }}
          />
        ))}
      </ul>
    </div>
  );
}

interface RowProps {
  readonly document: DocumentInfo;
  readonly isActive: boolean;
  readonly onOpen: () => void;
}

function detailsOf({ lengthSamples, sampleRateHz, tracks }: DocumentInfo): string {
  const channels = Math.max(0, ...tracks.map((t) => t.channels));
  return `${formatHms(lengthSamples / sampleRateHz)} · ${formatRate(sampleRateHz)} · ${formatChannels(channels)}`;
}

/** A press opens it, a double press or F2 renames it. */
function RecordingRow({ document, isActive, onOpen }: RowProps) {
  const [isRenaming, setRenaming] = useState(false);
  const row = useRef<HTMLLIElement>(null);
  const [isRemoving, setRemoving] = useState(false);
  const { documentId, name } = document;
  const { menu, onContextMenu, isOpen } = useContextMenu([
    { id: 'show', title: 'Show', key: 'Enter', isDisabled: isActive, run: onOpen },
    {
      id: 'rename',
      title: 'Rename',
      key: 'F2',
      run: () => {
        setRenaming(true);
      },
    },
    {
      id: 'remove',
      title: 'Remove from the project',
      run: () => {
        setRemoving(true);
      },
    },
  ]);
  const rename = (text: string) => {
    studio.call['projects.renameDocument']({ documentId, name: text }).catch((error: unknown) => {
      notifyError(`Rename ${name}`, error);
    });
  };
  const endRenaming = (by: 'key' | 'leaving') => {
    setRenaming(false);
    if (by === 'key') requestAnimationFrame(() => row.current?.querySelector('button')?.focus()); // the field is gone
  };
  return (
    <li
      ref={row}
      className={styles['row']}
      data-active={isActive || undefined}
      data-menu={isOpen || undefined}
      onContextMenu={onContextMenu}
    >
      {!isRenaming ? (
        <button
          type="button"
          className={styles['open']}
          aria-current={isActive}
          onClick={onOpen}
          onDoubleClick={() => {
            setRenaming(true);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'F2') return;
            event.stopPropagation();
            setRenaming(true);
          }}
        >
          <span className={styles['name']}>{name}</span>
          <span className={styles['details']}>{detailsOf(document)}</span>
        </button>
      ) : (
        <TextField label={`Name of ${name}`} value={name} hasFocus onCommit={rename} onEnd={endRenaming} />
      )}
      <RemoveButton document={document} isAsking={isRemoving} setAsking={setRemoving} />
      {menu}
    </li>
  );
}

interface RemoveProps {
  readonly document: DocumentInfo;
  readonly isAsking: boolean;
  readonly setAsking: (isAsking: boolean) => void;
}

/** Nothing can be undone yet, so removing asks once, in place. */
function RemoveButton({ document, isAsking, setAsking }: RemoveProps) {
  if (!isAsking)
    return (
      <button
        type="button"
        className={styles['remove']}
        aria-label={`Remove ${document.name}`}
        title="Remove from the project"
        onClick={() => {
          setAsking(true);
        }}
      >
        <Trash2 size={14} aria-hidden />
      </button>
    );
  return (
    <span className={styles['ask']} role="group" aria-label={`Remove ${document.name}?`}>
      <button
        type="button"
        autoFocus
        onBlur={() => {
          setAsking(false);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
        onClick={() => {
          setAsking(false);
          studio.call['projects.removeDocument']({ documentId: document.documentId }).catch((error: unknown) => {
            notifyError(`Remove ${document.name}`, error);
          });
        }}
      >
        Remove
      </button>
    </span>
  );
}
