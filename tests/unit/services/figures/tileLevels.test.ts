import { describe, expect, it } from 'vitest';
import type { SpectrogramParams } from '../../../../preload/contract/analysis.ts';
import { frequencyScales } from '../../../../main/engine/dsp/frequencyScale.ts';
import { toSource } from '../../../../main/engine/dsp/sampleSource.ts';
import {
  countSpectrogramColumns,
  SpectrogramColumns,
  spectrogramTileColumns,
} from '../../../../main/engine/dsp/spectrogramColumns.ts';
import { spectrogramLevels } from '../../../../main/services/figures/spectrogramLevels.ts';
import { figureParams, tileLevels, type ReadTile } from '../../../../main/services/figures/tileLevels.ts';

const sampleRateHz = 16_000;
const nSamples = 48_000;
const sound = toSource(
  Float32Array.from(
    { length: nSamples },
    (_, n) => 0.4 * Math.sin((2 * Math.PI * (500 * n + (0.02 * n * n) / 2)) / sampleRateHz),
  ),
);
const params: SpectrogramParams = {
  ...{ window: 'hann', winLength: 512, fftSize: 1024, hopLength: 64, preEmphasis: 0, reduce: 'max' },
};

const readTile: ReadTile = ({ params: { preEmphasis, ...own }, level, index }) => {
  const columns = new SpectrogramColumns({ ...own, sampleRateHz, preEmphasisCoefficient: preEmphasis });
  const { values, nBins } = columns.tile(sound, { level, index });
  const nColumns = countSpectrogramColumns(nSamples, own.hopLength, level) - index * spectrogramTileColumns;
  return Promise.resolve({ data: values, nBins, nColumns, exact: true, complete: true });
};

const band = { scale: frequencyScales.linear, fMinHz: 0, fMaxHz: 8000, height: 120 };
const picture = { params, band, sampleRateHz, nSamples, startSample: 0, endSample: nSamples, width: 90 };

describe('tileLevels', () => {
  it('where a pixel is a frame, has the levels that the sound itself gives', async () => {
    const width = nSamples / params.hopLength;
    const fromTiles = await tileLevels(readTile, { ...picture, width });
    const request = { params: { ...params, pad: 'constant' as const }, sampleRateHz, ...band, width };
    const direct = await spectrogramLevels(sound, request);
    const loud = [...direct.keys()].filter((i) => direct[i]! > -80);
    expect(loud.length).toBeGreaterThan(2000);
    for (const i of loud) expect(Math.abs(fromTiles[i]! - direct[i]!)).toBeLessThan(0.05);
  });

  it('a part of the view is that part of the whole', async () => {
    const whole = await tileLevels(readTile, picture);
    const part = await tileLevels(readTile, { ...picture, startSample: 16_000, endSample: 32_000, width: 30 });
    for (let x = 0; x < 30; x++)
      for (let y = 0; y < band.height; y++) expect(part[y * 30 + x]).toBe(whole[y * 90 + 30 + x]);
  });

  it('pixels finer than samples take the nearest column', async () => {
    const fine = { ...picture, params: { ...params, hopLength: 1 }, startSample: 20_000, endSample: 20_010, width: 40 };
    const levels = await tileLevels(readTile, fine);
    for (let y = 0; y < band.height; y++) expect(levels[y * 40 + 1]).toBe(levels[y * 40]);
  });

  it('reports its columns and stops when it is told to', async () => {
    const done: number[] = [];
    await tileLevels(readTile, picture, { onProgress: (p) => done.push(p.done) });
    expect(done.at(-1)).toBe(90);
    const signal = AbortSignal.abort();
    await expect(tileLevels(readTile, picture, { signal })).rejects.toMatchObject({ code: 'E_ABORTED' });
  });
});

it('hops are no longer than a pixel of the figure', () => {
  expect(figureParams(params, 12.7).hopLength).toBe(12);
  expect(figureParams(params, 0.2).hopLength).toBe(1);
  expect(figureParams(params, 500).hopLength).toBe(64);
});
