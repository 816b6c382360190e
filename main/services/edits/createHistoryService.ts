import type { Handlers } from '../../../preload/contract/define.ts';
import type { historyContract } from '../../../preload/contract/history.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import { writeWhole } from '../projects/writeWhole.ts';
import type { FileRegistry } from '../projects/fileRegistry.ts';
import { provenance } from './provenance.ts';

export interface HistoryDeps {
  /** @throws EngineError E_NOT_FOUND: no project is open */
  readonly store: () => ProjectStore;
  readonly files: Pick<FileRegistry, 'resolve'>;
}

export function createHistoryService({ store, files }: HistoryDeps): Handlers<typeof historyContract, AbortSignal> {
  return {
    'history.undoBytes': () => ({ bytes: store().undoBytes() }),
    'history.export': async ({ documentId, fileId }) => {
      const path = files.resolve(fileId, 'save');
      const { projectId, appVersion } = store();
      const parts = { projectId, appVersion, assets: store().assets(), history: store().editHistory(documentId) };
      const content = provenance({ ...parts, document: store().documentState(documentId) });
      await writeWhole(path, `${JSON.stringify(content, null, 2)}\n`);
      return null;
    },
  };
}
