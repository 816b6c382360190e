/**
 * The kernel of the peak pyramid: statistics of bins of 256 samples, from float32 or from 16-bit integers k, which
 * stand for k/2¹⁵. Both give the same numbers: the squares of such values are summed without rounding. With a kernel of
 * native/ the sum of other values may differ in its last bit.
 */
import { kernels } from '../native/loadKernels.ts';
import { largestFloat32, peakBaseSamples } from './peakSizes.ts';

/** One value a bin, full scale ±1. */
export interface PeakBins {
  readonly min: Float32Array; // 0 where no sample is finite
  readonly max: Float32Array;
  readonly sumSquares: Float32Array; // over the finite samples
}

/** Samples with |x| ≥ 1, and samples that are NaN or infinite. */
export interface PeakCounts {
  nClipped: number;
  nNonFinite: number;
}

export type PeakSamples = Float32Array | Int16Array;

interface BinRange {
  readonly from: number; // sample
  readonly nBins: number;
  readonly firstBin: number; // of the output
}

/** Bins from sample `from` on into `out` from bin `firstBin` on; counts are added to. */
export function summariseBins(x: PeakSamples, range: BinRange, out: PeakBins, counts: PeakCounts): void {
  const { from, nBins, firstBin } = range;
  if (nBins > 0 && summariseByKernel(x, range, out, counts)) return;
  // One loop a type: a shared one would turn polymorphic and run several times slower.
  if (x instanceof Int16Array) {
    for (let i = 0; i < nBins; i++) summarise16(x, from + i * peakBaseSamples, out, firstBin + i, counts);
    return;
  }
  for (let i = 0; i < nBins; i++) {
    const start = from + i * peakBaseSamples;
    summariseFloats(x, { from: start, to: start + peakBaseSamples, bin: firstBin + i }, out, counts);
  }
}

/** The kernel sees neither which samples are not finite nor how many are clipped: those bins are done again. */
function summariseByKernel(x: PeakSamples, { from, nBins, firstBin }: BinRange, out: PeakBins, counts: PeakCounts) {
  const kernel = kernels();
  if (!kernel) return false;
  const part = (values: Float32Array) => values.subarray(firstBin, firstBin + nBins);
  const bins = { min: part(out.min), max: part(out.max), sumSquares: part(out.sumSquares) };
  kernel.peaks(x.subarray(from, from + nBins * peakBaseSamples), peakBaseSamples, bins);
  for (let i = 0; i < nBins; i++) {
    if (bins.min[i]! > -1 && bins.max[i]! < 1 && Number.isFinite(bins.sumSquares[i]!)) continue;
    const start = from + i * peakBaseSamples;
    if (x instanceof Int16Array) summarise16(x, start, out, firstBin + i, counts);
    else summariseFloats(x, { from: start, to: start + peakBaseSamples, bin: firstBin + i }, out, counts);
  }
  return true;
}

const fullScale16 = 32_768;

function summarise16(x: Int16Array, from: number, out: PeakBins, bin: number, counts: PeakCounts): void {
  let min = fullScale16;
  let max = -fullScale16;
  let sumSquares = 0;
  for (let n = from; n < from + peakBaseSamples; n += 2) {
    const a = x[n]!;
    const b = x[n + 1]!;
    min = Math.min(min, a, b);
    max = Math.max(max, a, b);
    sumSquares += (Math.imul(a, a) + Math.imul(b, b)) >>> 0; // at most 2³¹
  }
  out.min[bin] = min / fullScale16;
  out.max[bin] = max / fullScale16;
  out.sumSquares[bin] = sumSquares / fullScale16 ** 2;
  if (min > -fullScale16) return;
  for (let n = from; n < from + peakBaseSamples; n++) if (x[n] === -fullScale16) counts.nClipped++;
}

/** Statistics of x[from … to−1] into one bin; the common case is one pass without branches for bad samples. */
export function summariseFloats(
  x: Float32Array,
  { from, to, bin }: { readonly from: number; readonly to: number; readonly bin: number },
  out: PeakBins,
  counts: PeakCounts,
): void {
  let min = Infinity;
  let max = -Infinity;
  let even = 0; // two sums: one would wait for each addition
  let odd = 0;
  let n = from;
  for (; n + 1 < to; n += 2) {
    const a = x[n]!;
    const b = x[n + 1]!;
    if (a < min) min = a;
    if (a > max) max = a;
    if (b < min) min = b;
    if (b > max) max = b;
    even += a * a;
    odd += b * b;
  }
  if (n < to) {
    const a = x[n]!;
    if (a < min) min = a;
    if (a > max) max = a;
    even += a * a;
  }
  const sumSquares = even + odd;
  // A comparison with NaN is false, so a bad sample shows in the sum alone; squares of finite ones cannot overflow it.
  if (!Number.isFinite(sumSquares)) {
    const finite = x.subarray(from, to).filter((value) => Number.isFinite(value));
    counts.nNonFinite += to - from - finite.length;
    if (finite.length > 0) summariseFloats(finite, { from: 0, to: finite.length, bin }, out, counts);
    else put(out, bin, { min: 0, max: 0, sumSquares: 0 });
    return;
  }
  if (min <= -1 || max >= 1) {
    for (let i = from; i < to; i++) if (Math.abs(x[i]!) >= 1) counts.nClipped++;
  }
  put(out, bin, { min, max, sumSquares });
}

function put(out: PeakBins, bin: number, { min, max, sumSquares }: Record<keyof PeakBins, number>): void {
  out.min[bin] = min;
  out.max[bin] = max;
  out.sumSquares[bin] = Math.min(sumSquares, largestFloat32);
}
