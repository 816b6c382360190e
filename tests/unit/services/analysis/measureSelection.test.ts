import { describe, expect, it } from 'vitest';
import { toSource } from '../../../../main/engine/dsp/sampleSource.ts';
import { measureSelection } from '../../../../main/services/analysis/measureSelection.ts';

const measure = (x: Float32Array, start = 0, end = x.length) => measureSelection(toSource(x), { start, end });

describe('measureSelection', () => {
  it('gives a full-scale sine −3.01 dB and 0 dB', async () => {
    const x = Float32Array.from({ length: 160_000 }, (_, n) => Math.sin((2 * Math.PI * n) / 160));
    const { peakDbfs, rmsDbfs, dcOffset } = await measure(x);
    expect(peakDbfs).toBeCloseTo(0, 4);
    expect(rmsDbfs).toBeCloseTo(-3.0103, 4);
    expect(dcOffset).toBeCloseTo(0, 9);
  });

  it('knows silence, offset, clipping and samples that are not finite', async () => {
    expect(await measure(new Float32Array(100))).toMatchObject({ peakDbfs: null, rmsDbfs: null, dcOffset: 0 });
    const x = Float32Array.of(0.5, NaN, 1, -1, 1.5, Infinity, 0.5);
    expect(await measure(x)).toMatchObject({
      clippedSamples: 3,
      nonFiniteSamples: 2,
      minimum: -1,
      maximum: 1.5,
      dcOffset: 0.5,
    });
    expect(await measure(x, 0, 1)).toMatchObject({
      clippedSamples: 0,
      minimum: 0.5,
      maximum: 0.5,
      nonFiniteSamples: 0,
    });
    expect(await measure(Float32Array.of(NaN))).toMatchObject({
      peakDbfs: null,
      minimum: 0,
      maximum: 0,
      nonFiniteSamples: 1,
    });
  });

  it('ends when aborted', async () => {
    const aborter = new AbortController();
    aborter.abort();
    const measuring = measureSelection(
      toSource(new Float32Array(10)),
      { start: 0, end: 10 },
      { signal: aborter.signal },
    );
    await expect(measuring).rejects.toMatchObject({ code: 'E_ABORTED' });
  });
});
