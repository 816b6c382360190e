/** Opening a file, and what to do when it is not recognised. */
import { create } from 'zustand';
import type { InputOf } from '../../preload/contract/define.ts';
import type { StudioContract } from '../../preload/contract/studio.ts';
import { WireError } from '../../preload/contract/errors.ts';
import { whenOver } from './jobs.ts';
import { studio } from './studio.ts';

export type RawPcmFormat = NonNullable<InputOf<StudioContract['projects.openFiles']>['raw']>;

export interface Unrecognised {
  readonly fileId: string;
  readonly title: string; // its name, where it is known
}

export const useUnrecognised = create<{ readonly file: Unrecognised | null }>()(() => ({ file: null }));

export function forgetUnrecognised(): void {
  useUnrecognised.setState({ file: null });
}

/** A file that is not recognised is told like any failure and offered as bare samples; its handle stays valid. */
export async function openFile(fileId: string, raw?: RawPcmFormat): Promise<void> {
  try {
    const input = { fileIds: [fileId], ...(raw === undefined ? {} : { raw }) };
    const { jobIds } = await studio.call['projects.openFiles'](input);
    for (const jobId of jobIds) void offerRaw(fileId, jobId);
  } catch (error) {
    if (isUnknownFormat(error) && raw === undefined) useUnrecognised.setState({ file: { fileId, title: 'the file' } });
    throw error;
  }
}

function isUnknownFormat(error: unknown): boolean {
  return error instanceof WireError && error.code === 'E_FORMAT';
}

async function offerRaw(fileId: string, jobId: string): Promise<void> {
  const job = await whenOver(jobId);
  if (job.error?.code !== 'E_FORMAT') return;
  useUnrecognised.setState({ file: { fileId, title: job.title.replace(/^Import /, '') } });
}
