import { describe, expect, it } from 'vitest';
import {
  defaultSpectrogramSettings,
  fftSizeOf,
  speechSettings,
  spectrogramParamsOf,
} from '../../../../renderer/state/spectrogramSettings.ts';

const settingsOf = (band: 'wide' | 'narrow', sampleRateHz: number) => ({
  ...defaultSpectrogramSettings(sampleRateHz),
  ...speechSettings(band, sampleRateHz),
});

describe('spectrograms of speech', () => {
  it.each([8000, 16_000, 22_050, 44_100, 48_000, 96_000])(
    'at %d Hz have the lengths that they are called by',
    (rate) => {
      const [wide, narrow] = [settingsOf('wide', rate), settingsOf('narrow', rate)];
      expect(wide.winLength / 2 / rate).toBeCloseTo(0.005, 4);
      expect(narrow.winLength / 2 / rate).toBeCloseTo(0.03, 4);
      for (const settings of [wide, narrow]) {
        expect(settings).toMatchObject({ scale: 'linear', fMinHz: 0, window: 'praat-gaussian' });
        expect(settings.fMaxHz).toBe(rate > 10_000 ? 5000 : null);
        expect(rate / fftSizeOf(settings)).toBeLessThanOrEqual(26); // a bin is narrower than a row of a lane
        const { hopLength, winLength } = spectrogramParamsOf(settings);
        expect(Number.isInteger(hopLength)).toBe(true);
        expect(winLength / hopLength).toBeGreaterThan(4.9);
      }
    },
  );
});
