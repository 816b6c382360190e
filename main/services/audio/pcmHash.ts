import { createHash } from 'node:crypto';

export interface PcmHash {
  /** Planar samples of all channels, equally long. */
  update(channels: readonly Float32Array[], nSamples: number): void;
  /** Hexadecimal. */
  digest(): string;
}

const chunkSamples = 32_768; // values, over all channels: stays in the second-level cache

/** sha256 over decoded samples as interleaved little-endian float32: the same for every lossless copy of a recording. */
export function createPcmHash(): PcmHash {
  const hash = createHash('sha256');
  const chunk = new Float32Array(chunkSamples);
  return {
    update(channels, nSamples) {
      const stride = channels.length;
      const perChunk = Math.floor(chunkSamples / stride);
      for (let start = 0; start < nSamples; start += perChunk) {
        const count = Math.min(perChunk, nSamples - start);
        for (let c = 0; c < stride; c++) {
          const samples = channels[c]!;
          for (let i = 0, k = c; i < count; i++, k += stride) chunk[k] = samples[start + i]!;
        }
        hash.update(new Uint8Array(chunk.buffer, 0, 4 * count * stride));
      }
    },
    digest: () => hash.digest('hex'),
  };
}
