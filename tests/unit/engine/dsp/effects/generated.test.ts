import { describe, expect, it } from 'vitest';
import { noiseSource } from '../../../../../main/engine/dsp/effects/generatedNoise.ts';
import {
  dtmfSource,
  silentSource,
  sweepSource,
  toneSource,
} from '../../../../../main/engine/dsp/effects/generatedTones.ts';
import type { SampleSource } from '../../../../../main/engine/dsp/sampleSource.ts';
import { stftFrames } from '../../../../../main/engine/dsp/stft.ts';
import { largestError, tone } from '../signals.ts';

const sampleRateHz = 48_000;
const whole = (source: SampleSource) => source.read(0, source.nSamples);
const rmsDb = (x: Float32Array) => 10 * Math.log10(x.reduce((sum, v) => sum + v * v, 0) / x.length);

/** Mean power of the bins around a frequency, dB. */
function powerNear(x: Float32Array, hz: number, widthHz: number, rateHz = sampleRateHz): number {
  let [sum, count] = [0, 0];
  for (const { re, im } of stftFrames(x, { fftSize: 8192, hopLength: 4096, pad: 'none' })) {
    for (let k = Math.ceil(((hz - widthHz) * 8192) / rateHz); k <= ((hz + widthHz) * 8192) / rateHz; k++) {
      sum += re[k]! ** 2 + im[k]! ** 2;
      count++;
    }
  }
  return 10 * Math.log10(sum / count);
}

const plain = { sampleRateHz, nSamples: 40_000, levelDb: -6 };
const sources: readonly [string, () => SampleSource][] = [
  ['tone', () => toneSource({ ...plain, hz: 440 })],
  ['linear sweep', () => sweepSource({ ...plain, fromHz: 20, toHz: 20_000, course: 'linear' })],
  ['exponential sweep', () => sweepSource({ ...plain, fromHz: 20, toHz: 20_000, course: 'exponential' })],
  ['white noise', () => noiseSource({ ...plain, levelDb: -20, color: 'white' })],
  ['pink noise', () => noiseSource({ ...plain, levelDb: -20, color: 'pink', seed: 4 })],
  ['DTMF', () => dtmfSource({ sampleRateHz, digits: '1*D', levelDb: -6, toneSec: 0.1, gapSec: 0.05 })],
  ['silence', () => silentSource(40_000)],
];

it.each(sources)('any part of %s alone is the part of the whole', (_, make) => {
  const y = whole(make());
  for (const [start, count] of [
    [-5, 20],
    [16_380, 10],
    [19_000, 900],
    [39_990, 20],
  ] as const) {
    expect(make().read(start, count)).toEqual(Float32Array.from({ length: count }, (_, n) => y[start + n] ?? 0));
  }
});

