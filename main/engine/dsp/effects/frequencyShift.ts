/**
 * Every frequency of a sound moved by the same number of hertz (single-sideband modulation):
 *
 *   y[n] = Re(a[n]·exp(i·2π·shiftHz·n/sampleRateHz)),   a = x + i·H{x}
 *
 * a is made frame by frame: the DFT of Hann-windowed frames with its positive frequencies only, windowed again and added
 * up. Harmonics do not stay harmonics: pitchShift.ts keeps them. What would leave 0 … sampleRateHz/2 goes away.
 *
 * Source: S. L. Hahn, Hilbert Transforms in Signal Processing, Artech House 1996, chapter 1 (analytic signals, modulation).
 */
import { blockSource } from '../blockSource.ts';
import { EngineError } from '../../core/errors.ts';
import { realFft } from '../fft.ts';
import { readFinite } from '../readFinite.ts';
import { requireAbove } from '../requireInteger.ts';
import type { SampleSource } from '../sampleSource.ts';
import { makeWindow } from '../window.ts';

export interface FrequencyShiftParams {
  readonly sampleRateHz: number;
  readonly shiftHz: number; // −sampleRateHz/2 … sampleRateHz/2
}

const frameSec = 0.04; // frames of the power of two from 40 to 80 ms

/**
 * As long as before; sample 0 has phase 0 of the shift.
 * @throws EngineError E_PARAM; reading: a sample that is not finite, its index in the message
 */
export function frequencyShiftedSource(source: SampleSource, params: FrequencyShiftParams): SampleSource {
  const { sampleRateHz, shiftHz } = params;
  requireAbove('sampleRateHz', sampleRateHz, 0);
  if (!(Math.abs(shiftHz) <= sampleRateHz / 2))
    throw new EngineError('E_PARAM', `shiftHz=${shiftHz} must be from ${-sampleRateHz / 2} to ${sampleRateHz / 2}`);
  if (shiftHz === 0) return source;
  const N = 2 ** Math.min(17, Math.max(4, Math.ceil(Math.log2(frameSec * sampleRateHz))));
  const H = N / 8;
  const fft = realFft(N);
  const window = makeWindow('hann', N);
  const scale = H / (0.375 * N); // 1/Σ hann²
  const binHz = sampleRateHz / N;
  const isKept = Array.from({ length: fft.nBins }, (_, k) => {
    const hz = k * binHz + shiftHz;
    return hz > 0 && hz < sampleRateHz / 2;
  });
  const frame = new Float64Array(N);
  const [re, im] = [new Float64Array(fft.nBins), new Float64Array(fft.nBins)];
  const [real, turned] = [new Float64Array(N), new Float64Array(N)];

  function render(start: number, count: number): Float32Array {
    const sum = new Float64Array(count);
    const x = readFinite(source, start - N, count + 2 * N);
    const first = Math.floor((start - N) / H) + 1;
    for (let m = first; m * H < start + count; m++) {
      const at = m * H - start; // of the frame's first sample
      for (let n = 0; n < N; n++) frame[n] = x[at + N + n]! * window[n]!;
      fft.forward(frame, re, im);
      for (let k = 0; k < re.length; k++) if (!isKept[k]) re[k] = im[k] = 0;
      fft.inverse(re, im, real);
      for (let k = 0; k < re.length; k++) [re[k], im[k]] = [im[k]!, -re[k]!]; // −i: a quarter of a period later
      re[0] = im[0] = re[fft.nBins - 1] = im[fft.nBins - 1] = 0;
      fft.inverse(re, im, turned);
      const to = Math.min(N, count - at);
      for (let n = Math.max(0, -at); n < to; n++) {
        const cycles = ((start + at + n) * shiftHz) / sampleRateHz;
        const phase = 2 * Math.PI * (cycles - Math.floor(cycles));
        sum[at + n] = sum[at + n]! + scale * window[n]! * (real[n]! * Math.cos(phase) - turned[n]! * Math.sin(phase));
      }
    }
    return Float32Array.from(sum);
  }
  return blockSource({ nSamples: source.nSamples, blockSamples: Math.max(2 * N, 16_384), render });
}
