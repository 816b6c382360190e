import { describe, expect, it } from 'vitest';
import { makeWindow, windowNames } from '../../../../main/engine/dsp/window.ts';
import type { WindowName } from '../../../../main/engine/dsp/window.ts';
import { windowProperties } from '../../../../main/engine/dsp/windowProperties.ts';
import { largestError } from './signals.ts';

describe('makeWindow', () => {
  it.each(windowNames)('%s: the periodic form is the symmetric one of one more sample', (name) => {
    const options = name === 'gaussian' ? { sigmaSamples: 5 } : {};
    const longer = makeWindow(name, 33, { ...options, symmetric: true });
    expect(largestError(makeWindow(name, 32, options), longer.subarray(0, 32))).toBeLessThan(1e-15);
  });

  it.each(windowNames)('%s: symmetric means symmetric, with its peak of 1 in the middle', (name) => {
    const w = makeWindow(name, 31, { symmetric: true });
    expect(largestError(w, w.slice().reverse())).toBeLessThan(1e-15);
    expect(w[15]).toBeCloseTo(1, 8); // the published terms of flattop sum to 1 + 3e-9
    expect(Math.max(...w)).toBe(w[15]);
    expect(Math.min(...w)).toBeGreaterThan(name === 'flattop' ? -0.08 : -1e-12);
  });

  it.each([
    [() => makeWindow('hann', 0), 'winLength=0 must be an integer from 1'],
    [() => makeWindow('hann', 1.5), 'winLength=1.5 must be an integer from 1'],
    [() => makeWindow('flat' as WindowName, 8), 'window=flat must be one of hann'],
    [() => makeWindow('gaussian', 8, { sigmaSamples: 0 }), 'sigmaSamples=0 must be a finite number > 0'],
    [() => makeWindow('kaiser', 8, { beta: -1 }), 'beta=-1 must be from 0 to 500'],
    [() => makeWindow('tukey', 8, { alpha: 1.5 }), 'alpha=1.5 must be from 0 to 1'],
  ])('refuses %s', (make, message) => {
    expect(make).toThrow(expect.objectContaining({ code: 'E_PARAM', message: expect.stringContaining(message) }));
  });
});

it('praat-gaussian is exp(−48·phase²) lowered to end in 0 one sample beyond its edges', () => {
  const w = makeWindow('praat-gaussian', 5, { symmetric: true });
  const at = (phase: number) => (Math.exp(-48 * phase ** 2) - Math.exp(-12)) / (1 - Math.exp(-12));
  expect(
    largestError(
      w,
      [-2, -1, 0, 1, 2].map((i) => at(i / 5)),
    ),
  ).toBeLessThan(1e-15);
  expect(at(0.5)).toBe(0);
});

describe('windowProperties', () => {
  it('gives 57.6 Hz for a Hann window of 25 ms at 16 kHz', () => {
    const { mainLobeWidthBins } = windowProperties(makeWindow('hann', 400));
    expect(((mainLobeWidthBins * 16_000) / 400).toFixed(1)).toBe('57.6');
  });

  // Harris 1978, table I: coherent gain, ENBW and 3-dB bandwidth in bins.
  it.each([
    ['rect', 1, 1, 0.89],
    ['bartlett', 0.5, 1.33, 1.28],
    ['hann', 0.5, 1.5, 1.44],
    ['hamming', 0.54, 1.36, 1.3],
    ['blackman', 0.42, 1.73, 1.644], // the table prints 1.68; numpy.fft of scipy's window, zero padded to 2^20, gives 1.644
    ['blackman-harris', 0.36, 2.0, 1.9],
  ] as const)('%s has the figures of Harris 1978', (name, coherentGain, enbwBins, mainLobeWidthBins) => {
    const found = windowProperties(makeWindow(name, 1024));
    expect(Math.abs(found.coherentGain - coherentGain)).toBeLessThan(0.0051);
    expect(Math.abs(found.enbwBins - enbwBins)).toBeLessThan(0.0101);
    expect(Math.abs(found.mainLobeWidthBins - mainLobeWidthBins)).toBeLessThan(0.0101);
  });

  it('a Gaussian of σ samples is √(ln 2)/(π·σ) of the rate wide', () => {
    const { mainLobeWidthBins } = windowProperties(makeWindow('gaussian', 4096, { sigmaSamples: 100 }));
    expect(mainLobeWidthBins / 4096).toBeCloseTo(Math.sqrt(Math.LN2) / (Math.PI * 100), 8);
  });

  it('does not depend on the length, odd or even, beyond its discreteness', () => {
    const widths = [255, 256, 1023].map((length) => windowProperties(makeWindow('hann', length)).mainLobeWidthBins);
    for (const width of widths) expect(width).toBeCloseTo(1.4406, 3);
  });

  it('refuses an empty or cancelling window', () => {
    expect(() => windowProperties(new Float64Array(0))).toThrow('window has 0 samples');
    expect(() => windowProperties(Float64Array.of(1, -1))).toThrow('window sums to 0');
  });
});
