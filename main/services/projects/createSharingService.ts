/** Copies to give away, without what cannot be heard. */
import { statSync } from 'node:fs';
import { extname } from 'node:path';
import type { Handlers } from '../../../preload/contract/define.ts';
import type { sharingContract } from '../../../preload/contract/sharing.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import type { JobRegistry } from '../jobs/jobRegistry.ts';
import type { FileRegistry } from './fileRegistry.ts';
import { sharedBytes } from './playedParts.ts';
import { shareCopy } from './shareCopy.ts';

export interface SharingDeps {
  /** @throws EngineError E_NOT_FOUND: no project is open */
  readonly store: () => ProjectStore;
  readonly files: Pick<FileRegistry, 'resolve'>;
  readonly jobs: Pick<JobRegistry, 'start'>;
  readonly appVersion: string;
}

const emptyProjectBytes = 200_000; // tables and indices, about

function requireComplete(store: ProjectStore): void {
  const arriving = store.assets().find(({ state }) => state === 'importing');
  if (arriving !== undefined)
    throw new EngineError('E_PARAM', `${arriving.name} is still being imported: a copy can be made when it is whole`);
}

export function createSharingService(deps: SharingDeps): Handlers<typeof sharingContract, AbortSignal> {
  const { store, files, jobs, appVersion } = deps;
  return {
    'sharing.plan': () => {
      const project = store();
      project.flush(); // what is in the log is of the project too
      const { audioBytes, hiddenBytes } = sharedBytes(project);
      return {
        fileBytes: project.sizes().fileBytes,
        copyBytes: audioBytes + emptyProjectBytes,
        undoBytes: project.undoBytes(),
        hiddenBytes,
        nEdits: project.documents().reduce((n, { documentId }) => n + project.editHistory(documentId).edits.length, 0),
      };
    },
    'sharing.save': ({ fileId }) => {
      const project = store();
      requireComplete(project);
      const chosen = files.resolve(fileId, 'save');
      const path = extname(chosen) === '' ? `${chosen}.phono` : chosen;
      const isReplacing = path === chosen; // the dialog has asked about that name and about no other
      const jobId = jobs.start(
        { kind: 'save', title: 'Save a copy to share', parameters: {} },
        async (signal, onProgress) => {
          await shareCopy(project, path, { appVersion, isReplacing, signal, onProgress });
          return { fileBytes: statSync(path).size };
        },
      );
      return { jobId };
    },
  };
}
