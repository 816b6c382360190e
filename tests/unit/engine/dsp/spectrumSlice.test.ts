import { describe, expect, it } from 'vitest';
import { toSource } from '../../../../main/engine/dsp/sampleSource.ts';
import { spectrumSlice, stretchAround } from '../../../../main/engine/dsp/spectrumSlice.ts';
import type { SpectrumSliceParams } from '../../../../main/engine/dsp/spectrumSlice.ts';
import { SpectrogramColumns } from '../../../../main/engine/dsp/spectrogramColumns.ts';
import { quantisedToDb } from '../../../../main/engine/dsp/spectrogramQuantiser.ts';
import { largestError, noise, tone } from './signals.ts';

const sine = tone({ hz: 1000, sampleRateHz: 16_000, nSamples: 16_000 });
const all: SpectrumSliceParams = { sampleRateHz: 16_000, startSample: 0, endSample: 16_000 };

describe('spectrumSlice', () => {
  it('reads 0 dB at 1 kHz for a full-scale sine, by one window and by frames', () => {
    const single = spectrumSlice(sine, { ...all, endSample: 8192 });
    expect(single.levelsDb[1000 / single.binHz]).toBeCloseTo(0, 3);
    const welch = spectrumSlice(sine, { ...all, frameSamples: 1024 });
    expect(welch.levelsDb[1000 / welch.binHz]).toBeCloseTo(0, 3);
    expect(welch.nFrames).toBe(30);
  });

  it('states its resolution: Hann over 400 samples is 57.6 Hz at −3 dB, ENBW 60 Hz', () => {
    const { resolutionHz, noiseBandwidthHz, fftSize } = spectrumSlice(sine, { ...all, endSample: 400 });
    expect(resolutionHz).toBeCloseTo(57.62, 2);
    expect(noiseBandwidthHz).toBeCloseTo(60, 6);
    expect(fftSize).toBe(512);
  });

  it('at the cursor is the spectrogram’s frame there', () => {
    const x = noise(4000);
    const columns = new SpectrogramColumns({
      sampleRateHz: 16_000,
      window: 'hann',
      winLength: 400,
      fftSize: 512,
      hopLength: 100,
    });
    const column = Array.from(
      columns.tile(toSource(x), { level: 0, index: 0 }).values.subarray(257 * 9, 257 * 10),
      quantisedToDb,
    );
    const slice = spectrumSlice(x, { sampleRateHz: 16_000, ...stretchAround(900, 400), fftSize: 512 });
    expect(largestError(slice.levelsDb, column)).toBeLessThan(0.004);
  });

  it('reads beyond the ends as silence and bad samples as 0', () => {
    const silent = spectrumSlice(sine, { ...all, startSample: -500, endSample: -100 });
    expect(silent.levelsDb.every((db) => db === -200)).toBe(true);
    const bad = sine.slice();
    bad[5] = Number.NaN;
    expect(spectrumSlice(bad, all).levelsDb.every(Number.isFinite)).toBe(true);
  });

  it('measures one sample', () => {
    const { levelsDb } = spectrumSlice(Float32Array.of(0.5), { ...all, endSample: 1 });
    expect([...levelsDb].map((db) => Math.round(db * 100) / 100)).toEqual([0, 0]);
  });

  it.each([
    [{ endSample: 0 }, 'endSample=0 must be an integer ≥ 1'],
    [{ endSample: 2 ** 20 + 1 }, 'one window of 1048577 samples must be ≤ 1048576'],
    [{ frameSamples: 0 }, 'frameSamples=0'],
    [{ fftSize: 512 }, 'fftSize=512 must be an integer ≥ 16000'],
  ])('refuses %o', (change, message) => {
    expect(() => spectrumSlice(sine, { ...all, ...change })).toThrow(
      expect.objectContaining({ code: 'E_PARAM', message: expect.stringContaining(message) }),
    );
  });
});
