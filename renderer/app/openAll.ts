import { openFiles } from '../client/openFiles.ts';
import { notifyError } from '../state/notices.ts';

/** All at once, so that sound goes into a project that is opened with it; files that fail are told by their jobs. */
export async function openAll(fileIds: readonly string[]): Promise<void> {
  try {
    await openFiles(fileIds);
  } catch (error) {
    notifyError('Open', error);
  }
}
