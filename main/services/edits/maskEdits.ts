/** Masks that are kept with the sound of a track: made, changed, named, taken away. */
import { EngineError } from '../../engine/core/errors.ts';
import type { DocumentState, TrackItemRow } from '../../store/documentState.ts';
import { maskItem, storedMask } from '../masks/storedMasks.ts';
import { changeTracks, findTrack, type EditFunctions } from './editFunction.ts';

export const maskEdits: EditFunctions<'mask'> = {
  'mask.add': (document, { trackId, name, mask }, { newId }) => {
    const added = maskItem(newId(), { name, mask });
    return {
      document: changeTracks(document, [trackId], (track) => ({ ...track, items: [...track.items, added] })),
      title: `Keep mask "${name}"`,
    };
  },
  'mask.change': (document, { trackId, maskId, mask }) => {
    const { name } = storedMask(findMask(document, trackId, maskId));
    return {
      document: replaceMask(document, trackId, maskItem(maskId, { name, mask })),
      title: `Change mask "${name}"`,
    };
  },
  'mask.rename': (document, { trackId, maskId, name }) => {
    const { name: before, mask } = storedMask(findMask(document, trackId, maskId));
    if (before === name) return { document, title: `Rename mask "${name}"` };
    return {
      document: replaceMask(document, trackId, maskItem(maskId, { name, mask })),
      title: `Rename mask "${before}" to "${name}"`,
    };
  },
  'mask.remove': (document, { trackId, maskIds }) => {
    const gone = maskIds.map((maskId) => findMask(document, trackId, maskId));
    const [first] = gone;
    const left = (items: readonly TrackItemRow[]) => items.filter((item) => !gone.includes(item));
    return {
      document: changeTracks(document, [trackId], (track) => ({ ...track, items: left(track.items) })),
      title:
        gone.length === 1 && first !== undefined
          ? `Delete mask "${storedMask(first).name}"`
          : `Delete ${gone.length} masks`,
    };
  },
};

/** @throws EngineError E_NOT_FOUND */
function findMask(document: DocumentState, trackId: string, maskId: string): TrackItemRow {
  const { items, name } = findTrack(document, trackId);
  const item = items.find(({ itemId, kind }) => itemId === maskId && kind === 'mask');
  if (item === undefined) throw new EngineError('E_NOT_FOUND', `mask ${maskId} is not in "${name}"`);
  return item;
}

const replaceMask = (document: DocumentState, trackId: string, changed: TrackItemRow): DocumentState =>
  changeTracks(document, [trackId], (track) => ({
    ...track,
    items: track.items.map((item) => (item.itemId === changed.itemId ? changed : item)),
  }));
