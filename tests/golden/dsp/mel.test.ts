import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { frequencyScales } from '../../../main/engine/dsp/frequencyScale.ts';
import { melSpectrogram } from '../../../main/engine/dsp/mel.ts';
import type { MelFrames, MelParams } from '../../../main/engine/dsp/mel.ts';
import { melFilterbank } from '../../../main/engine/dsp/melFilterbank.ts';
import type { MelFilterbankParams } from '../../../main/engine/dsp/melFilterbank.ts';
import { melPresets } from '../../../main/engine/dsp/melPresets.ts';
import type { MelPresetName } from '../../../main/engine/dsp/melPresets.ts';
import { withLength } from '../../../main/engine/dsp/sampleSource.ts';
import { hzToNote } from '../../../main/engine/dsp/note.ts';
import { largestError, readGolden, readJfk, signalOf } from './dspSignals.ts';

interface PresetCase {
  preset: MelPresetName;
  signal: string;
  nSamples: number | null;
  shape: [number, number];
  frames: number[];
  mean: number;
  file: string;
}

interface Manifest {
  filterbanks: { params: MelFilterbankParams; rows: number[]; rowSums: number[]; nonzero: number; file: string }[];
  melPresets: PresetCase[];
  mel: { params: MelParams; nFrames: number; frames: number[]; file: string }[];
  scales: { hz: number[]; htk: number[]; slaney: number[]; midi: (number | null)[] };
}

const manifest = JSON.parse(readFileSync(new URL('manifest.json', import.meta.url), 'utf8')) as Manifest;

function framesOf({ values, nMels }: MelFrames, frames: number[]): number[] {
  return frames.flatMap((m) => Array.from(values.subarray(m * nMels, (m + 1) * nMels)));
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('mel filter banks agree with librosa.filters.mel', () => {
  it.each(manifest.filterbanks)('$params', ({ params, rows, rowSums, nonzero, file }) => {
    const matrix = melFilterbank(params);
    const nBins = params.fftSize / 2 + 1;
    const row = (i: number): Float32Array => matrix.subarray(i * nBins, (i + 1) * nBins);
    const golden = readGolden(file);
    const peak = golden.reduce((a, b) => Math.max(a, b));
    expect(
      largestError(
        rows.flatMap((i) => Array.from(row(i))),
        golden,
      ),
    ).toBeLessThan(1e-6 * peak);
    const sums = rowSums.map((_, i) => row(i).reduce((a, b) => a + b, 0));
    expect(largestError(sums, rowSums)).toBeLessThan(1e-5 * Math.max(...rowSums));
    expect(matrix.filter((weight) => weight > 1e-7 * peak).length).toBeLessThanOrEqual(nonzero);
  });
});

describe('mel presets agree with their reference code to 1e-4', () => {
  it.each(manifest.melPresets)('$preset of $signal, $nSamples samples', (golden) => {
    const x = signalOf(golden.signal);
    const mel = melSpectrogram(
      golden.nSamples === null ? x : withLength(x, golden.nSamples),
      melPresets[golden.preset],
    );
    expect([mel.nFrames, mel.nMels]).toEqual(golden.shape);
    expect(largestError(framesOf(mel, golden.frames), readGolden(golden.file))).toBeLessThan(1e-4);
    expect(Math.abs(mean(mel.values) - golden.mean)).toBeLessThan(1e-5);
  });
});

describe('Whisper features of jfk.wav as computed by faster-whisper', () => {
  const at = ({ values, nMels }: MelFrames, band: number, frame: number): number => values[frame * nMels + band]!;

  it.each([
    {
      preset: 'whisper' as const,
      mean: -0.295029,
      low: [0.42844, 0.29882, 0.46293, 0.58351],
      high: [0.07466, 0.21094, 0.20995, 0.16274],
    },
    {
      preset: 'whisper128' as const,
      mean: -0.28117,
      low: [0.88877, 0.89085, 0.90398, 0.78511],
      high: [0.62152, 0.61093, 0.36105, 0.21007],
    },
  ])('$preset padded to 30 s', ({ preset, mean: expectedMean, low, high }) => {
    const mel = melSpectrogram(withLength(readJfk(), 480_000), melPresets[preset]);
    expect(mel.nFrames).toBe(3000);
    expect(mean(mel.values)).toBeCloseTo(expectedMean, 5);
    expect(
      largestError(
        [100, 101, 102, 103].map((m) => at(mel, 10, m)),
        low,
      ),
    ).toBeLessThan(1e-4);
    expect(
      largestError(
        [1000, 1001, 1002, 1003].map((m) => at(mel, 40, m)),
        high,
      ),
    ).toBeLessThan(1e-4);
  });

  it.each([
    { nSamples: 176_000, nFrames: 1100, expected: 0.125139 },
    { nSamples: 176_000 + 480_000, nFrames: 4100, expected: -0.360415 },
  ])('$nSamples samples have the mean $expected', ({ nSamples, nFrames, expected }) => {
    const mel = melSpectrogram(withLength(readJfk(), nSamples), melPresets.whisper);
    expect(mel.nFrames).toBe(nFrames);
    expect(mean(mel.values)).toBeCloseTo(expected, 5);
  });
});

describe('mel spectrograms agree with librosa.feature.melspectrogram', () => {
  it.each(manifest.mel)('power $params.power, log $params.log', ({ params, nFrames, frames, file }) => {
    const mel = melSpectrogram(readJfk(), params);
    expect(mel.nFrames).toBe(nFrames);
    expect(largestError(framesOf(mel, frames), readGolden(file))).toBeLessThan(1e-4);
  });
});

describe('frequency scales agree with librosa', () => {
  const { hz, htk, slaney, midi } = manifest.scales;

  it('mel', () => {
    expect(largestError(hz.map(frequencyScales['mel-htk'].fromHz), htk)).toBeLessThan(1e-9);
    expect(largestError(hz.map(frequencyScales['mel-slaney'].fromHz), slaney)).toBeLessThan(1e-9);
  });

  it('notes', () => {
    hz.forEach((f, i) => {
      const note = hzToNote(f);
      if (midi[i] === null) expect(note).toBeNull();
      else expect(note!.midi + note!.cents / 100).toBeCloseTo(midi[i]!, 9);
    });
  });
});
