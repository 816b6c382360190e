import { describe, expect, it } from 'vitest';
import { countMelFrames, melFrames, melSpectrogram } from '../../../../main/engine/dsp/mel.ts';
import type { MelParams } from '../../../../main/engine/dsp/mel.ts';
import { melFilterbank } from '../../../../main/engine/dsp/melFilterbank.ts';
import { melPresets } from '../../../../main/engine/dsp/melPresets.ts';
import { stft, stftLevels } from '../../../../main/engine/dsp/stft.ts';
import { largestError, noise, tone } from './signals.ts';

const params: MelParams = { sampleRateHz: 16_000, fftSize: 512, hopLength: 128, pad: 'reflect', nMels: 40 };

describe('melSpectrogram', () => {
  it.each([1, 2] as const)('is the filter bank times |X|^%i', (power) => {
    const x = noise(5000);
    const bank = melFilterbank(params);
    const spectrum = stftLevels(stft(x, params), power === 2 ? 'power' : 'magnitude');
    const mel = melSpectrogram(x, { ...params, power });
    const expected = Array.from(mel.values, (_, i) => {
      const [m, band] = [Math.floor(i / 40), i % 40];
      let sum = 0;
      for (let k = 0; k < 257; k++) sum += bank[band * 257 + k]! * spectrum[m * 257 + k]!;
      return sum;
    });
    expect(largestError(mel.values, expected)).toBeLessThan(1e-4);
  });

  it.each([
    [{ log: 'ln' }, Math.log(1e-5)],
    [{ log: 'log10' }, -10],
    [{ log: 'db' }, -100],
    [{ log: 'db', power: 1 }, -200],
    [{ log: 'db', floor: 1e-4 }, -40],
    [{ log: 'none' }, 0],
  ] as const)('of silence with %o is the floor %d', (change, level) => {
    const mel = melSpectrogram(new Float32Array(1000), { ...params, ...change });
    for (const value of mel.values) expect(value).toBeCloseTo(level, 4);
  });

  it('puts a tone into the band whose peak is nearest', () => {
    const x = tone({ hz: 1000, sampleRateHz: 16_000, nSamples: 8000 });
    const { values, nMels } = melSpectrogram(x, { ...params, log: 'db' });
    const frame = Array.from(values.subarray(20 * nMels, 21 * nMels));
    // Slaney: 1 kHz is mel 15 of 45.2456, the 41 gaps are 1.10355 wide, peak i at (i + 1) gaps.
    expect(frame.indexOf(Math.max(...frame))).toBe(Math.round(15 / (45.245640471924965 / 41)) - 1);
  });

  it('counts Whisper frames as ⌊nSamples/160⌋', () => {
    expect(countMelFrames(480_000, melPresets.whisper)).toBe(3000);
    expect(countMelFrames(176_159, melPresets.whisper)).toBe(1100);
    expect([...melFrames(noise(1600), melPresets.whisper)].length).toBe(10);
  });

  it('keeps Whisper levels within 2 of each other', () => {
    const { values } = melSpectrogram(noise(16_000), melPresets.whisper);
    expect(Math.max(...values) - Math.min(...values)).toBeLessThanOrEqual(2);
  });

  it('hifigan pads by (N − H)/2, so nSamples/256 frames', () => {
    expect(countMelFrames(256 * 40, melPresets.hifigan)).toBe(40);
  });

  it.each([
    [{ nMels: 0 }, 'nMels=0 must be an integer from 1 to 65536'],
    [{ fMinHz: 4000, fMaxHz: 3000 }, 'fMinHz=4000, fMaxHz=3000 must satisfy 0 ≤ fMinHz < fMaxHz ≤ 8000'],
    [{ fMaxHz: 8001 }, 'fMaxHz=8001'],
    [{ log: 'ln' as const, floor: 0 }, 'floor=0 must be a finite number > 0'],
  ])('refuses %o', (change, message) => {
    expect(() => melSpectrogram(noise(1000), { ...params, ...change })).toThrow(
      expect.objectContaining({ code: 'E_PARAM', message: expect.stringContaining(message) }),
    );
  });
});

describe('melFilterbank', () => {
  it('with norm slaney has filters of unit area in Hz where bins are narrow', () => {
    const bank = melFilterbank({ sampleRateHz: 16_000, fftSize: 65_536, nMels: 20 });
    const nBins = 32_769;
    for (let i = 0; i < 20; i++) {
      const area =
        bank.subarray(i * nBins, (i + 1) * nBins).reduce((sum, weight) => sum + weight, 0) * (16_000 / 65_536);
      expect(area).toBeCloseTo(1, 4);
    }
  });

  it('with norm none adds up to 1 between the first and last peak', () => {
    const bank = melFilterbank({ sampleRateHz: 16_000, fftSize: 1024, nMels: 20, norm: 'none', scale: 'htk' });
    const sumAt = (k: number): number =>
      Array.from({ length: 20 }, (_, i) => bank[i * 513 + k]!).reduce((a, b) => a + b);
    for (let k = 20; k < 400; k++) expect(sumAt(k)).toBeCloseTo(1, 5);
  });
});
