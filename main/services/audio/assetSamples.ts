/** The samples of a stored recording, block by block through a bounded cache of decoded ones. */
import { EngineError } from '../../engine/core/errors.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import { blockSamples } from '../../store/projectStore.ts';
import type { AssetRow, ProjectStore } from '../../store/projectStore.ts';
import { decodeSamples } from './blockEncoding.ts';
import { BoundedCache } from './boundedCache.ts';

export interface AssetSamples {
  /** @throws EngineError E_PARAM: no such channel; on reading E_NOT_FOUND, E_PROJECT_CORRUPT */
  channel(store: ProjectStore, asset: AssetRow, channel: number): SampleSource;
}

const defaultMaxBytes = 32 * 2 ** 20;

export function createAssetSamples(maxBytes = defaultMaxBytes): AssetSamples {
  const decoded = new BoundedCache<Float32Array>(maxBytes, (samples) => samples.byteLength);

  const block = (store: ProjectStore, assetId: string, channel: number, index: number): Float32Array => {
    const key = `${assetId}/${channel}/${index}`;
    const known = decoded.get(key);
    if (known) return known;
    const stored = store.readBlock(assetId, channel, index);
    const samples = decodeSamples(stored, stored.nSamples);
    decoded.set(key, samples);
    return samples;
  };

  return {
    channel(store, { assetId, channels, nSamples }, channel) {
      if (channel >= channels) {
        throw new EngineError('E_PARAM', `channel=${channel} must be from 0 to ${channels - 1}`);
      }
      return {
        nSamples,
        read(start, count) {
          const out = new Float32Array(count);
          const end = Math.min(nSamples, start + count);
          for (let at = Math.max(0, start); at < end;) {
            const index = Math.floor(at / blockSamples);
            const samples = block(store, assetId, channel, index);
            const from = at - index * blockSamples;
            const part = samples.subarray(from, from + Math.min(end - at, blockSamples - from));
            out.set(part, at - start);
            at = (index + 1) * blockSamples;
          }
          return out;
        },
      };
    },
  };
}
