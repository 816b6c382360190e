import type { Handlers } from '../../../preload/contract/define.ts';
import type { masksContract } from '../../../preload/contract/masks.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import { storedMask } from './storedMasks.ts';

export interface MasksDeps {
  /** @throws EngineError E_NOT_FOUND: no project is open */
  readonly store: () => ProjectStore;
}

export function createMasksService({ store }: MasksDeps): Handlers<typeof masksContract, AbortSignal> {
  return {
    'masks.list': ({ documentId }) =>
      store()
        .documentState(documentId)
        .tracks.flatMap(({ trackId, items }) =>
          items
            .filter(({ kind }) => kind === 'mask')
            .map((item) => ({
              maskId: item.itemId,
              trackId,
              startSample: item.startSample,
              endSample: item.endSample,
              ...storedMask(item),
            })),
        ),
  };
}
