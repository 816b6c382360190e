/** Window title, limits of the viewport and notices follow the project. */
import { getActiveDocument, useProject } from '../client/project.ts';
import { shell } from '../client/shell.ts';
import { useJobs } from '../client/jobs.ts';
import { forgetAllUnrecognised, isUnknownFormat } from '../client/openFiles.ts';
import { studio } from '../client/studio.ts';
import { notify, notifyError } from '../state/notices.ts';
import { useViewport } from '../state/viewport.ts';

export function followProject(): void {
  let title = '';
  let recoveredTold: string | null = null;
  useProject.subscribe(({ project }) => {
    useViewport.getState().setLength(getActiveDocument()?.lengthSamples ?? 0);
    if (project === null) forgetAllUnrecognised();
    const recovered = project?.recovered ?? null;
    if (recovered !== null && recovered !== recoveredTold) notify('warning', 'Recovered', recovered);
    recoveredTold = recovered;
    const edited = project !== null && !project.isSaved;
    const next = project === null ? 'Phonoscope' : `${project.name} – Phonoscope`;
    if (`${next}${edited}` === title) return;
    title = `${next}${edited}`;
    shell['shell.setTitle']({ title: next, edited }).catch((error: unknown) => {
      notifyError('Window title', error);
    });
  });
  tellFailedJobs();
  studio.onEvent('warning', ({ title: what, message }) => {
    notify('warning', what, message);
  });
}

/** A job that fails while the person looks elsewhere is told once; it stays in the list with its parameters. */
function tellFailedJobs(): void {
  const told = new Set<string>();
  let isFirst = true;
  useJobs.subscribe(({ jobs }) => {
    for (const job of jobs) {
      if (job.state !== 'failed' || job.error === null || told.has(job.jobId)) continue;
      told.add(job.jobId);
      if (!isFirst && !isUnknownFormat(job.error)) notify('error', job.title, job.error.message, job.error.code);
    }
    isFirst = false;
  });
}
