import type { Handlers } from '../../../preload/contract/define.ts';
import type { masksContract } from '../../../preload/contract/masks.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import { cutRegion } from '../../engine/dsp/mask/cutRegion.ts';
import { harmonicRegion } from '../../engine/dsp/mask/harmonicRegion.ts';
import type { ContourLibrary, ContourSource } from '../contours/contourLibrary.ts';
import { storedMask } from './storedMasks.ts';

export interface MasksDeps {
  /** @throws EngineError E_NOT_FOUND: no project is open */
  readonly store: () => ProjectStore;
  readonly library: Pick<ContourLibrary, 'pitch'>;
  readonly openSource: (address: { readonly sourceId: string; readonly channel: number }) => ContourSource;
}

export function createMasksService({
  store,
  library,
  openSource,
}: MasksDeps): Handlers<typeof masksContract, AbortSignal> {
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
    'masks.harmonics': async ({ sourceId, channel, pitch, startSample, endSample, ...harmonics }, { signal }) => {
      const source = openSource({ sourceId, channel });
      const track = await library.pitch(source, pitch, signal);
      const region = harmonicRegion(track, { sampleRateHz: source.sampleRateHz, fromSample: 0, ...harmonics });
      return region && cutRegion(region, startSample, endSample);
    },
  };
}
