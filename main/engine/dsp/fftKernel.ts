/**
 * Complex forward DFT of one size, X[k] = Σₙ x[n]·exp(−2πi·k·n/N), unscaled, between buffers that the kernel owns:
 * fill `inRe`/`inIm`, `execute`, read `outRe`/`outIm`. All are split float64 [N]; the two pairs may be the same arrays,
 * and the input is destroyed in any case.
 */
import { runPass } from './fftPasses.ts';
import type { Pass } from './fftPasses.ts';

export interface FftKernel {
  readonly size: number;
  readonly inRe: Float64Array;
  readonly inIm: Float64Array;
  readonly outRe: Float64Array;
  readonly outIm: Float64Array;
  execute(): void;
}

/** Larger primes go to Bluestein: the O(r²) butterfly costs more from here on. */
const largestDirectPrime = 13;

/** The radices of the passes, or null if `size` has a prime factor above 13. */
export function smallFactors(size: number): number[] | null {
  const factors: number[] = [];
  let rest = size;
  for (const radix of [4, 2, 3, 5, 7, 11, largestDirectPrime]) {
    while (rest % radix === 0) {
      factors.push(radix);
      rest /= radix;
    }
  }
  return rest === 1 ? factors : null;
}

export function makeKernel(size: number): FftKernel {
  const factors = smallFactors(size);
  return factors ? stockhamKernel(size, factors) : bluesteinKernel(size);
}

/** exp(−2πi·numerator/denominator), with the index reduced first so that large products stay exact. */
function root(numerator: number, denominator: number): [number, number] {
  const angle = (-2 * Math.PI * (numerator % denominator)) / denominator;
  return [Math.cos(angle), Math.sin(angle)];
}

function makePass(radix: number, n: number, s: number): Pass {
  const m = n / radix;
  const twiddles = new Float64Array(2 * m * (radix - 1));
  let t = 0;
  for (let p = 0; p < m; p++) {
    for (let k = 1; k < radix; k++, t += 2) twiddles.set(root(p * k, n), t);
  }
  const roots = new Float64Array(2 * radix);
  for (let j = 0; j < radix; j++) roots.set(root(j, radix), 2 * j);
  return { radix, m, s, twiddles, roots };
}

function stockhamKernel(size: number, factors: readonly number[]): FftKernel {
  const passes: Pass[] = [];
  let s = 1;
  for (const radix of factors) {
    passes.push(makePass(radix, size / s, s));
    s *= radix;
  }
  const buffers = [0, 1].map(() => ({ re: new Float64Array(size), im: new Float64Array(size) }));
  const input = buffers[0]!;
  const output = buffers[passes.length % 2]!;
  const execute = (): void => {
    let from = input;
    let to = buffers[1]!;
    for (const pass of passes) {
      runPass(pass, from.re, from.im, to.re, to.im);
      [from, to] = [to, from];
    }
  };
  return { size, inRe: input.re, inIm: input.im, outRe: output.re, outIm: output.im, execute };
}

/**
 * N of any kind through a convolution of power-of-two size M ≥ 2N − 1, with chirp c[n] = exp(−πi·n²/N):
 *   X[k] = c[k] · Σₙ (x[n]·c[n]) · conj(c[k − n])
 * Bluestein, "A linear filtering approach to the computation of discrete Fourier transform", IEEE Trans. AU-18, 1970.
 */
function bluesteinKernel(size: number): FftKernel {
  const N = size;
  const M = 2 ** Math.ceil(Math.log2(2 * N - 1));
  const inner = makeKernel(M);
  const chirp = new Float64Array(2 * N);
  for (let n = 0; n < N; n++) chirp.set(root((n * n) % (2 * N), 2 * N), 2 * n);
  inner.inRe.fill(0);
  inner.inIm.fill(0);
  for (let n = 0; n < N; n++) {
    inner.inRe[n] = inner.inRe[(M - n) % M] = chirp[2 * n]!;
    inner.inIm[n] = inner.inIm[(M - n) % M] = -chirp[2 * n + 1]!;
  }
  inner.execute();
  const filterRe = inner.outRe.slice();
  const filterIm = inner.outIm.slice();
  const inRe = new Float64Array(N);
  const inIm = new Float64Array(N);
  const outRe = new Float64Array(N);
  const outIm = new Float64Array(N);

  const execute = (): void => {
    inner.inRe.fill(0, N);
    inner.inIm.fill(0, N);
    multiply(inRe, inIm, chirp, { re: inner.inRe, im: inner.inIm });
    inner.execute();
    // The inverse transform is a forward one with re and im exchanged, both in and out.
    const { outRe: fr, outIm: fi, inRe: gr, inIm: gi } = inner;
    for (let k = 0; k < M; k++) {
      const re = fr[k]! * filterRe[k]! - fi[k]! * filterIm[k]!;
      const im = fr[k]! * filterIm[k]! + fi[k]! * filterRe[k]!;
      gi[k] = re / M;
      gr[k] = im / M;
    }
    inner.execute();
    multiply(inner.outIm, inner.outRe, chirp, { re: outRe, im: outIm });
  };
  return { size, inRe, inIm, outRe, outIm, execute };
}

/** out[n] = x[n]·c[n] over the chirp's length; `chirp` is interleaved. */
function multiply(
  re: Float64Array,
  im: Float64Array,
  chirp: Float64Array,
  out: { re: Float64Array; im: Float64Array },
): void {
  for (let n = 0; 2 * n < chirp.length; n++) {
    const cr = chirp[2 * n]!;
    const ci = chirp[2 * n + 1]!;
    const xr = re[n]!;
    const xi = im[n]!;
    out.re[n] = xr * cr - xi * ci;
    out.im[n] = xr * ci + xi * cr;
  }
}
