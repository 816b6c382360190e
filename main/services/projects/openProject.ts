import { basename } from 'node:path';
import { EngineError } from '../../engine/core/errors.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import { contentHash } from './contentHash.ts';
import { isRendered } from '../effects/renderedClip.ts';
import type { DraftFolder } from './draftFolder.ts';

export interface OpenedProject {
  readonly store: ProjectStore;
  readonly name: string | null; // null: that of its first recording
  readonly isDraft: boolean;
  readonly recovered: string | null;
}

export const projectName = (path: string): string => basename(path).replace(/\.phono$/i, '');

const inSeconds = (samples: number, rateHz: number) => `${(samples / rateHz).toFixed(1)} s`;

/** An import cannot go on in another session: what had arrived stays, and says that it is not all. */
function endInterruptedImports(store: ProjectStore): string[] {
  const arriving = store.assets().filter(({ state }) => state === 'importing');
  // An effect that was being computed has changed nothing yet: it is as if it had not been asked for.
  for (const asset of arriving.filter(isRendered)) store.removeAsset(asset.assetId);
  return arriving
    .filter((asset) => !isRendered(asset))
    .map(({ assetId, name, nSamples, sampleRateHz }) => {
      const warning = `The import of ${name} was interrupted after ${inSeconds(nSamples, sampleRateHz)}: import the file again for the rest.`;
      store.failAsset(assetId, warning);
      return warning;
    });
}

function recoverySentence(store: ProjectStore): string | null {
  const interrupted = store.isReadOnly ? [] : endInterruptedImports(store);
  const sentences = [
    ...(store.wasUnclean
      ? ['Phonoscope did not close this project last time; everything that had been written was recovered.']
      : []),
    ...store.recoveryNotes,
    ...interrupted,
  ];
  return sentences.length === 0 ? null : sentences.join(' ');
}

interface OpenDeps {
  readonly openStore: (path: string) => ProjectStore;
  readonly drafts: DraftFolder;
}

/** A project that may not be written where it lies is opened as a working copy: looking at it needs no rights. */
export async function openProject(path: string, { openStore, drafts }: OpenDeps): Promise<OpenedProject> {
  const isDraft = drafts.contains(path);
  try {
    const store = openStore(path);
    return { store, name: isDraft ? null : projectName(path), isDraft, recovered: recoverySentence(store) };
  } catch (error) {
    if (isDraft || !(error instanceof EngineError) || error.code !== 'E_PERMISSION') throw error;
    const copy = await drafts.copyIn(path);
    try {
      const store = openStore(copy);
      const recovered = recoverySentence(store);
      drafts.rememberContent(copy, contentHash(store));
      const reason = `${path} cannot be written, so this is a working copy of it: save it elsewhere to keep what you change.`;
      return {
        store,
        name: projectName(path),
        isDraft: true,
        recovered: [reason, recovered].filter(Boolean).join(' '),
      };
    } catch (copyError) {
      drafts.remove(copy);
      throw copyError;
    }
  }
}
