import type { Handlers } from '../../../preload/contract/define.ts';
import type { historyContract } from '../../../preload/contract/history.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import { writeWhole } from '../projects/writeWhole.ts';
import type { FileRegistry } from '../projects/fileRegistry.ts';
import type { JobRegistry } from '../jobs/jobRegistry.ts';
import type { EditsService } from './createEditsService.ts';
import { provenance } from './provenance.ts';
import { purgeHistory, purgePlan } from './purgeHistory.ts';

export interface HistoryDeps {
  /** @throws EngineError E_NOT_FOUND: no project is open */
  readonly store: () => ProjectStore;
  readonly files: Pick<FileRegistry, 'resolve'>;
  readonly edits: Pick<EditsService, 'clipboardAssets' | 'afterPurge'>;
  readonly jobs: Pick<JobRegistry, 'start'>;
}

export function createHistoryService({
  store,
  files,
  edits,
  jobs,
}: HistoryDeps): Handlers<typeof historyContract, AbortSignal> {
  return {
    'history.undoBytes': () => ({ bytes: store().undoBytes() }),
    'history.purgePlan': () => purgePlan(store(), edits),
    'history.purge': () => {
      const project = store();
      const job = { kind: 'save' as const, title: 'Let go of what is kept for undo', parameters: {} };
      return { jobId: jobs.start(job, (_signal, onProgress) => purgeHistory(project, edits, { onProgress })) };
    },
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
