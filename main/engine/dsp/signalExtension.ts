/**
 * A signal x[0 … n−1] continued beyond its ends, x̃[i] for any integer i (names as numpy.pad, SciPy's in brackets):
 *
 *   constant   0                                          (zeros)
 *   edge       x[0] before, x[n−1] after                   (constant)
 *   reflect    mirrored about the first and last sample    (even)
 *   symmetric  mirrored about the gap before and after them
 *   odd        2·x[0] − x[−i] before, 2·x[n−1] − x[2(n−1) − i] after; of a longer reach, again and again   (odd)
 *
 * Mirrors repeat where i lies further out than the signal is long.
 */
import type { SampleSource } from './sampleSource.ts';
import { EngineError } from '../core/errors.ts';

export const extensionNames = ['constant', 'edge', 'reflect', 'symmetric', 'odd'] as const;

export type ExtensionName = (typeof extensionNames)[number];

/**
 * Fills target[from … to−1] with x̃[start + from …]; the places that lie outside the signal only.
 * @param source n ≥ 1 samples; for `constant` any
 * @throws EngineError E_SHAPE: there is nothing to continue
 */
export function extendInto(
  target: Float32Array | Float64Array,
  { source, mode, start }: { source: SampleSource; mode: ExtensionName; start: number },
  from: number,
  to: number,
): void {
  if (to <= from) return;
  if (mode === 'constant') {
    target.fill(0, from, to);
    return;
  }
  const { nSamples } = source;
  if (nSamples < 1) throw new EngineError('E_SHAPE', `0 samples cannot be continued by ${mode}`);
  const indices = Array.from({ length: to - from }, (_, i) => indexOf[mode](start + from + i, nSamples));
  const first = indices.reduce((a, b) => Math.min(a, b));
  const last = indices.reduce((a, b) => Math.max(a, b));
  const edge = source.read(first, last - first + 1);
  indices.forEach((index, i) => {
    target[from + i] = edge[index - first]!;
  });
  if (mode !== 'odd') return;
  const [x0, xn] = [source.read(0, 1)[0]!, source.read(nSamples - 1, 1)[0]!];
  for (let i = from; i < to; i++) target[i] = oddValue(start + i, nSamples, { x: target[i]!, x0, xn });
}

const indexOf: Readonly<Record<Exclude<ExtensionName, 'constant'>, (i: number, n: number) => number>> = {
  edge: (i, n) => Math.max(0, Math.min(n - 1, i)),
  reflect: reflectIndex,
  odd: reflectIndex,
  symmetric: (i, n) => {
    const phase = modulo(i, 2 * n);
    return phase < n ? phase : 2 * n - 1 - phase;
  },
};

/** Position in 0 … n−1 of index i after mirroring about 0 and n − 1 as often as needed. */
function reflectIndex(i: number, n: number): number {
  if (n === 1) return 0;
  const phase = modulo(i, 2 * (n - 1));
  return phase < n ? phase : 2 * (n - 1) - phase;
}

/** Every second mirror image is turned about the sample it is mirrored at; each period rises by 2·(x[n−1] − x[0]). */
function oddValue(i: number, n: number, { x, x0, xn }: { x: number; x0: number; xn: number }): number {
  if (n === 1) return x0;
  const period = 2 * (n - 1);
  const rise = 2 * (xn - x0) * Math.floor(i / period);
  return rise + (modulo(i, period) < n ? x : 2 * xn - x);
}

function modulo(i: number, period: number): number {
  return ((i % period) + period) % period;
}