describe('tones', () => {
  it('a tone is a sine, an hour later too', () => {
    const y = toneSource({ sampleRateHz, nSamples: 4e8, levelDb: 0, hz: 1234.5 });
    expect(largestError(y.read(0, 5000), tone({ hz: 1234.5, sampleRateHz, nSamples: 5000 }))).toBeLessThan(1e-6);
    // 1234.5 Hz repeats after 96,000 samples
    expect(largestError(y.read(96_000 * 3600, 5000), y.read(0, 5000))).toBeLessThan(1e-5);
  });

  it.each(['linear', 'exponential'] as const)('a %s sweep passes the right frequency in the middle', (course) => {
    const y = whole(sweepSource({ sampleRateHz, nSamples: 96_000, levelDb: 0, fromHz: 200, toHz: 3200, course }));
    const middle = y.subarray(48_000 - 500, 48_000 + 500);
    let crossings = 0;
    for (let n = 1; n < middle.length; n++) if (middle[n - 1]! < 0 !== middle[n]! < 0) crossings++;
    const hz = (crossings / 2 / 1000) * sampleRateHz;
    expect(Math.abs(hz - (course === 'linear' ? 1700 : 800))).toBeLessThan(60);
  });

  it('a sweep that stays is a tone', () => {
    for (const course of ['linear', 'exponential'] as const) {
      const y = whole(sweepSource({ ...plain, levelDb: 0, nSamples: 5000, fromHz: 440, toHz: 440, course }));
      expect(largestError(y, tone({ hz: 440, sampleRateHz, nSamples: 5000 }))).toBeLessThan(1e-6);
    }
  });

  it('DTMF of 5 has 770 and 1336 Hz, and silence between digits', () => {
    const y = whole(dtmfSource({ sampleRateHz, digits: '55', levelDb: 0, toneSec: 0.5, gapSec: 0.1 }));
    expect(y).toHaveLength(52_800);
    const first = y.subarray(0, 24_000);
    for (const hz of [770, 1336]) expect(powerNear(first, hz, 10) - powerNear(first, hz + 100, 10)).toBeGreaterThan(50);
    expect(y.subarray(24_000, 28_800).every((v) => v === 0)).toBe(true);
    expect(Math.max(...y.map(Math.abs))).toBeLessThanOrEqual(1);
    expect(dtmfSource({ sampleRateHz, digits: '', levelDb: 0, toneSec: 1, gapSec: 1 }).nSamples).toBe(0);
  });

  it.each<[() => SampleSource, string]>([
    [() => toneSource({ ...plain, hz: 0 }), 'hz=0 must be above 0'],
    [() => toneSource({ ...plain, hz: 24_001 }), 'hz=24001'],
    [() => toneSource({ ...plain, hz: 9, levelDb: 1 }), 'levelDb=1'],
    [() => toneSource({ ...plain, hz: 9, nSamples: 0.5 }), 'nSamples=0.5'],
    [() => sweepSource({ ...plain, fromHz: NaN, toHz: 9, course: 'linear' }), 'fromHz=NaN'],
    [() => dtmfSource({ sampleRateHz, digits: '1x', levelDb: 0, toneSec: 1, gapSec: 0 }), 'digit x must be one of'],
    [() => dtmfSource({ sampleRateHz, digits: '1', levelDb: 0, toneSec: 0, gapSec: 0 }), 'toneSec=0'],
    [() => dtmfSource({ sampleRateHz: 3000, digits: '1', levelDb: 0, toneSec: 1, gapSec: 0 }), 'hz=1633'],
    [() => noiseSource({ ...plain, sampleRateHz: 30, color: 'pink' }), 'sampleRateHz=30'],
    [() => noiseSource({ ...plain, levelDb: NaN, color: 'white' }), 'levelDb=NaN'],
    [() => silentSource(-1), 'nSamples=-1'],
  ])('%s is refused: %s', (make, message) => {
    expect(make).toThrow(message);
  });
});

describe('noise', () => {
  const [white, pink] = (['white', 'pink'] as const).map((color) =>
    whole(noiseSource({ sampleRateHz, nSamples: 480_000, levelDb: -20, color, seed: 3 })),
  );

  it('has the level that was asked for', () => {
    expect(Math.abs(rmsDb(white!) + 20)).toBeLessThan(0.1);
    expect(Math.abs(rmsDb(pink!) + 20)).toBeLessThan(0.5); // ten seconds of the slow part of pink noise vary
    expect(white!.reduce((peak, v) => Math.max(peak, Math.abs(v)), 0)).toBeLessThan(Math.sqrt(3) * 0.1 + 1e-6);
  });

  it('white is flat, pink falls by 3 dB an octave from 40 Hz to 20 kHz', () => {
    const octaves = Array.from({ length: 9 }, (_, i) => 62.5 * 2 ** i);
    const [w, p] = [white!, pink!].map((x) => octaves.map((hz) => powerNear(x, hz, hz * 0.3)));
    const slope = (levels: number[], i: number) => levels[i]! - levels[0]!;
    octaves.forEach((_, i) => {
      expect(Math.abs(slope(w!, i))).toBeLessThan(1.5); // the lowest band has few bins
      expect(Math.abs(slope(p!, i) + 3.0103 * i)).toBeLessThan(1.5);
    });
    // The upper octaves have many bins: less chance. Measured: 0.2 dB off at 8 kHz, 1 dB at 16 kHz.
    expect(Math.abs(p![7]! - p![3]! + 4 * 3.0103)).toBeLessThan(0.4);
  });

  it('differs from seed to seed', () => {
    expect(whole(noiseSource({ ...plain, color: 'white', seed: 1 }))).not.toEqual(
      whole(noiseSource({ ...plain, color: 'white' })),
    );
  });
});
