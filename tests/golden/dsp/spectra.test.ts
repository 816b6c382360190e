import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { istft } from '../../../main/engine/dsp/istft.ts';
import { withLength } from '../../../main/engine/dsp/sampleSource.ts';
import { spectrumSlice } from '../../../main/engine/dsp/spectrumSlice.ts';
import { stft } from '../../../main/engine/dsp/stft.ts';
import type { ComplexFrames } from '../../../main/engine/dsp/stft.ts';
import type { PadName, StftParams } from '../../../main/engine/dsp/stftParams.ts';
import { makeWindow } from '../../../main/engine/dsp/window.ts';
import type { WindowName } from '../../../main/engine/dsp/window.ts';
import { largestError, readGolden, readJfk, signalOf } from './dspSignals.ts';

interface Manifest {
  stft: { signal: string; params: StftParams; nFrames: number; frames: number[]; largest: number; file: string }[];
  scipyStft: { signal: string; fftSize: number; hopLength: number; frames: number[]; file: string };
  istft: { pad: PadName; length: number | null; total: number; file: string }[];
  windows: { name: WindowName; length: number; symmetric: boolean; values: number[] }[];
  welch: { signal: string; frameSamples: number; fftSize: number; file: string };
}

const manifest = JSON.parse(readFileSync(new URL('manifest.json', import.meta.url), 'utf8')) as Manifest;

function interleaved({ re, im, nBins }: ComplexFrames, frames: number[]): number[] {
  return frames.flatMap((m) =>
    Array.from({ length: nBins }, (_, k) => [re[m * nBins + k]!, im[m * nBins + k]!]).flat(),
  );
}

describe('stft agrees with librosa to 1e-5 of the largest magnitude', () => {
  it.each(manifest.stft)('$signal $params', ({ signal, params, nFrames, frames, largest, file }) => {
    const actual = stft(signalOf(signal), params);
    expect(actual.nFrames).toBe(nFrames);
    expect(largestError(interleaved(actual, frames), readGolden(file))).toBeLessThan(1e-5 * largest);
  });

  it('reads the same from a source in pieces', () => {
    const { params } = manifest.stft[0]!;
    const x = readJfk();
    const pieces = stft(withLength(x, x.length), params);
    expect(pieces).toEqual(stft(x, params));
  });
});

describe('stft with pad constant, divided by the window sum, is scipy.signal.stft', () => {
  const { signal, fftSize, hopLength, frames, file } = manifest.scipyStft;

  it('agrees to 1e-6', () => {
    const actual = stft(signalOf(signal), { fftSize, hopLength, pad: 'constant' });
    const sum = makeWindow('hann', fftSize).reduce((a, b) => a + b);
    const scaled = interleaved(actual, frames).map((value) => value / sum);
    expect(largestError(scaled, readGolden(file))).toBeLessThan(1e-6);
  });
});

describe('istft of a spectrogram that no signal has agrees with librosa', () => {
  it.each(manifest.istft)('pad $pad length $length', ({ pad, length, total, file }) => {
    const params: StftParams = { fftSize: 512, hopLength: 128, winLength: 400, pad };
    const frames = stft(readJfk().subarray(0, 16_000), params);
    for (let m = 0; m < frames.nFrames; m++) {
      for (let k = 0; k < frames.nBins; k++) {
        const gain = k >= 40 ? 0 : m >= 20 && m < 30 ? 2 : 1;
        for (const part of [frames.re, frames.im]) part[m * frames.nBins + k]! *= gain;
      }
    }
    const x = istft(frames, { ...params, ...(length === null ? {} : { length }) });
    expect(x.length).toBe(total);
    const parts = [...x.subarray(0, 600), ...x.subarray(3000, 4000), ...x.subarray(-600)];
    // Without padding the first and last samples are divided by a window near 0: compare where it is not.
    const from = pad === 'none' ? 80 : 0;
    const kept = (values: ArrayLike<number>): number[] => Array.from(values).slice(from, values.length - from);
    expect(largestError(kept(parts), kept(readGolden(file)))).toBeLessThan(1e-6);
  });
});

describe('windows agree with scipy.signal.get_window', () => {
  it.each(manifest.windows)('$name $length symmetric=$symmetric', ({ name, length, symmetric, values }) => {
    expect(largestError(makeWindow(name, length, { symmetric }), values)).toBeLessThan(1e-12);
  });
});

describe('spectrumSlice with frames agrees with scipy.signal.welch', () => {
  const { signal, frameSamples, fftSize, file } = manifest.welch;

  it('to 0.001 dB', () => {
    const x = signalOf(signal);
    const options = { sampleRateHz: 16_000, startSample: 0, endSample: x.length, frameSamples, fftSize };
    expect(largestError(spectrumSlice(x, options).levelsDb, readGolden(file))).toBeLessThan(1e-3);
  });
});
