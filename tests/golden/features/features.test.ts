/** Windows, signal extension, filter banks, cepstra and deltas against SciPy, librosa and torchaudio: generate.py. */
import { expect, it } from 'vitest';
import { deltas } from '../../../main/engine/dsp/cepstrum/deltas.ts';
import { mfcc } from '../../../main/engine/dsp/cepstrum/mfcc.ts';
import type { MfccParams } from '../../../main/engine/dsp/cepstrum/mfcc.ts';
import { mfccPresets } from '../../../main/engine/dsp/cepstrum/mfccPresets.ts';
import type { MfccPresetName } from '../../../main/engine/dsp/cepstrum/mfccPresets.ts';
import { gammatoneFilters } from '../../../main/engine/dsp/filterbank/gammatoneFilters.ts';
import { melFilterbank } from '../../../main/engine/dsp/melFilterbank.ts';
import type { BandScaleName } from '../../../main/engine/dsp/melFilterbank.ts';
import { stft } from '../../../main/engine/dsp/stft.ts';
import type { PadName } from '../../../main/engine/dsp/stftParams.ts';
import { makeWindow } from '../../../main/engine/dsp/window.ts';
import type { WindowName, WindowOptions } from '../../../main/engine/dsp/window.ts';
import { largestError, noise, readJfk } from '../dsp/dspSignals.ts';
import { openGolden } from '../golden.ts';

interface Manifest {
  readonly windows: readonly { name: WindowName; length: number; options: WindowOptions; values: number[] }[];
  readonly pads: readonly { pad: PadName; padEnd: boolean; nFrames: number; file: string }[];
  readonly banks: readonly { scale: BandScaleName; file: string }[];
  readonly gammatone: readonly { centreHz: number; values: number[] }[];
  readonly cepstra: readonly {
    preset: MfccPresetName;
    options: Partial<MfccParams>;
    nFrames: number;
    frames: number[];
    file: string;
  }[];
  readonly deltas: {
    readonly features: string;
    readonly nFeatures: number;
    readonly cases: readonly { order: number; width: number; ends: 'interp' | 'nearest'; file: string }[];
    readonly torchaudio: string;
  };
}

const { manifest, read } = openGolden<Manifest>(import.meta.url);
const largest = (values: ArrayLike<number>) => Array.from(values).reduce((max, v) => Math.max(max, Math.abs(v)), 0);

it.each(manifest.windows)('window $name of $length, $options', ({ name, length, options, values }) => {
  expect(largestError(makeWindow(name, length, options), values)).toBeLessThan(1e-12);
});

it.each(manifest.pads)('stft with pad $pad, padEnd $padEnd: $file', ({ pad, padEnd, nFrames, file }) => {
  const params = { fftSize: 64, hopLength: 23, window: 'hann', pad, padEnd } as const;
  const frames = stft(noise(300), params);
  expect(frames.nFrames).toBe(nFrames);
  const golden = read(file);
  const rows = [0, 1, nFrames - 2, nFrames - 1];
  const found = rows.flatMap((m) =>
    Array.from({ length: 33 }, (_, k) => [frames.re[m * 33 + k]!, frames.im[m * 33 + k]!]).flat(),
  );
  expect(largestError(found, golden)).toBeLessThan(2e-6 * largest(golden));
});

it.each(manifest.banks)('triangles on the scale $scale', ({ scale, file }) => {
  const params = { sampleRateHz: 16_000, fftSize: 512, nMels: 24, fMinHz: 60, fMaxHz: 7600, norm: 'none' } as const;
  expect(largestError(melFilterbank({ ...params, scale }), read(file))).toBeLessThan(1e-5);
});

it.each(manifest.gammatone)('gammatone at $centreHz Hz', ({ centreHz, values }) => {
  const params = { sampleRateHz: 16_000, fftSize: 512, nBands: 2, fMinHz: centreHz, fMaxHz: 7000 };
  const { weights, centresHz } = gammatoneFilters(params);
  expect(centresHz[0]).toBeCloseTo(centreHz, 9);
  const band = weights.subarray(0, 257).map((weight, k) => (values[k]! > 1e-3 ? weight : 0));
  expect(
    largestError(
      band,
      values.map((value) => (value > 1e-3 ? value : 0)),
    ),
  ).toBeLessThan(1e-3);
});

it.each(manifest.cepstra)('mfcc $preset $options', ({ preset, options, nFrames, frames, file }) => {
  const found = mfcc(readJfk(), { sampleRateHz: 16_000, ...mfccPresets[preset], ...options });
  expect(found.nFrames).toBe(nFrames);
  const rows = frames.flatMap((m) => [...found.values.subarray(m * found.nMfcc, (m + 1) * found.nMfcc)]);
  expect(largestError(rows, read(file))).toBeLessThan(preset === 'torchaudio' ? 1e-2 : 2e-3);
});

it.each(manifest.deltas.cases)('deltas of order $order, width $width, $ends', ({ file, ...params }) => {
  const { nFeatures } = manifest.deltas;
  const values = Float32Array.from(read(manifest.deltas.features));
  const golden = read(file);
  const found = deltas({ values, nFrames: values.length / nFeatures, nFeatures }, params);
  expect(largestError(found, golden)).toBeLessThan(1e-5 * largest(golden));
});

it('deltas with repeated ends are the regression of torchaudio and HTK', () => {
  const { nFeatures } = manifest.deltas;
  const values = Float32Array.from(read(manifest.deltas.features));
  const golden = read(manifest.deltas.torchaudio);
  const found = deltas({ values, nFrames: values.length / nFeatures, nFeatures }, { width: 5, ends: 'nearest' });
  expect(largestError(found, golden)).toBeLessThan(1e-5 * largest(golden));
});
