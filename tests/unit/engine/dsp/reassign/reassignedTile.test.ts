import { describe, expect, it } from 'vitest';
import { toSource } from '../../../../../main/engine/dsp/sampleSource.ts';
import {
  reassignReach,
  SpectrogramColumns,
  type SpectrogramColumnParams,
} from '../../../../../main/engine/dsp/spectrogramColumns.ts';
import { quantisedToDb } from '../../../../../main/engine/dsp/spectrogramQuantiser.ts';

const sampleRateHz = 16_000;
const params: SpectrogramColumnParams = {
  ...{ window: 'hann', winLength: 512, fftSize: 1024, hopLength: 128, sampleRateHz, method: 'reassigned' },
};
const soundOf = (valueAt: (n: number) => number, nSamples = 32_000) =>
  toSource(Float32Array.from({ length: nSamples }, (_, n) => valueAt(n)));
const sine = (hz: number, amplitude: number) =>
  soundOf((n) => amplitude * Math.sin((2 * Math.PI * hz * n) / sampleRateHz));

describe('reassigned tiles', () => {
  const nBins = 513;
  const columns = new SpectrogramColumns(params);

  it.each([1000, 1003.9, 1234.5])('a sine of %s Hz stands in one cell of its own level', (hz) => {
    const { values, isExact } = columns.tile(sine(hz, 0.5), { level: 0, index: 0 });
    expect(isExact).toBe(true);
    const bin = Math.round((hz * 1024) / sampleRateHz);
    for (const c of [20, 40, 60]) {
      const column = [...values.subarray(c * nBins, (c + 1) * nBins)].map(quantisedToDb);
      expect(column[bin]).toBeCloseTo(20 * Math.log10(0.5), 1);
      expect(Math.max(...column.filter((_, k) => Math.abs(k - bin) > 1))).toBeLessThan(-60);
    }
  });

  it('a click stands in its own column, which the power spectrogram spreads over its window', () => {
    const click = soundOf((n) => (n === 40 * 128 ? 1 : 0));
    const energyOf = (method: 'power' | 'reassigned') => {
      const { values } = new SpectrogramColumns({ ...params, method }).tile(click, { level: 0, index: 0 });
      return Array.from({ length: 64 }, (_, c) =>
        values.subarray(c * nBins, (c + 1) * nBins).reduce((sum, q) => sum + 10 ** (quantisedToDb(q) / 10), 0),
      );
    };
    const share = (energy: number[]) => energy[40]! / energy.reduce((a, b) => a + b, 0);
    expect(share(energyOf('reassigned'))).toBeGreaterThan(0.999);
    expect(share(energyOf('power'))).toBeLessThan(0.7);
  });

  it('a column of a higher level is the greatest of its cells, wherever the tile begins', () => {
    const glide = soundOf((n) => 0.5 * Math.sin((2 * Math.PI * (300 * n + 0.03 * n * n)) / sampleRateHz));
    const fine = [2, 3].map((index) => columns.tile(glide, { level: 0, index }).values);
    const { values } = columns.tile(glide, { level: 1, index: 1 });
    for (let c = 0; c < 64; c++) {
      const own = fine[Math.floor(c / 32)]!;
      const at = (2 * c) % 64;
      for (let k = 0; k < nBins; k++)
        expect(values[c * nBins + k]).toBe(Math.max(own[at * nBins + k]!, own[(at + 1) * nBins + k]!));
    }
  });

  it('a preview moves in frequency and says that it is one', () => {
    const { values, isExact } = columns.tile(sine(1000, 1), { level: 2, index: 0, maxFramesPerColumn: 1 });
    expect(isExact).toBe(false);
    expect(quantisedToDb(values[20 * nBins + 64]!)).toBeCloseTo(0, 1);
  });

  it('is silent past the end and takes samples that are not finite as 0', () => {
    const { values } = columns.tile(sine(1000, 1), { level: 0, index: 9 });
    expect(Math.max(...values)).toBe(0);
    const broken = soundOf((n) => (n === 5000 ? Number.NaN : 0.1));
    expect(() => columns.tile(broken, { level: 0, index: 0 })).not.toThrow();
  });

  it('stops when it is told to', () => {
    expect(() => columns.tile(sine(1000, 1), { level: 3, index: 0, isCancelled: () => true })).toThrow('cancelled');
  });

  it('energy comes from half a frame away at most', () => {
    expect([reassignReach(params), reassignReach({ ...params, method: 'power' })]).toEqual([4, 0]);
  });
});
