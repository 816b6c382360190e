import { readFileSync } from 'node:fs';
import { decodeNpy } from '../../../main/engine/core/npy.ts';

const here = new URL('.', import.meta.url);

/** tests/fixtures/jfk.wav: 16 kHz mono s16, full scale ±1. */
export function readJfk(): Float32Array {
  const bytes = readFileSync(new URL('../../fixtures/jfk.wav', here));
  const start = bytes.indexOf('data') + 8;
  return Float32Array.from({ length: (bytes.length - start) >> 1 }, (_, n) => bytes.readInt16LE(start + 2 * n) / 32768);
}

/** The generator of generate.py: linear congruential, uniform in [−1, 1). */
export function noise(nSamples: number, seed = 1): Float32Array {
  let state = BigInt(seed);
  return Float32Array.from({ length: nSamples }, () => {
    state = (1103515245n * state + 12345n) % 2147483648n;
    return Number(state) / 2 ** 30 - 1;
  });
}

export function signalOf(name: string): Float32Array {
  return name === 'jfk' ? readJfk() : noise(Number(name.replace('noise', '')));
}

export function readGolden(file: string): Float32Array {
  return decodeNpy(readFileSync(new URL(file, here))).data as Float32Array;
}

/** Largest |actual − expected|; infinite if either is not finite or the lengths differ. */
export function largestError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(actual[i]! - expected[i]!);
    worst = Number.isFinite(error) ? Math.max(worst, error) : Infinity;
  }
  return worst;
}
