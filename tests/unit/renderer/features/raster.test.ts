import { describe, expect, it } from 'vitest';
import { createColumnPlan } from '../../../../renderer/features/spectrogram/columnPlan.ts';
import type { Scene } from '../../../../renderer/features/spectrogram/messages.ts';
import { raster2d } from '../../../../renderer/features/spectrogram/raster2d.ts';
import { rowMap } from '../../../../renderer/shared/frequencyScale/rowMap.ts';
import { createTileMemory, rowsOf } from '../../../../renderer/features/spectrogram/tileMemory.ts';
import { frequencyAxis } from '../../../../renderer/shared/frequencyScale/frequencyAxis.ts';
import {
  frequencyScaleNames,
  type FrequencyScaleName,
} from '../../../../renderer/shared/frequencyScale/frequencyScale.ts';

const sampleRateHz = 44_100;
const fftSize = 2048;
const nBins = fftSize / 2 + 1;
const binHz = sampleRateHz / fftSize;

/** Spectra that are 1000 everywhere but `peak` in one bin. */
function tileWithPeak(bin: number, peak: number, nColumns = 64): Uint16Array {
  const data = new Uint16Array(nColumns * nBins).fill(1000);
  for (let column = 0; column < nColumns; column++) data[column * nBins + bin] = peak;
  return data;
}

function sceneOf(scale: FrequencyScaleName, change: Partial<Scene> = {}): Scene {
  return {
    set: 's',
    startSample: 0,
    samplesPerPixel: 256,
    widthPx: 32,
    lengthSamples: 1_000_000,
    hopLength: 256,
    heightPx: 300,
    level: 0,
    nBins,
    binHz,
    range: { scale, fMinHz: 0, fMaxHz: sampleRateHz / 2 },
    interpolate: false,
    colours: { floorDb: -100, rangeDb: 80, gamma: 1, colourMap: 'grey' },
    ...change,
  };
}

/** Colours that are the level itself. */
const levelsAsColours = Uint32Array.from({ length: 65_536 }, (_, q) => q);

function draw(scene: Scene, tiles: readonly { level: number; index: number; data: Uint16Array; nColumns: number }[]) {
  const memory = createTileMemory();
  for (const tile of tiles) memory.put({ set: scene.set, nBins, ...tile });
  const rows = rowMap(scene.range, scene);
  const plan = createColumnPlan(scene.widthPx);
  const pixels = new Uint32Array(scene.widthPx * scene.heightPx);
  raster2d(
    { scene, levels: [scene.level, scene.level + 1, scene.level + 2], rows, plan },
    memory,
    pixels,
    levelsAsColours,
  );
  return { pixels, plan, at: (x: number, y: number) => pixels[y * scene.widthPx + x] ?? -1 };
}

