/** The samples of a stored recording, block by block through a bounded cache of decoded ones. */
import { freeBuffer } from '../../engine/core/freeBuffer.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import { blockSamples } from '../../store/projectStore.ts';
import type { AssetRow, AudioBlockData, ProjectStore } from '../../store/projectStore.ts';
import { decodeSamples } from './blockEncoding.ts';
import { BoundedCache } from './boundedCache.ts';

export interface AssetSamples {
  /** @throws EngineError E_PARAM: no such channel; on reading E_NOT_FOUND, E_PROJECT_CORRUPT */
  channel(store: ProjectStore, asset: AssetRow, channel: number): SampleSource;
}

const defaultMaxBytes = 4 * 2 ** 20;
/** A preview looks at a few samples in each of thousands of blocks: those are not decoded whole. */
const glanceSamples = 4096;
const mostGlances = 2; // at one of the recent blocks, before it is decoded nevertheless
const recentBlocks = 16;

interface BlockPart {
  readonly assetId: string;
  readonly channel: number;
  readonly index: number;
  readonly from: number; // samples within the block
  readonly count: number;
}

export function createAssetSamples(maxBytes = defaultMaxBytes): AssetSamples {
  const decoded = new BoundedCache<Float32Array>(maxBytes, ({ byteLength }) => byteLength, freeBuffer);
  const glanced = new BoundedCache<number>(recentBlocks, () => 1);

  /** The answer may be memory of the cache: it is good until the next call. */
  const readBlock = (store: ProjectStore, { assetId, channel, index, from, count }: BlockPart, isGlance: boolean) => {
    const key = `${assetId}/${channel}/${index}`;
    const known = decoded.get(key);
    if (known) return known.subarray(from, from + count);
    const nGlances = glanced.get(key) ?? 0;
    if (isGlance && nGlances < mostGlances) {
      glanced.set(key, nGlances + 1);
      const part = store.readBlock(assetId, channel, index, { from, count });
      return decodeAndFree(part);
    }
    const stored = store.readBlock(assetId, channel, index);
    const samples = decodeAndFree(stored);
    decoded.set(key, samples);
    return samples.subarray(from, from + count);
  };

  return {
    channel(store, { assetId, channels, nSamples }, channel) {
      if (channel >= channels) {
        throw new EngineError('E_PARAM', `channel=${channel} must be from 0 to ${channels - 1}`);
      }
      const readInto = (start: number, out: Float32Array) => {
        const nWanted = out.length;
        const end = Math.min(nSamples, start + nWanted);
        if (start < 0 || end < start + nWanted) out.fill(0);
        for (let at = Math.max(0, start); at < end;) {
          const index = Math.floor(at / blockSamples);
          const from = at - index * blockSamples;
          const count = Math.min(end - at, blockSamples - from);
          out.set(readBlock(store, { assetId, channel, index, from, count }, nWanted < glanceSamples), at - start);
          at = (index + 1) * blockSamples;
        }
      };
      const read = (start: number, nWanted: number) => {
        const out = new Float32Array(nWanted);
        readInto(start, out);
        return out;
      };
      return { nSamples, read, readInto };
    },
  };
}

/** The stored bytes are the reader's own: hundreds of megabytes of them go by while a long recording is analysed. */
function decodeAndFree(stored: AudioBlockData): Float32Array {
  const samples = decodeSamples(stored, stored.nSamples);
  freeBuffer(stored.bytes);
  return samples;
}
