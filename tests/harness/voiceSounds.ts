/** Voice-like sounds whose pitch is known at every moment. */
import type { SoundOptions } from './testSounds.ts';

export interface Glide {
  readonly fromHz: number;
  readonly toHz: number;
}

/** A sum of harmonics, each of amplitude 0.5/h, whose fundamental rises or falls linearly. */
export function glideSamples(
  { fromHz, toHz }: Glide,
  { sampleRateHz, durationSec }: SoundOptions,
  nHarmonics = 10,
): Float32Array {
  const n = Math.round(sampleRateHz * durationSec);
  return Float32Array.from({ length: n }, (_, i) => {
    const t = i / sampleRateHz;
    const phase = 2 * Math.PI * (fromHz * t + ((toHz - fromHz) * t * t) / (2 * durationSec));
    let sum = 0;
    for (let h = 1; h <= nHarmonics; h++) sum += (0.5 / h) * Math.sin(h * phase);
    return 0.4 * sum;
  });
}
