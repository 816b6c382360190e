import { openProjectStore } from '../../store/openProjectStore.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import { documentInfo } from './projectInfo.ts';

/** Everything a project holds, as `phonoscope project info` prints it. */
export function projectSummary(store: ProjectStore) {
  const documents = store.documents().map((document) => {
    const { documentId, name, sampleRateHz, lengthSamples, tracks, tiers } = documentInfo(document);
    return { documentId, name, sampleRateHz, lengthSamples, durationSec: lengthSamples / sampleRateHz, tracks, tiers };
  });
  const { projectId, filePath, createdAt, appVersion, wasUnclean } = store;
  return {
    projectId,
    filePath,
    createdAt,
    appVersion,
    closedCleanly: !wasUnclean,
    ...store.sizes(),
    documents,
    assets: store.assets(),
  };
}

export type ProjectSummary = ReturnType<typeof projectSummary>;

export interface ProjectCheck {
  readonly filePath: string;
  readonly ok: boolean;
  readonly closedCleanly: boolean;
  readonly blocks: number;
  readonly audioBytes: number;
  readonly problems: readonly string[]; // whole sentences; empty if all is well
}

/**
 * Verifies structure, references and every checksum without changing the file.
 * @throws EngineError as openProjectStore does: a file that cannot be opened at all
 */
export function checkProject(filePath: string): ProjectCheck {
  const store = openProjectStore(filePath, { readOnly: true });
  try {
    const problems = [...store.recoveryNotes, ...store.check()];
    const { blocks, audioBytes } = store.sizes();
    return { filePath, ok: problems.length === 0, closedCleanly: !store.wasUnclean, blocks, audioBytes, problems };
  } finally {
    store.close();
  }
}
