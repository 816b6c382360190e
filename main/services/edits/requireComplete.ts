import { EngineError } from '../../engine/core/errors.ts';
import type { ClipRow } from '../../store/documentState.ts';
import type { ProjectStore } from '../../store/projectStore.ts';

/** Clips of a recording that still arrives grow under an edit's hands. @throws EngineError E_PARAM */
export function requireComplete(store: ProjectStore, tracks: readonly { readonly clips: readonly ClipRow[] }[]): void {
  const used = new Set(tracks.flatMap(({ clips }) => clips.map(({ assetId }) => assetId)));
  const arriving = store.assets().find(({ assetId, state }) => state === 'importing' && used.has(assetId));
  if (arriving !== undefined)
    throw new EngineError(
      'E_PARAM',
      `${arriving.name} is still being imported: its sound can be edited when it is whole`,
    );
}
