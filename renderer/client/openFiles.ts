/** Opening, with what to do when a file is not recognised: its handle is kept for the raw PCM panel. */
import { create } from 'zustand';
import type { InputOf } from '../../preload/contract/define.ts';
import type { StudioContract } from '../../preload/contract/studio.ts';
import { WireError } from '../../preload/contract/errors.ts';
import { whenOver } from './jobs.ts';
import { studio } from './studio.ts';

export type RawPcmFormat = NonNullable<InputOf<StudioContract['projects.openFiles']>['raw']>;

export interface Unrecognised {
  readonly fileId: string;
  readonly title: string;
  readonly message: string; // why it was not recognised
}

export const useUnrecognised = create<{ readonly file: Unrecognised | null }>()(() => ({ file: null }));

export function forgetUnrecognised(): void {
  useUnrecognised.setState({ file: null });
}

/** One file at a time, so that each failure names its file; the handles stay valid for another try. */
export async function openFiles(fileIds: readonly string[], raw?: RawPcmFormat): Promise<void> {
  for (const fileId of fileIds) await openFile(fileId, raw);
}

async function openFile(fileId: string, raw: RawPcmFormat | undefined): Promise<void> {
  try {
    const { jobIds } = await studio.call['projects.openFiles']({
      fileIds: [fileId],
      ...(raw === undefined ? {} : { raw }),
    });
    for (const jobId of jobIds) void offerRaw(fileId, jobId);
  } catch (error) {
    if (!(error instanceof WireError) || error.code !== 'E_FORMAT' || raw !== undefined) throw error;
    useUnrecognised.setState({ file: { fileId, title: 'Open', message: error.message } });
  }
}

async function offerRaw(fileId: string, jobId: string): Promise<void> {
  const job = await whenOver(jobId);
  if (job.error?.code !== 'E_FORMAT') return;
  useUnrecognised.setState({ file: { fileId, title: job.title, message: job.error.message } });
}
