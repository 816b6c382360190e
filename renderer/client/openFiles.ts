/** Opening a file, and what to do when it is not recognised. */
import { create } from 'zustand';
import type { InputOf } from '../../preload/contract/define.ts';
import type { StudioContract } from '../../preload/contract/studio.ts';
import type { WireErrorShape } from '../../preload/contract/errors.ts';
import { whenOver } from './jobs.ts';
import { studio } from './studio.ts';

export type RawPcmFormat = NonNullable<InputOf<StudioContract['projects.openFiles']>['raw']>;

export interface Unrecognised {
  readonly fileId: string;
  readonly title: string; // its name, where it is known
  readonly reason: string;
  readonly order: number; // of opening: which of them was refused first says nothing
}

let opened = 0;

/** Files that wait for a person to say what they hold, in the order they were opened. */
export const useUnrecognised = create<{ readonly files: readonly Unrecognised[] }>()(() => ({ files: [] }));

export function forgetUnrecognised(fileId: string): void {
  useUnrecognised.setState(({ files }) => ({ files: files.filter((file) => file.fileId !== fileId) }));
}

/** For when the person has gone on to something else: other files were opened, or the project was closed. */
export function forgetAllUnrecognised(): void {
  useUnrecognised.setState({ files: [] });
}

/**
 * A file that is not recognised is offered as bare samples, with the reason; its handle stays valid.
 * @returns the jobs that import sound
 */
export async function openFiles(fileIds: readonly string[], raw?: RawPcmFormat): Promise<string[]> {
  if (raw === undefined) forgetAllUnrecognised();
  const input = { fileIds: [...fileIds], ...(raw === undefined ? {} : { raw }) };
  const { jobIds } = await studio.call['projects.openFiles'](input);
  for (const [i, fileId] of fileIds.entries()) {
    const jobId = jobIds[i] ?? null;
    if (jobId !== null) void offerRaw(fileId, jobId, ++opened);
  }
  return jobIds.filter((jobId) => jobId !== null);
}

/** Such a failure is told where the file is offered as bare samples, and nowhere else. */
export function isUnknownFormat(error: WireErrorShape | null): boolean {
  return error?.code === 'E_FORMAT' && error.details['isUnknownFormat'] === true;
}

async function offerRaw(fileId: string, jobId: string, order: number): Promise<void> {
  const job = await whenOver(jobId);
  if (job?.error == null || !isUnknownFormat(job.error)) return;
  const file = { fileId, title: job.title.replace(/^Import /, ''), reason: job.error.message, order };
  useUnrecognised.setState(({ files }) => ({ files: [...files, file].sort((a, b) => a.order - b.order) }));
}
