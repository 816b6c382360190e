/** Apple Lossless residuals: Golomb codes whose parameter follows a running mean, with runs of zeros. */
import type { BitReader } from './bitReader.ts';

export interface AlacRiceParams {
  readonly initialMean: number; // mb of the magic cookie
  readonly meanWeight: number; // pb, scaled by the channel's factor / 4
  readonly largestParameter: number; // kb
  readonly sampleBits: number;
}

const meanShift = 9;
const escapePrefix = 9;

/** @param out residuals, [nSamples]; written */
export function readAlacResiduals(bits: BitReader, params: AlacRiceParams, out: Int32Array): void {
  const { meanWeight, largestParameter, sampleBits } = params;
  let mean = params.initialMean;
  let afterZeros = 0; // a run of zeros ends at a value that is not zero: codes shift by one
  for (let n = 0; n < out.length;) {
    const k = Math.min(31 - Math.clz32((mean >>> meanShift) + 3), largestParameter);
    const value = readGolomb(bits, k, sampleBits) + afterZeros;
    out[n++] = value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    mean = value > 0xffff ? 0xffff : meanWeight * value + mean - Math.floor((meanWeight * mean) / 512);
    afterZeros = 0;
    if (mean >= 128 || n >= out.length) continue;
    const runParameter = Math.clz32(mean) - 24 + ((mean + 16) >>> 6);
    const run = readGolomb(bits, Math.min(runParameter, largestParameter), 16);
    out.fill(0, n, Math.min(out.length, n + run));
    n += run;
    afterZeros = run >= 0xffff ? 0 : 1;
    mean = 0;
  }
}

/** prefix · (2^k − 1) and k bits, of which 0 and 1 share the code of k − 1 bits. */
function readGolomb(bits: BitReader, k: number, escapeBits: number): number {
  let prefix = 0;
  while (prefix < escapePrefix && bits.read(1) === 1) prefix++;
  if (prefix === escapePrefix) return bits.readLong(escapeBits);
  const base = prefix * ((1 << k) - 1);
  const high = k === 0 ? 0 : bits.read(k - 1);
  if (high === 0) return base;
  return base + 2 * high + bits.read(1) - 1;
}
