import { describe, expect, it, vi } from 'vitest';

vi.mock('../../../../renderer/client/studio.ts', () => ({
  studio: {
    call: {},
    onEvent: () => () => undefined,
    onConnection: () => () => undefined,
    onReady: () => () => undefined,
  },
}));

const { createPeakColumns, fillColumns, peakLevelFor, peakWishes, sampleAt, topLevelFor } =
  await import('../../../../renderer/client/peakColumns.ts');
const { peakSource, sampleTileSamples } = await import('../../../../renderer/client/peakTiles.ts');

let sources = 0;

/** A source whose samples and peaks (of chosen levels) are cached. */
function sourceOf(samples: Float32Array, levels: readonly number[]) {
  const source = peakSource(`test-${sources++}`, 0);
  for (let start = 0; start < samples.length && levels.includes(-1); start += sampleTileSamples) {
    const part = samples.subarray(start, start + sampleTileSamples);
    source.samples.set(
      0,
      start / sampleTileSamples,
      { startSample: start, samples: part, complete: true },
      part.byteLength,
    );
  }
  for (const level of levels.filter((l) => l >= 0)) {
    const bin = 256 * 4 ** level;
    const nBins = Math.ceil(samples.length / bin);
    for (let index = 0; index * 1024 < nBins; index++) {
      const n = Math.min(1024, nBins - index * 1024);
      const tile = {
        min: new Float32Array(1024),
        max: new Float32Array(1024),
        rms: new Float32Array(1024),
        nBins: n,
        complete: true,
      };
      for (let b = 0; b < n; b++) {
        const part = samples.subarray((index * 1024 + b) * bin, (index * 1024 + b + 1) * bin);
        tile.min[b] = part.reduce((a, v) => Math.min(a, v), Infinity);
        tile.max[b] = part.reduce((a, v) => Math.max(a, v), -Infinity);
        tile.rms[b] = Math.sqrt(part.reduce((a, v) => a + v * v, 0) / part.length);
      }
      source.peaks.set(level, index, tile, 1);
    }
  }
  return source;
}

const wave = Float32Array.from({ length: 700_000 }, (_, n) => Math.sin(n / 50) * 0.5);
wave[300_000] = 0.9;
wave[300_300] = -0.95;

function columnsOf(levels: readonly number[], samplesPerColumn: number, startSample = 0, nColumns = 200) {
  const columns = createPeakColumns(nColumns);
  fillColumns(sourceOf(wave, levels), { startSample, samplesPerColumn, nColumns, lengthSamples: wave.length }, columns);
  return columns;
}

describe('level of peaks', () => {
  it('is the coarsest whose bins are no longer than a column', () => {
    expect([1, 255, 256, 1023, 1024, 5000, 300_000].map(peakLevelFor)).toEqual([-1, -1, 0, 0, 1, 2, 5]);
    expect([0, 262_144, 262_145, 158_760_000].map(topLevelFor)).toEqual([0, 0, 1, 5]);
  });
});

describe('columns of a waveform', () => {
  it.each([3, 40, 250])('are exact from samples at %s samples a column', (samplesPerColumn) => {
    const startSample = 299_000.25;
    const columns = columnsOf([-1], samplesPerColumn, startSample, 50);
    for (let i = 0; i < 50; i++) {
      const from = Math.floor(startSample + i * samplesPerColumn) - 1;
      const part = wave.subarray(from, Math.ceil(startSample + (i + 1) * samplesPerColumn));
      expect(columns.max[i]).toBeCloseTo(Math.max(...part), 6);
      expect(columns.min[i]).toBeCloseTo(Math.min(...part), 6);
    }
  });

  it.each([[0], [1]])('keep every peak at level %s', (level) => {
    const columns = columnsOf([level], 3500);
    expect(Math.max(...columns.max)).toBeCloseTo(0.9, 6);
    expect(Math.min(...columns.min)).toBeCloseTo(-0.95, 6);
    const at = columns.max.indexOf(Math.max(...columns.max));
    expect(Math.abs(at - 300_000 / 3500)).toBeLessThanOrEqual(1);
    const rms = columns.rms[10] ?? 0;
    expect(rms).toBeCloseTo(0.5 / Math.SQRT2, 2);
  });

  it('stretch coarser peaks where finer ones are missing, and say where nothing is known', () => {
    expect([...columnsOf([1], 300).rms].some(Number.isNaN)).toBe(false);
    expect([...columnsOf([], 300).rms].every(Number.isNaN)).toBe(true);
    const beyond = columnsOf([0], 3500, 600_000, 100);
    expect(Number.isNaN(beyond.rms[0] ?? NaN)).toBe(false);
    expect(Number.isNaN(beyond.rms[99] ?? 0)).toBe(true); // after the end
  });

  it('give the sample itself', () => {
    const source = sourceOf(wave, [-1]);
    expect(sampleAt(source, 300_000)).toBeCloseTo(0.9, 6);
    expect(sampleAt(source, 699_999)).toBe(wave[699_999]);
    expect(sampleAt(source, 700_000)).toBeNull();
  });
});

describe('wishes for peaks', () => {
  it('are the whole recording first, then what is visible, then its neighbours, each once', () => {
    const wishes = peakWishes({
      startSample: 20_000_000,
      samplesPerColumn: 700,
      nColumns: 1500,
      lengthSamples: 158_760_000,
    });
    expect(wishes[0]).toEqual({ level: 5, index: 0 });
    const fine = wishes.slice(1).map((w) => w.index);
    expect(wishes.slice(1).every((w) => w.level === 0)).toBe(true);
    for (let index = Math.floor(20_000_000 / 262_144); index <= Math.floor(21_050_000 / 262_144); index++)
      expect(fine).toContain(index);
    expect(new Set(fine).size).toBe(fine.length);
    expect(Math.min(...fine)).toBeGreaterThanOrEqual(0);
  });
});
