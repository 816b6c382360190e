import { describe, expect, it } from 'vitest';
import { barkZwicker } from '../../../../../main/engine/dsp/filterbank/barkZwicker.ts';
import { gammatoneFilters } from '../../../../../main/engine/dsp/filterbank/gammatoneFilters.ts';

describe('barkZwicker', () => {
  // The edges of the critical bands, Zwicker 1961: the formula is good to 0.2 Bark.
  it.each([
    [100, 1],
    [510, 5],
    [1270, 10],
    [2700, 15],
    [6400, 20],
    [15_500, 24],
  ])('%d Hz is the upper edge of band %d', (hz, bark) => {
    expect(Math.abs(barkZwicker.fromHz(hz) - bark)).toBeLessThan(0.2);
    expect(barkZwicker.toHz(barkZwicker.fromHz(hz))).toBeCloseTo(hz, 8);
  });
});

describe('gammatoneFilters', () => {
  const params = { sampleRateHz: 16_000, fftSize: 4096, nBands: 8 };

  it('peak at their centres, equally spaced in ERB rate, as wide as an ERB', () => {
    const { centresHz, weights } = gammatoneFilters(params);
    expect(centresHz[0]).toBeCloseTo(50, 9);
    expect(centresHz[7]).toBeCloseTo(8000, 6);
    const row = weights.subarray(3 * 2049, 4 * 2049);
    const peakHz = (row.indexOf(Math.max(...row)) * 16_000) / 4096;
    expect(Math.abs(peakHz - centresHz[3]!)).toBeLessThan(4);
    const widthHz = row.reduce((sum, weight) => sum + weight, 0) * (16_000 / 4096);
    expect(widthHz / (24.7 * (0.00437 * centresHz[3]! + 1))).toBeCloseTo(1, 2);
  });

  it('have unit area with norm area', () => {
    const { weights } = gammatoneFilters({ ...params, norm: 'area' });
    const area = weights.subarray(3 * 2049, 4 * 2049).reduce((sum, weight) => sum + weight, 0) * (16_000 / 4096);
    expect(area).toBeCloseTo(1, 2);
  });

  it.each([
    [{ nBands: 1 }, 'nBands=1 must be an integer from 2 to 65536'],
    [{ fMaxHz: 9000 }, 'fMaxHz=9000 must satisfy'],
    [{ fMinHz: NaN }, 'fMinHz=NaN'],
  ])('refuse %o', (change, message) => {
    expect(() => gammatoneFilters({ ...params, ...change })).toThrow(
      expect.objectContaining({ code: 'E_PARAM', message: expect.stringContaining(message) }),
    );
  });
});
