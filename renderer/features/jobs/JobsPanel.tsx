import { memo } from 'react';
import { X } from 'lucide-react';
import type { JobInfo } from '../../../preload/contract/jobs.ts';
import { cancelJob, clearFinishedJobs, isOver, useJobs } from '../../client/jobs.ts';
import { parametersText } from '../../shared/format/parameters.ts';
import { useContextMenu } from '../../shared/ui/useContextMenu.tsx';
import { notifyError } from '../../state/notices.ts';
import styles from './JobsPanel.module.css';
import { fractionOf, progressText, stateTitles } from './jobText.ts';

/** What runs and what ran, with the parameters it ran with. */
export function JobsPanel() {
  const jobs = useJobs((s) => s.jobs);
  if (jobs.length === 0)
    return <p className={styles['none']}>Imports, analyses and saves show here while they run and after.</p>;
  return (
    <div className={styles['panel']} data-testid="jobs-panel">
      <ul aria-label="Jobs">
        {jobs.map((job) => (
          <JobRow key={job.jobId} job={job} />
        ))}
      </ul>
      {jobs.some(isOver) && (
        <button type="button" className={styles['clear']} onClick={clearFinished}>
          Clear finished
        </button>
      )}
    </div>
  );
}

function clearFinished(): void {
  clearFinishedJobs().catch((error: unknown) => {
    notifyError('Clear finished jobs', error);
  });
}

/** Of a thousand jobs only those that changed are drawn anew. */
const JobRow = memo(function JobRow({ job }: { readonly job: JobInfo }) {
  const outcome =
    job.error !== null ? job.error.message : job.result !== null ? parametersText(job.result) : progressText(job);
  const { name: _inTitle, ...rest } = job.parameters;
  const parameters = parametersText(rest);
  const cancel = () => {
    cancelJob(job.jobId).catch((error: unknown) => {
      notifyError(`Cancel ${job.title}`, error);
    });
  };
  const { menu, onContextMenu, isOpen } = useContextMenu([
    { id: 'cancel', title: 'Cancel', isDisabled: isOver(job), run: cancel },
    { id: 'clear', title: 'Clear finished', isDisabled: !isOver(job), run: clearFinished },
  ]);
  return (
    <li
      className={styles['row']}
      data-state={job.state}
      data-menu={isOpen || undefined}
      data-testid={`job-${job.kind}`}
      onContextMenu={onContextMenu}
    >
      <span className={styles['title']} title={job.title}>
        {job.title}
      </span>
      <span className={styles['state']}>{stateTitles[job.state]}</span>
      {!isOver(job) && <Progress job={job} />}
      <span className={styles['outcome']} title={outcome}>
        {outcome}
        {job.error !== null && <code>{job.error.code}</code>}
      </span>
      <span className={styles['parameters']} title={parameters}>
        {parameters}
      </span>
      {isOver(job) ? (
        <span />
      ) : (
        <button type="button" aria-label={`Cancel: ${job.title}`} title="Cancel" onClick={cancel}>
          <X size={14} aria-hidden />
        </button>
      )}
      {menu}
    </li>
  );
});

function Progress({ job }: { readonly job: JobInfo }) {
  const fraction = fractionOf(job);
  return <progress aria-label={job.title} {...(fraction === null ? {} : { value: fraction, max: 1 })} />;
}
