/**
 * Uniform random numbers in [0, 1) that depend on the seed alone: the same seed gives the same sound on any machine.
 * Tommy Ettinger's mulberry32: a 32-bit counter and a mixing function, period 2³².
 * @param seed any number; its lower 32 bits count
 */
export function seededRandom(seed: number): () => number {
  let n = 0;
  return () => randomAt(seed, n++);
}

/** Number n ≥ 0 (an integer) of the same sequence, without those before it. */
export function randomAt(seed: number, n: number): number {
  const state = ((seed >>> 0) + Math.imul(n + 1, 0x6d2b79f5)) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
