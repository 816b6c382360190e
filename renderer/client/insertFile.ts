import type { DocumentInfo } from '../../preload/contract/project.ts';
import { whenOver } from './jobs.ts';
import { studio } from './studio.ts';

export interface FilePlace {
  readonly document: DocumentInfo;
  readonly trackIds: readonly string[];
  readonly atSample: number;
  readonly ripple: 'none' | 'track' | 'document';
}

/** Waits until its sound is there. @returns false: it was cancelled @throws Error: why it failed */
export async function insertFile(
  fileId: string,
  { document, trackIds, atSample, ripple }: FilePlace,
): Promise<boolean> {
  const { documentId } = document;
  const place = { documentId, fileId, trackIds: [...trackIds], atSample, ripple };
  const { jobId } = await studio.call['audio.insertFile'](place);
  const job = await whenOver(jobId);
  if (job?.error != null && job.state === 'failed') throw new Error(job.error.message);
  return job?.state === 'done';
}
