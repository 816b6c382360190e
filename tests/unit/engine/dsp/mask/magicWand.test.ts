import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floodFill } from '../../../../../main/engine/dsp/mask/floodFill.ts';
import { magicWand } from '../../../../../main/engine/dsp/mask/magicWand.ts';
import { checkMask } from '../../../../../main/engine/dsp/mask/maskJson.ts';
import { noise, tone } from '../signals.ts';

/** One cell after the other. */
function naive(values: Float32Array, nBins: number, seed: number, toleranceDb: number): Set<number> {
  const found = new Set([seed]);
  for (const i of found) {
    for (const j of [i - nBins, i + nBins, i % nBins > 0 ? i - 1 : -1, (i + 1) % nBins > 0 ? i + 1 : -1]) {
      if (j >= 0 && j < values.length && Math.abs(values[j]! - values[seed]!) <= toleranceDb) found.add(j);
    }
  }
  return found;
}

describe('floodFill', () => {
  it('finds the cells that hang together, no more and no less', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 9, maxLength: 120 }),
        fc.nat(),
        fc.integer({ min: 0, max: 2 }),
        (nBins, levels, at, toleranceDb) => {
          const nFrames = Math.floor(levels.length / nBins);
          const values = Float32Array.from(levels.slice(0, nFrames * nBins));
          const seed = at % values.length;
          const place = { frame: Math.floor(seed / nBins), bin: seed % nBins, toleranceDb };
          const { firstFrame, columns } = floodFill({ values, nFrames, nBins }, place);
          const found = columns.flatMap((column, m) =>
            column.flatMap((from, i) =>
              i % 2 === 0
                ? Array.from({ length: column[i + 1]! - from }, (_, k) => (firstFrame + m) * nBins + from + k)
                : [],
            ),
          );
          expect(found).toEqual([...naive(values, nBins, seed, toleranceDb)].sort((a, b) => a - b));
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    [{ frame: 2, bin: 0, toleranceDb: 1 }, 'frame=2'],
    [{ frame: 0, bin: -1, toleranceDb: 1 }, 'bin=-1'],
    [{ frame: 0, bin: 0, toleranceDb: NaN }, 'toleranceDb=NaN'],
    [{ frame: 1, bin: 2, toleranceDb: 1 }, 'is NaN, must be finite'],
  ])('refuses %o', (seed, message) => {
    const levels = { values: new Float32Array(6).fill(NaN, 5), nFrames: 2, nBins: 3 };
    expect(() => floodFill(levels, seed)).toThrow(message);
  });

  it('refuses levels that do not fill the frames', () => {
    expect(() =>
      floodFill({ values: new Float32Array(5), nFrames: 2, nBins: 3 }, { frame: 0, bin: 0, toleranceDb: 1 }),
    ).toThrow('5 levels must be [2, 3]');
  });
});

describe('magicWand', () => {
  const params = { sampleRateHz: 16_000, fftSize: 512, hopLength: 128, sample: 9000, hz: 1500, toleranceDb: 20 };
  const x = noise(24_000).map(
    (v, n) => v * 1e-4 + (n >= 6000 && n < 12_000 ? Math.sin((2 * Math.PI * 1500 * n) / 16_000) : 0),
  );

  it('selects a tone and nothing else', () => {
    const cells = magicWand(x, params);
    expect(checkMask({ region: cells, featherSamples: 0, featherHz: 0 }).region).toEqual(cells);
    const end = cells.fromSample + cells.columns.length * cells.stepSamples;
    expect(Math.abs(cells.fromSample - 6000)).toBeLessThan(256);
    expect(Math.abs(end - 12_000)).toBeLessThan(256);
    const bins = cells.columns.flat();
    expect(Math.min(...bins) * cells.binHz).toBeGreaterThan(1350);
    expect(Math.max(...bins) * cells.binHz).toBeLessThan(1650);
  });

  it('looks no further than its reach', () => {
    const cells = magicWand(tone({ hz: 1500, sampleRateHz: 16_000, nSamples: 24_000 }), {
      ...params,
      reachSamples: 1280,
    });
    expect(cells.columns).toHaveLength(21);
  });

  it.each([
    [{ sample: 24_000 }, 'sample=24000'],
    [{ hz: 8001 }, 'hz=8001'],
    [{ hopLength: 0 }, 'hopLength=0'],
    [{ sampleRateHz: 0 }, 'sampleRateHz=0'],
  ])('refuses %o', (change, message) => {
    expect(() => magicWand(x, { ...params, ...change })).toThrow(message);
  });
});
