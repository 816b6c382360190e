import { describe, expect, it } from 'vitest';
import { dbToPower, powerToDb } from '../../../../main/engine/dsp/decibel.ts';
import { toSource } from '../../../../main/engine/dsp/sampleSource.ts';
import {
  SpectrogramColumns,
  countSpectrogramColumns,
  spectrogramTileColumns,
} from '../../../../main/engine/dsp/spectrogramColumns.ts';
import type { SpectrogramColumnParams, SpectrogramTile } from '../../../../main/engine/dsp/spectrogramColumns.ts';
import { dbToQuantised, quantisedToDb } from '../../../../main/engine/dsp/spectrogramQuantiser.ts';
import { mergeSpectrogramTiles } from '../../../../main/engine/dsp/spectrogramTiles.ts';
import { stft, stftLevels } from '../../../../main/engine/dsp/stft.ts';
import { makeWindow } from '../../../../main/engine/dsp/window.ts';
import { largestError, noise, tone } from './signals.ts';

const params: SpectrogramColumnParams = {
  sampleRateHz: 16_000,
  window: 'hann',
  winLength: 200,
  fftSize: 256,
  hopLength: 64,
};
const nBins = 129;

function tileOf(
  x: Float32Array,
  level: number,
  index: number,
  change: Partial<SpectrogramColumnParams> = {},
): SpectrogramTile {
  return new SpectrogramColumns({ ...params, ...change }).tile(toSource(x), { level, index });
}

function columnDb({ values }: SpectrogramTile, column: number): number[] {
  return Array.from(values.subarray(column * nBins, (column + 1) * nBins), quantisedToDb);
}

/** Level-0 columns from stft.ts, in power re a full-scale sine. */
function columnsByStft(x: Float32Array): { power: Float32Array; nFrames: number } {
  const frames = stft(x, { ...params, pad: 'constant' });
  const sum = makeWindow('hann', 200).reduce((a, b) => a + b);
  return { power: stftLevels(frames, 'power').map((value) => (value * 4) / sum ** 2), nFrames: frames.nFrames };
}

const x = noise(20_000).map((value, n) => value * (0.1 + 0.9 * Math.sin(n / 900) ** 2));

