import { describe, expect, it } from 'vitest';
import { constantQ } from '../../../../../main/engine/dsp/constantQ/constantQ.ts';
import type { ConstantQParams } from '../../../../../main/engine/dsp/constantQ/constantQ.ts';
import { c1Hz } from '../../../../../main/engine/dsp/constantQ/constantQKernel.ts';
import { noise, tone } from '../signals.ts';

const params: ConstantQParams = { sampleRateHz: 16_000, hopLength: 512, fMinHz: 110, nBins: 60 };
const magnitudes = (x: Float32Array, p = params) => {
  const { re, im } = constantQ(x, p);
  return Array.from(re, (value, i) => Math.hypot(value, im[i]!));
};

describe('constantQ', () => {
  it('shows every note in its own bin, as high as √N/2', () => {
    const quality = (4 ** (1 / 12) + 1) / (4 ** (1 / 12) - 1);
    for (const note of [3, 24, 41, 58]) {
      const hz = 110 * 2 ** (note / 12);
      const frame = magnitudes(tone({ hz, sampleRateHz: 16_000, nSamples: 16_000 })).slice(15 * 60, 16 * 60);
      expect(frame.indexOf(Math.max(...frame))).toBe(note);
      expect(frame[note]! / (Math.sqrt((quality * 16_000) / hz) / 2)).toBeCloseTo(1, 3);
    }
  });

  it('is linear', () => {
    const x = noise(3000);
    const [one, two] = [
      constantQ(x, params),
      constantQ(
        x.map((v) => 2 * v),
        params,
      ),
    ];
    one.re.forEach((value, i) => {
      expect(Math.abs(two.re[i]! - 2 * value)).toBeLessThan(1e-6);
    });
  });

  it('of silence is 0; of one sample is one frame', () => {
    expect(magnitudes(new Float32Array(600)).every((value) => value === 0)).toBe(true);
    expect(constantQ(Float32Array.of(1), params).nFrames).toBe(1);
  });

  it('begins at C1 in seven octaves unless told otherwise', () => {
    expect(c1Hz).toBeCloseTo(32.7032, 4);
    expect(constantQ(noise(100), { sampleRateHz: 22_050 }).nBins).toBe(84);
  });

  it.each([
    [new Float32Array(0), {}, 'E_SHAPE', '0 samples hold no frame'],
    [noise(9).fill(NaN, 8), {}, 'E_PARAM', 'sample 8 is NaN'],
    [noise(9), { nBins: 80 }, 'E_PARAM', 'the highest filter reaches'],
    [noise(9), { fMinHz: 0.001 }, 'E_PARAM', 'the window of 0.001 Hz is'],
    [noise(9), { hopLength: 0 }, 'E_PARAM', 'hopLength=0'],
  ])('refuses %o with %o', (x, change, code, message) => {
    expect(() => constantQ(x, { ...params, ...change })).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });
});
