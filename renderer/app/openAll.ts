import { openFile } from '../client/openFiles.ts';
import { notifyError } from '../state/notices.ts';

/** In turn, so that each failure is told on its own and does not stop the others. */
export async function openAll(fileIds: readonly string[]): Promise<void> {
  for (const fileId of fileIds) {
    try {
      await openFile(fileId);
    } catch (error) {
      notifyError('Open', error);
    }
  }
}
