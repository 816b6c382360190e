import { TriangleAlert } from 'lucide-react';
import type { ProjectTrouble } from '../../preload/contract/project.ts';
import { useProject } from '../client/project.ts';
import { lookAgain, useTrouble } from '../client/trouble.ts';
import { formatBytes } from '../shared/format/bytes.ts';
import { runCommand } from '../state/commands.ts';
import { notifyError } from '../state/notices.ts';
import styles from './TroubleBanner.module.css';

interface Words {
  readonly title: string;
  readonly text: string;
}

function wordsOf({ kind, filePath, freeBytes }: ProjectTrouble): Words {
  switch (kind) {
    case 'gone':
      return {
        title: 'The project file is not there any more.',
        text: `${filePath} was moved or deleted, or its drive was taken away. Everything up to the last edit is in that file; nothing can be changed now. Put it back, and the project goes on by itself; or save what is still at hand as another file.`,
      };
    case 'unwritable':
      return {
        title: 'The project file cannot be written any more.',
        text: `The system refuses to change ${filePath}. Everything up to the last edit is in it. Make it writable again, or save the project as another file and go on there.`,
      };
    case 'full':
      return {
        title: 'The disk is almost full.',
        text: `${formatBytes(freeBytes ?? 0)} are left where ${filePath} is. Nothing is lost, but edits and recordings will be refused when there is no room: free some, or save the project on another disk.`,
      };
  }
}

/** Stays as long as it is so, and goes by itself. */
export function TroubleBanner() {
  const trouble = useTrouble((s) => s.trouble);
  const hasProject = useProject((s) => s.project !== null);
  if (trouble === null) return null;
  const { title, text } = wordsOf(trouble);
  return (
    <section
      className={styles['banner']}
      role="alert"
      aria-label="Project file"
      data-testid="trouble"
      data-kind={trouble.kind}
    >
      <TriangleAlert size={16} aria-hidden />
      <p>
        <strong>{title}</strong> {text}
      </p>
      <span className={styles['actions']}>
        <button
          type="button"
          onClick={() => {
            lookAgain().catch((error: unknown) => {
              notifyError('Look again', error);
            });
          }}
        >
          Look again
        </button>
        <button type="button" disabled={!hasProject} onClick={() => runCommand('file.saveAs')}>
          Save as another file…
        </button>
      </span>
    </section>
  );
}
