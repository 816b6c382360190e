import { cancelJob, useJobs } from '../../client/jobs.ts';
import { notifyError } from '../../state/notices.ts';

/** How far an effect has come, and the way out of it. */
export function JobProgress({ jobId }: { readonly jobId: string }) {
  const job = useJobs((s) => s.jobs.find((candidate) => candidate.jobId === jobId));
  if (job === undefined) return null;
  const { done, total, title } = job;
  return (
    <>
      <progress aria-label={title} {...(total === null ? {} : { value: done, max: Math.max(total, 1) })} />
      <button
        type="button"
        data-testid="effect-cancel"
        onClick={() => {
          cancelJob(jobId).catch((error: unknown) => {
            notifyError(`Cancel ${title}`, error);
          });
        }}
      >
        Cancel
      </button>
    </>
  );
}
