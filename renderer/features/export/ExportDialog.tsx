import { useEffect, useRef } from 'react';
import { useActiveDocument } from '../../client/project.ts';
import { useJobs } from '../../client/jobs.ts';
import { useEditing } from '../../state/editing.ts';
import { notifyError } from '../../state/notices.ts';
import { useSelection } from '../../state/selection.ts';
import { ContentFields } from './ContentFields.tsx';
import { startExport } from './exportCommands.ts';
import styles from './ExportDialog.module.css';
import { ExportOutcome } from './ExportOutcome.tsx';
import { exportRequest, type ExportScene } from './exportSettings.ts';
import { useExport } from './exportStore.ts';
import { FormatFields } from './FormatFields.tsx';
import { MetadataFields } from './MetadataFields.tsx';
import { PlaceRow } from './PlaceRow.tsx';
import { PlanView } from './PlanView.tsx';
import { useFormats, usePlan } from './usePlan.ts';

export function ExportDialog() {
  const isOpen = useExport((s) => s.isOpen);
  const document = useActiveDocument();
  const selection = useSelection((s) => s.selection);
  const soloTrackIds = useEditing((s) => s.soloTrackIds);
  if (!isOpen || document === null) return null;
  return <OpenDialog scene={{ document, selection, soloTrackIds }} />;
}

function close(): void {
  useExport.setState({ isOpen: false });
}

/** What is behind it waits: the browser keeps the focus inside and gives it back. */
function OpenDialog({ scene }: { readonly scene: ExportScene }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => {
      element?.close();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles['dialog']}
      aria-labelledby="export-title"
      data-modal
      data-testid="export-dialog"
      onClose={close}
      onKeyDown={(event) => {
        event.stopPropagation(); // keys of the window would act behind it
      }}
    >
      <ExportForm scene={scene} />
    </dialog>
  );
}

function ExportForm({ scene }: { readonly scene: ExportScene }) {
  const { settings, folder, jobId } = useExport();
  const job = useJobs((s) => s.jobs.find((candidate) => candidate.jobId === jobId)) ?? null;
  const formats = useFormats();
  const request = exportRequest(scene, settings);
  const isOne = request.content.kind === 'mix';
  const plan = usePlan(request, isOne ? null : (folder?.folderId ?? null), job?.state);
  const isRunning = job?.state === 'queued' || job?.state === 'running';
  const isPossible = plan !== null && plan.problems.length === 0 && !isRunning;
  const start = () => {
    startExport(settings).catch((error: unknown) => {
      close();
      notifyError('Export sound', error);
    });
  };
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (isPossible) start();
      }}
    >
      <h2 id="export-title" className={styles['title']}>
        Export {scene.document.name}
      </h2>
      <div className={styles['columns']} data-one={isOne || undefined}>
        <div className={styles['fields']} data-testid="export-fields">
          <ContentFields scene={scene} />
          <FormatFields scene={scene} formats={formats} />
          <MetadataFields />
        </div>
        <div className={styles['plan']} data-testid="export-plan">
          {!isOne && <PlaceRow />}
          <PlanView plan={plan} isOne={isOne} hasFolder={folder !== null} />
        </div>
      </div>
      <div className={styles['foot']}>
        <ExportOutcome job={job} />
        <button type="button" onClick={close}>
          {job?.state === 'done' ? 'Close' : isRunning ? 'Close, go on writing' : 'Cancel'}
        </button>
        <button type="submit" className={styles['primary']} disabled={!isPossible} data-testid="export-start">
          {isOne ? 'Export…' : folder === null ? 'Choose folder and export…' : 'Export'}
        </button>
      </div>
    </form>
  );
}
