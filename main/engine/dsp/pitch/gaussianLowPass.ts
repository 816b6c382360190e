/**
 * The low-pass filter before filtered autocorrelation, Gaussian in frequency:
 *
 *   H(f) = A^((f/T)²),   A = attenuationAtTop, T = ceilingHz
 *
 * Its impulse response is again Gaussian, h(t) = √(π/a)·exp(−π²t²/a) with a = −ln A / T², and runs as a symmetric FIR
 * filter cut where it has fallen below 1e-12 of its peak. Praat manual, "pitch analysis by filtered autocorrelation"
 * (2024): 0.03^((f/800)²) by default.
 */
import type { SampleSource } from '../sampleSource.ts';
import type { PitchParams } from './pitchParams.ts';

export function gaussianTaps(sampleRateHz: number, ceilingHz: number, attenuationAtTop: number): Float64Array {
  const a = -Math.log(attenuationAtTop) / ceilingHz ** 2;
  const half = Math.ceil((Math.sqrt(a * 12 * Math.LN10) / Math.PI) * sampleRateHz);
  const taps = Float64Array.from({ length: 2 * half + 1 }, (_, n) =>
    Math.exp(-(((Math.PI * (n - half)) / sampleRateHz) ** 2) / a),
  );
  const sum = taps.reduce((total, tap) => total + tap);
  return taps.map((tap) => tap / sum);
}

/** The filtered signal, computed where it is read; zeros are assumed around it. */
export function gaussianLowPass(
  source: SampleSource,
  sampleRateHz: number,
  { ceilingHz, attenuationAtTop }: Pick<PitchParams, 'ceilingHz' | 'attenuationAtTop'>,
): SampleSource {
  const taps = gaussianTaps(sampleRateHz, ceilingHz, attenuationAtTop);
  const half = (taps.length - 1) / 2;
  return {
    nSamples: source.nSamples,
    read(start, count) {
      const x = source.read(start - half, count + 2 * half);
      const y = new Float32Array(count);
      for (let n = 0; n < count; n++) {
        if (start + n < 0 || start + n >= source.nSamples) continue;
        let sum = taps[half]! * x[n + half]!;
        for (let k = 1; k <= half; k++) sum += taps[half + k]! * (x[n + half - k]! + x[n + half + k]!);
        y[n] = sum;
      }
      return y;
    },
  };
}
