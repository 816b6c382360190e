import { useProject } from '../client/project.ts';
import { studio } from '../client/studio.ts';
import { notify, notifyError } from '../state/notices.ts';

/** Each into the recording that is called as it is, else into the one that is shown; what did not come along is told. */
export async function importAnnotations(fileIds: readonly string[]): Promise<void> {
  for (const fileId of fileIds) {
    try {
      const { activeDocumentId, activate } = useProject.getState();
      const imported = await studio.call['annotations.import']({ fileId, documentId: activeDocumentId });
      activate(imported.documentId);
      if (imported.tierIds.length === 0) notify('info', 'Import annotations', 'The file holds no labels.');
      if (imported.notes.length > 0) notify('info', 'Import annotations', imported.notes.join(' '));
    } catch (error) {
      notifyError('Import annotations', error);
    }
  }
}