describe('SpectrogramColumns', () => {
  it('level 0 is the STFT centred on m·hop within a step and the table’s 0.0006 dB', () => {
    const { power, nFrames } = columnsByStft(x);
    expect(nFrames).toBe(countSpectrogramColumns(x.length, 64, 0));
    for (let m = 0; m < nFrames; m++) {
      const found = columnDb(tileOf(x, 0, Math.floor(m / 64)), m % 64);
      const expected = Array.from(power.subarray(m * nBins, (m + 1) * nBins), (value) => powerToDb(value));
      expect(largestError(found, expected)).toBeLessThan(0.0025 + 0.0006 + 0.0005); // the last: float32 of the STFT
    }
  });

  it.each([1, 3, 5])('level %i is the maximum over 2^level columns', (level) => {
    const longer = new Float32Array(x.length + 3200); // frames centred past the end still hold its last samples
    longer.set(x);
    const { power } = columnsByStft(longer);
    for (let c = 0; c < countSpectrogramColumns(x.length, 64, level); c++) {
      const expected = new Array<number>(nBins).fill(0);
      for (let m = c * 2 ** level; m < (c + 1) * 2 ** level; m++) {
        expected.forEach((value, k) => (expected[k] = Math.max(value, power[m * nBins + k] ?? 0)));
      }
      const tile = tileOf(x, level, Math.floor(c / 64));
      expect(tile.isExact).toBe(true);
      const levels = expected.map((value) => powerToDb(value));
      expect(largestError(columnDb(tile, c % 64), levels)).toBeLessThan(0.004);
    }
  });

  it('level 2 with `mean` is the mean power', () => {
    const { power } = columnsByStft(x);
    const found = columnDb(tileOf(x, 2, 0, { reduce: 'mean' }), 7);
    const expected = found.map((_, k) => {
      const sum = [28, 29, 30, 31].reduce((total, m) => total + power[m * nBins + k]!, 0);
      return powerToDb(sum / 4);
    });
    expect(largestError(found, expected)).toBeLessThan(0.004);
  });

  it('reads 0 dB at the bin of a full-scale sine, whatever the window and zero padding', () => {
    const sine = tone({ hz: 2000, sampleRateHz: 16_000, nSamples: 8000 });
    for (const window of ['hann', 'blackman-harris', 'gaussian', 'rect'] as const) {
      for (const fftSize of [256, 1024]) {
        const tile = tileOf(sine, 0, 0, { window, fftSize });
        const found = quantisedToDb(tile.values[40 * tile.nBins + fftSize / 8]!);
        expect(Math.abs(found)).toBeLessThan(window === 'rect' ? 0.1 : 0.006);
      }
    }
  });

  it('tiles join without seams: tile 1 continues tile 0', () => {
    const shifted = tileOf(x.subarray(64 * 64), 0, 0);
    // Past the window's reach of the new beginning the columns are the same.
    for (let c = 2; c < 64; c++) expect(columnDb(tileOf(x, 0, 1), c)).toEqual(columnDb(shifted, c));
  });

  it('is the floor past the end and in silence', () => {
    expect(tileOf(x, 0, 50).values.every((q) => q === 0)).toBe(true);
    expect(tileOf(new Float32Array(9000), 0, 0).values.every((q) => q === 0)).toBe(true);
    expect(tileOf(new Float32Array(0), 4, 0).values.length).toBe(spectrogramTileColumns * nBins);
  });

  it('counts samples that are not finite as 0', () => {
    const bad = x.slice();
    bad[3000] = Number.NaN;
    bad[3001] = Infinity;
    const mended = x.slice().fill(0, 3000, 3002);
    expect(tileOf(bad, 0, 0)).toEqual(tileOf(mended, 0, 0));
  });

  it('pre-emphasis by slope is 0 dB at 1 kHz and rises by it per octave', () => {
    const plain = columnDb(tileOf(x, 0, 0), 20);
    const found = columnDb(tileOf(x, 0, 0, { preEmphasisDbPerOctave: 6 }), 20);
    [16, 32, 64].forEach((k, octave) => expect(found[k]! - plain[k]!).toBeCloseTo(6 * octave, 1.5));
    expect(Number.isFinite(found[0]!)).toBe(true);
  });

  it.each([250, 1000, 4000, 7000])('pre-emphasis by coefficient is y[n] = x[n] − a·x[n−1] at %i Hz', (hz) => {
    const sine = tone({ hz, sampleRateHz: 16_000, nSamples: 4000 });
    const filtered = sine.map((value, n) => value - 0.97 * (sine[n - 1] ?? 0));
    const at = (hz * 256) / 16_000;
    const expected = columnDb(tileOf(filtered, 0, 0), 20)[at]!;
    expect(columnDb(tileOf(sine, 0, 0, { preEmphasisCoefficient: 0.97 }), 20)[at]).toBeCloseTo(expected, 1.5);
  });

  it('a first view takes at most so many frames per column and says so', () => {
    let nReads = 0;
    const source = { nSamples: 1e9, read: (_: number, count: number) => (nReads++, new Float32Array(count).fill(0.5)) };
    const columns = new SpectrogramColumns(params);
    const sparse = columns.tile(source, { level: 12, index: 3, maxFramesPerColumn: 2 });
    expect(sparse.isExact).toBe(false);
    expect(nReads).toBe(2 * 64);
    expect(columns.tile(toSource(x), { level: 1, index: 0, maxFramesPerColumn: 2 }).isExact).toBe(true);
  });

  it('never exceeds the exact maximum in a first view', () => {
    const columns = new SpectrogramColumns(params);
    const exact = columns.tile(toSource(x), { level: 4, index: 0 });
    const sparse = columns.tile(toSource(x), { level: 4, index: 0, maxFramesPerColumn: 3 });
    sparse.values.forEach((q, i) => expect(q).toBeLessThanOrEqual(exact.values[i]!));
  });

  it('stops before the next column when cancelled', () => {
    let asked = 0;
    const isCancelled = (): boolean => ++asked > 5;
    expect(() => new SpectrogramColumns(params).tile(toSource(x), { level: 0, index: 0, isCancelled })).toThrow(
      expect.objectContaining({ code: 'E_ABORTED' }),
    );
    expect(asked).toBe(6);
  });

  it.each([
    [{ winLength: 257 }, 'winLength=257 must be an integer from 1 to 256'],
    [{ hopLength: 0 }, 'hopLength=0 must be an integer from 1 to 2147483648'],
    [{ fftSize: 255 }, 'fftSize=255 must be even'],
    [{ sampleRateHz: 0 }, 'sampleRateHz=0 must be a finite number > 0'],
    [{ preEmphasisCoefficient: 1.5 }, 'preEmphasisCoefficient=1.5 must be from 0 to 1'],
    [{ preEmphasisDbPerOctave: Number.NaN }, 'preEmphasisDbPerOctave=NaN must be from -60 to 60'],
  ])('refuses %o', (change, message) => {
    expect(() => new SpectrogramColumns({ ...params, ...change })).toThrow(
      expect.objectContaining({ code: 'E_PARAM', message: expect.stringContaining(message) }),
    );
  });
});

describe('mergeSpectrogramTiles', () => {
  it('gives the tile of the next level without another FFT', () => {
    for (let i = 0; i < 2; i++) {
      const merged = mergeSpectrogramTiles(tileOf(x, 1, 2 * i), tileOf(x, 1, 2 * i + 1));
      expect(merged).toEqual(tileOf(x, 2, i));
    }
  });

  it('averages power for `mean`', () => {
    const change = { reduce: 'mean' } as const;
    const merged = mergeSpectrogramTiles(tileOf(x, 0, 0, change), tileOf(x, 0, 1, change), 'mean');
    expect(largestError(merged.values, tileOf(x, 1, 0, change).values)).toBeLessThanOrEqual(2);
  });

  it('has silence where the right half is missing', () => {
    const merged = mergeSpectrogramTiles(tileOf(x, 0, 4), null);
    expect(merged).toEqual(tileOf(x, 1, 2));
  });

  it('refuses halves of different parents', () => {
    expect(() => mergeSpectrogramTiles(tileOf(x, 0, 1), tileOf(x, 0, 2))).toThrow(
      expect.objectContaining({ code: 'E_SHAPE' }),
    );
  });
});

describe('quantised levels', () => {
  it('keep 0.005 dB steps from −200 to 127.675 dB', () => {
    expect([-300, -200, 0, 127.675, 300].map(dbToQuantised)).toEqual([0, 0, 40_000, 65_535, 65_535]);
    expect(quantisedToDb(dbToQuantised(-63.1234))).toBeCloseTo(-63.125, 9);
    expect(powerToDb(dbToPower(-63.125))).toBeCloseTo(-63.125, 9);
  });
});
