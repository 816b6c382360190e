/** Noise with a tone in it, the same each time: what a device is measured and checked with. [nSamples], within ±1. */
export function probeSignal(nSamples: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length: nSamples }, (_, n) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0; // ANSI C's generator: any fixed noise will do
    return 0.3 * Math.sin(0.37 * n) + 0.2 * (state / 2 ** 31 - 1);
  });
}
