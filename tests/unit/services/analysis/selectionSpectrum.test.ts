import { describe, expect, it } from 'vitest';
import { toSource } from '../../../../main/engine/dsp/sampleSource.ts';
import { spectrumSlice } from '../../../../main/engine/dsp/spectrumSlice.ts';
import { selectionSpectrum } from '../../../../main/services/analysis/selectionSpectrum.ts';

describe('selectionSpectrum', () => {
  it('in pieces equals the engine on the whole selection', async () => {
    const x = toSource(Float32Array.from({ length: 500_000 }, (_, n) => Math.sin(n * n * 1e-6) * 0.5));
    const params = {
      sampleRateHz: 44_100,
      startSample: 777,
      endSample: 480_001,
      window: 'hamming',
      fftSize: 2048,
    } as const;
    const whole = spectrumSlice(x, { ...params, frameSamples: 2048 });
    const pieces = await selectionSpectrum(x, params);
    expect(pieces.nFrames).toBe(whole.nFrames);
    expect(whole.nFrames).toBeGreaterThan(256); // more than two pieces
    pieces.db.forEach((db, k) => {
      expect(Math.abs(db - whole.levelsDb[k]!)).toBeLessThan(1e-4);
    });
    expect([pieces.binHz, pieces.resolutionHz]).toEqual([whole.binHz, whole.resolutionHz]);
  });
});
