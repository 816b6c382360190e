import { describe, expect, it } from 'vitest';
import { brickWallResample } from '../../../../../main/engine/dsp/formants/brickWallResample.ts';
import { toSource } from '../../../../../main/engine/dsp/sampleSource.ts';
import { noise, tone } from '../signals.ts';

function resampled(x: Float32Array, fromHz: number, toHz: number) {
  const source = brickWallResample(toSource(x), fromHz, toHz);
  const y = new Float64Array(source.nSamples);
  source.read(0, y);
  return { ...source, y };
}

/** Largest error of a tone between two of its samples, at the times that the grid says. */
function toneError({ hz, fromHz, toHz, nSamples }: Record<'hz' | 'fromHz' | 'toHz' | 'nSamples', number>): number {
  const phase = (Math.PI * hz) / fromHz; // the first sample lies half a cell after the beginning
  const x = tone({ hz, sampleRateHz: fromHz, nSamples, phase });
  const source = brickWallResample(toSource(x), fromHz, toHz);
  const start = Math.floor(source.nSamples / 2) - 2000;
  const y = new Float64Array(4000);
  source.read(start, y);
  let worst = 0;
  for (let i = 0; i < y.length; i++) {
    const timeSec = source.firstTimeSec + (start + i) / toHz;
    worst = Math.max(worst, Math.abs(y[i]! - Math.sin(2 * Math.PI * hz * timeSec)));
  }
  return worst;
}

describe('brickWallResample', () => {
  it.each([
    { hz: 5300, fromHz: 16_000, toHz: 11_000, nSamples: 16_000 },
    { hz: 3000, fromHz: 44_100, toHz: 11_000, nSamples: 44_100 },
    { hz: 3000, fromHz: 8000, toHz: 11_000, nSamples: 8000 },
    { hz: 1000, fromHz: 16_000, toHz: 11_025.5, nSamples: 16_000 },
    { hz: 5300, fromHz: 16_000, toHz: 11_000, nSamples: 1_100_000 }, // in blocks
    { hz: 1000, fromHz: 16_000, toHz: 11_025.5, nSamples: 1_100_000 }, // in blocks, then between the samples
  ])('keeps a tone of $hz Hz from $fromHz to $toHz Hz, $nSamples samples', (tone) => {
    expect(toneError(tone)).toBeLessThan(2e-3);
  });

  it.each([16_000, 1_100_000])('removes what lies above half the new rate, %i samples', (nSamples) => {
    const source = brickWallResample(toSource(tone({ hz: 5600, sampleRateHz: 16_000, nSamples })), 16_000, 11_000);
    const y = new Float64Array(4000);
    source.read(Math.floor(source.nSamples / 2) - 2000, y);
    expect(Math.max(...y.map(Math.abs))).toBeLessThan(2e-3);
  });

  it('reads any stretch as part of the whole', () => {
    const source = brickWallResample(toSource(noise(20_000)), 16_000, 11_000);
    const whole = new Float64Array(source.nSamples + 20);
    source.read(-10, whole);
    for (const [start, count] of [
      [0, 5],
      [1234, 777],
      [source.nSamples - 3, 13],
      [-10, 10],
    ] as const) {
      const part = new Float64Array(count);
      source.read(start, part);
      for (let i = 0; i < count; i++) expect(part[i]).toBeCloseTo(whole[start + 10 + i]!, 12);
    }
  });

  it('leaves a signal at the right rate alone', () => {
    const x = noise(100);
    expect(Array.from(resampled(x, 11_000, 11_000).y)).toEqual(Array.from(x));
  });

  it('names the sample that is not finite', () => {
    const x = noise(5000);
    x[1234] = Number.NaN;
    expect(() => resampled(x, 16_000, 11_000)).toThrow('sample 1234 is NaN, must be finite');
  });
});
