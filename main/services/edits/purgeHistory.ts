/** Letting go of what is kept only so that edits can be taken back. */
import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PurgePlan } from '../../../preload/contract/history.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import type { EditsService } from './createEditsService.ts';

const mostTitles = 5;

type Clipboard = Pick<EditsService, 'clipboardAssets'>;

export function purgePlan(store: ProjectStore, edits: Clipboard): PurgePlan {
  const documents = store.documents();
  const made = documents.flatMap(({ documentId }) => store.editHistory(documentId).edits);
  const latest = made.toSorted((a, b) => b.editId - a.editId);
  const played = new Set(
    documents.flatMap(({ tracks }) => tracks.flatMap(({ clips }) => clips.map(({ assetId }) => assetId))),
  );
  return {
    bytes: store.undoBytes(),
    nEdits: made.length,
    titles: latest.slice(0, mostTitles).map(({ title }) => title),
    isClipboardEmptied: [...edits.clipboardAssets()].some((assetId) => !played.has(assetId)),
  };
}

/** The file is rebuilt beside itself: where there is no room for that nothing is let go of. */
function requireRoom(store: ProjectStore): void {
  const { filePath } = store;
  const { bavail, bsize } = statfsSync(dirname(filePath));
  const needed = store.sizes().fileBytes;
  if (bavail * bsize >= needed) return;
  const message = `${filePath}: making the file smaller needs ${needed} bytes for a while, ${bavail * bsize} are free`;
  throw new EngineError('E_DISK_FULL', message, { details: { path: filePath } });
}

/**
 * In two steps, each all or nothing: the edits and their sound go, then the file gets smaller. A crash in between leaves a
 * file that is larger than it has to be.
 * @throws EngineError E_DISK_FULL: nothing has changed; E_IO
 */
export async function purgeHistory(
  store: ProjectStore,
  edits: Pick<EditsService, 'afterPurge'>,
  { onProgress }: WorkOptions,
): Promise<{ freedBytes: number }> {
  requireRoom(store);
  store.flush();
  const before = store.sizes().fileBytes;
  onProgress?.({
    done: 0,
    total: 1,
    unit: 'steps',
    note: 'letting go of edits and their sound, making the file smaller',
  });
  await nextTurn(); // what was told so far gets out: the rest cannot be interrupted
  try {
    store.purgeHistory();
  } finally {
    edits.afterPurge();
  }
  onProgress?.({ done: 1, total: 1, unit: 'steps' });
  return { freedBytes: Math.max(0, before - store.sizes().fileBytes) };
}