describe('rows of a spectrogram', () => {
  it.each(frequencyScaleNames)('%s: a 1 kHz tone lies on the 1 kHz row', (scale) => {
    const bin = Math.round(1000 / binHz);
    for (const heightPx of [97, 300, 777]) {
      const scene = sceneOf(scale, { heightPx });
      const { at } = draw(scene, [{ level: 0, index: 0, data: tileWithPeak(bin, 30_000), nColumns: 64 }]);
      const bright = Array.from({ length: heightPx }, (_, y) => y).filter((y) => at(5, y) === 30_000);
      const axis = frequencyAxis(scene.range, heightPx);
      const row = Math.floor(axis.yAt(bin * binHz));
      expect(bright).toContain(row);
      // A row shows at most the neighbouring half bins: the tone is not smeared.
      const halfBin = Math.max(Math.abs(axis.yAt((bin - 0.5) * binHz) - axis.yAt((bin + 0.5) * binHz)), 1);
      expect(bright.length).toBeLessThanOrEqual(Math.ceil(halfBin) + 1);
    }
  });

  it.each(frequencyScaleNames)('%s: no bin within the range is lost however few the rows', (scale) => {
    const heightPx = 60;
    const map = rowMap({ scale, fMinHz: 0, fMaxHz: sampleRateHz / 2 }, { heightPx, nBins, binHz, interpolate: false });
    const shown = new Set<number>();
    for (let y = 0; y < heightPx; y++) for (let k = map.first[y]!; k <= map.last[y]!; k++) shown.add(k);
    const firstBin = scale === 'log' ? Math.ceil(20 / binHz) : 0;
    for (let k = firstBin; k < nBins - 1; k++) expect(shown.has(k), `bin ${k}`).toBe(true);
  });

  it('takes the maximum over the bins of a row', () => {
    const scene = sceneOf('linear', { heightPx: 10 });
    const { at } = draw(scene, [{ level: 0, index: 0, data: tileWithPeak(3, 12_345), nColumns: 64 }]);
    expect(at(0, 9)).toBe(12_345);
    expect(at(0, 5)).toBe(1000);
  });

  it('blends neighbouring bins only where they are larger than pixels and it is asked for', () => {
    const range = { scale: 'linear', fMinHz: 0, fMaxHz: 10 * binHz } as const;
    const plain = rowMap(range, { heightPx: 400, nBins, binHz, interpolate: false });
    const smooth = rowMap(range, { heightPx: 400, nBins, binHz, interpolate: true });
    expect([...plain.blend].every((b) => b === -1)).toBe(true);
    expect([...smooth.blend].filter((b) => b >= 0).length).toBeGreaterThan(300);
  });
});

describe('the picture', () => {
  it('shows the maximum of the two columns a pixel covers', () => {
    const data = tileWithPeak(0, 1000);
    data.fill(20_000, 3 * nBins, 4 * nBins); // frame 3 is loud
    const scene = sceneOf('linear', { samplesPerPixel: 512, widthPx: 16 });
    const { at } = draw(scene, [{ level: 0, index: 0, data, nColumns: 64 }]);
    const loud = Array.from({ length: 16 }, (_, x) => x).filter((x) => at(x, 100) === 20_000);
    expect(loud).toEqual([1]); // frame 3 is centred on sample 768, in [512, 1024)
  });

  it('stretches a coarser tile where the wanted one is missing and leaves nothing blank', () => {
    const scene = sceneOf('mel');
    const { plan, at } = draw(scene, [{ level: 2, index: 0, data: tileWithPeak(10, 5000), nColumns: 64 }]);
    expect(plan.missing).toBe(0);
    expect(at(31, 0)).toBe(1000);
  });

  it('is transparent where nothing is known', () => {
    const { plan, pixels } = draw(sceneOf('mel'), []);
    expect(plan.missing).toBe(32);
    expect(pixels.every((p) => p === 0)).toBe(true);
  });

  it('leaves columns that have not arrived transparent', () => {
    const { at } = draw(sceneOf('mel'), [{ level: 0, index: 0, data: tileWithPeak(10, 5000, 8), nColumns: 8 }]);
    expect(at(6, 20)).toBe(1000);
    expect(at(12, 20)).toBe(0);
  });

  it('keeps the rows of a tile until the axis changes', () => {
    const memory = createTileMemory();
    memory.put({ set: 's', level: 0, index: 0, data: tileWithPeak(10, 5000), nColumns: 64, nBins });
    const tile = memory.get('s', 0, 0)!;
    const map = rowMap(sceneOf('mel').range, { heightPx: 50, nBins, binHz, interpolate: false });
    const other = rowMap(sceneOf('erb').range, { heightPx: 50, nBins, binHz, interpolate: false });
    const rows = rowsOf(tile, map);
    expect(rowsOf(tile, map)).toBe(rows);
    expect(rowsOf(tile, other)).not.toBe(rows);
    memory.drop('s', 0, 0);
    expect(memory.get('s', 0, 0)).toBeUndefined();
  });
});
