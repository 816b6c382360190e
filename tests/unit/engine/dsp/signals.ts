/** Uniform noise in [−1, 1) from a fixed seed (mulberry32), so that failures repeat. */
export function noise(nSamples: number, seed = 1): Float32Array {
  let state = seed >>> 0;
  return Float32Array.from({ length: nSamples }, () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 31 - 1;
  });
}

export interface Tone {
  readonly hz: number;
  readonly sampleRateHz: number;
  readonly nSamples: number;
  readonly phase?: number;
}

/** sin(2π·hz·n/sampleRateHz + phase), amplitude 1. */
export function tone({ hz, sampleRateHz, nSamples, phase = 0 }: Tone): Float32Array {
  return Float32Array.from({ length: nSamples }, (_, n) => Math.sin((2 * Math.PI * hz * n) / sampleRateHz + phase));
}

/** Largest |a − b|; infinite if the lengths differ or a value is not finite. */
export function largestError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let worst = 0;
  for (let i = 0; i < a.length; i++) {
    const error = Math.abs(a[i]! - b[i]!);
    worst = Number.isFinite(error) ? Math.max(worst, error) : Infinity;
  }
  return worst;
}

/** x in consecutive pieces of the given lengths, repeated until it ends. */
export function cut(x: Float32Array, lengths: readonly number[]): Float32Array[] {
  const pieces: Float32Array[] = [];
  for (let at = 0, i = 0; at < x.length; i++) {
    const piece = x.subarray(at, at + lengths[i % lengths.length]!);
    pieces.push(piece);
    at += piece.length;
  }
  return pieces;
}

export function concat(parts: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
