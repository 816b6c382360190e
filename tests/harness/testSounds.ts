/** Sounds whose spectrogram is known beforehand, as WAV bytes. */
import { wavBytes } from './wavBytes.ts';

export interface Tone {
  readonly frequencyHz: number;
  readonly levelDb: number; // re full-scale sine
}

export interface SoundOptions {
  readonly sampleRateHz: number;
  readonly durationSec: number;
}

export function toneSamples({ frequencyHz, levelDb }: Tone, { sampleRateHz, durationSec }: SoundOptions): Float32Array {
  const amplitude = 10 ** (levelDb / 20);
  return Float32Array.from(
    { length: Math.round(sampleRateHz * durationSec) },
    (_, n) => amplitude * Math.sin((2 * Math.PI * frequencyHz * n) / sampleRateHz),
  );
}

export function mixed(...parts: readonly Float32Array[]): Float32Array {
  return Float32Array.from({ length: parts[0]?.length ?? 0 }, (_, n) =>
    parts.reduce((sum, part) => sum + (part[n] ?? 0), 0),
  );
}

/** Silence but for single samples. */
export function clickSamples(
  clicks: readonly { readonly sample: number; readonly amplitude: number }[],
  { sampleRateHz, durationSec }: SoundOptions,
): Float32Array {
  const samples = new Float32Array(Math.round(sampleRateHz * durationSec));
  for (const { sample, amplitude } of clicks) samples[sample] = amplitude;
  return samples;
}

export function monoWav(samples: Float32Array, sampleRateHz: number): Uint8Array {
  return wavBytes([samples], { sampleRateHz });
}
