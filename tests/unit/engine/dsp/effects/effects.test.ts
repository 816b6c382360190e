import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockSource } from '../../../../../main/engine/dsp/blockSource.ts';
import { crossFade } from '../../../../../main/engine/dsp/effects/crossFade.ts';
import { fadedSource, fadeGain, fadeShapes } from '../../../../../main/engine/dsp/effects/fade.ts';
import { gainSource, invertedSource, offsetSource } from '../../../../../main/engine/dsp/effects/gainSource.ts';
import { measureLoudness, measureMean, measurePeak } from '../../../../../main/engine/dsp/effects/measureLevel.ts';
import { mixChannels, monoGains, orderGains } from '../../../../../main/engine/dsp/effects/mixChannels.ts';
import { mixPaste } from '../../../../../main/engine/dsp/effects/mixPaste.ts';
import { loudnessGainDb, peakGainDb } from '../../../../../main/engine/dsp/effects/normalize.ts';
import { rangeSource } from '../../../../../main/engine/dsp/effects/rangeSource.ts';
import { reversedSource } from '../../../../../main/engine/dsp/effects/reverse.ts';
import { sumSource } from '../../../../../main/engine/dsp/effects/sumSource.ts';
import { toSource } from '../../../../../main/engine/dsp/sampleSource.ts';
import type { SampleSource } from '../../../../../main/engine/dsp/sampleSource.ts';
import { largestError, noise, tone } from '../signals.ts';

const whole = (source: SampleSource) => source.read(0, source.nSamples);
const of = (...values: number[]) => toSource(Float32Array.from(values));
const samples = fc.integer({ min: 0, max: 400 }).map((n) => noise(n, n + 1));

/** Every way from one sound to another, with what it makes of NaN at 3: a name for the table. */
const maps: readonly [string, (source: SampleSource) => SampleSource][] = [
  ['gain', (x) => gainSource(x, -3)],
  ['invert', invertedSource],
  ['offset', (x) => offsetSource(x, 0.25)],
  ['fade', (x) => fadedSource(x, 'sCurve', 'in')],
  ['cross-fade', (x) => crossFade(x, x, Math.min(5, x.nSamples), 'equalPower')],
  ['reverse', reversedSource],
  ['sum', (x) => sumSource([{ source: x }, { source: x, gain: 0.5, atSample: 3 }], x.nSamples + 3)],
  ['mix paste', (x) => mixPaste(x, x, { atSample: 4, gain: 0.5 })],
  ['range', (x) => rangeSource(x, { fromSample: Math.min(1, x.nSamples), toSample: x.nSamples })],
  ['mono', (x) => mixChannels([x, reversedSource(x)], monoGains(2))[0]!],
];

describe.each(maps)('%s', (name, map) => {
  it('gives in any part what it gives as a whole, and 0 beyond', () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: -50, max: 450 }), fc.integer({ min: 0, max: 500 }), (x, start, count) => {
        const y = whole(map(toSource(x)));
        const wanted = Float32Array.from({ length: count }, (_, n) => y[start + n] ?? 0);
        expect(map(toSource(x)).read(start, count)).toEqual(wanted);
      }),
    );
  });

  it('takes no sample and one', () => {
    expect(whole(map(of())).every(Number.isFinite)).toBe(true);
    expect(whole(map(of(0.5))).every(Number.isFinite)).toBe(true);
  });

  it('does not change what it reads', () => {
    const x = noise(100);
    whole(map(toSource(x)));
    expect(x).toEqual(noise(100));
  });

  it('names a sample that is not finite, or hands it on where it computes nothing', () => {
    const y = map(of(0, 1, 2, Number.NaN, 4));
    if (name === 'reverse') expect([...whole(y)]).toEqual([4, Number.NaN, 2, 1, 0]);
    else if (name === 'range') expect([...whole(y)]).toEqual([1, 2, Number.NaN, 4]);
    else
      expect(() => whole(y)).toThrow(
        expect.objectContaining({ code: 'E_PARAM', message: expect.stringMatching(/sample [13] is NaN/) }),
      );
  });
});

describe('gainSource', () => {
  it('multiplies: 6.02 dB are a factor of 2; gain and its opposite give the sound back', () => {
    expect(largestError(whole(gainSource(of(0.1, -0.2), 20 * Math.log10(2))), Float32Array.of(0.2, -0.4))).toBeLessThan(
      1e-7,
    );
    fc.assert(
      fc.property(samples, fc.double({ min: -60, max: 60, noNaN: true }), (x, gainDb) => {
        expect(largestError(whole(gainSource(gainSource(toSource(x), gainDb), -gainDb)), x)).toBeLessThan(2e-7);
      }),
    );
  });

  it.each([NaN, 201, -Infinity])('refuses %d dB', (gainDb) => {
    expect(() => gainSource(of(1), gainDb)).toThrow(`gainDb=${gainDb}`);
  });

  it('inverted twice, reversed twice is the sound to the bit', () => {
    fc.assert(
      fc.property(samples, (x) => {
        expect(whole(invertedSource(invertedSource(toSource(x))))).toEqual(x);
        expect(whole(reversedSource(reversedSource(toSource(x))))).toEqual(x);
      }),
    );
    expect([...whole(reversedSource(of(1, 2, 3)))]).toEqual([3, 2, 1]);
    expect(() => offsetSource(of(1), NaN)).toThrow('offset=NaN');
  });
});

describe('fades', () => {
  const gains = (shape: (typeof fadeShapes)[number], direction: 'in' | 'out', n: number) =>
    Array.from({ length: n }, (_, i) => fadeGain(shape, direction, i, n));

  it.each(fadeShapes)('%s rises from near 0 to near 1, and falls as it rises', (shape) => {
    const rise = gains(shape, 'in', 1000);
    expect(rise[0]!).toBeLessThan(0.01);
    expect(rise[0]!).toBeGreaterThan(0);
    expect(rise.at(-1)!).toBeGreaterThan(0.99);
    expect(rise.every((gain, i) => i === 0 || gain > rise[i - 1]!)).toBe(true);
    expect(largestError(gains(shape, 'out', 1000), rise.reverse())).toBeLessThan(1e-12);
  });

  it.each([
    ['linear', 'linear', 1],
    ['sCurve', 'sCurve', 1],
    ['exponential', 'logarithmic', 1],
    ['equalPower', 'equalPower', 2],
  ] as const)('%s in and %s out add up to 1 in power %i', (into, out, power) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), (n) => {
        const [a, b] = [gains(into, 'in', n), gains(out, 'out', n)];
        a.forEach((gain, i) => expect(gain ** power + b[i]! ** power).toBeCloseTo(1, 12));
      }),
    );
  });

  it('exponential is a straight line in dB where it is loud', () => {
    const db = [0.5, 0.75, 1].map((u) => 20 * Math.log10(fadeGain('exponential', 'in', u * 1e6 - 1, 1e6)));
    expect(db[1]! - db[0]!).toBeCloseTo(15, 0);
    expect(db[2]! - db[1]!).toBeCloseTo(15, 0);
  });
});

describe('crossFade', () => {
  it('of a sound into itself in place is the sound, with equal gain', () => {
    const x = noise(1000);
    for (const shape of ['linear', 'sCurve'] as const) {
      const [a, b] = [x.subarray(0, 600), x.subarray(500)];
      expect(largestError(whole(crossFade(toSource(a), toSource(b), 100, shape)), x)).toBeLessThan(1e-7);
    }
  });

  it('of unlike sounds keeps the power, with equal power', () => {
    const [a, b] = [noise(60_000, 1), noise(60_000, 2)];
    const y = whole(crossFade(toSource(a), toSource(b), 60_000, 'equalPower'));
    for (let at = 0; at < 60_000; at += 10_000) {
      const part = y.subarray(at, at + 10_000);
      expect(part.reduce((sum, v) => sum + v * v, 0) / part.length).toBeCloseTo(1 / 3, 1);
    }
  });

  it('without overlap joins; never longer than the shorter', () => {
    expect([...whole(crossFade(of(1, 2), of(3), 0, 'linear'))]).toEqual([1, 2, 3]);
    expect(() => crossFade(of(1, 2), of(3), 2, 'linear')).toThrow('overlapSamples=2 must be an integer from 0 to 1');
  });
});

describe('levels', () => {
  it('mean taken away leaves none', () => {
    const x = noise(100_000).map((v) => v * 0.1 + 0.2);
    const mean = measureMean(toSource(x));
    expect(mean).toBeCloseTo(0.2, 2);
    expect(Math.abs(measureMean(offsetSource(toSource(x), -mean)))).toBeLessThan(1e-8);
    expect(measureMean(of())).toBe(0);
    expect(measureMean(of(0.5))).toBe(0.5);
  });

  it('peak of several channels, with its place', () => {
    const x = noise(200_000).map((v) => v * 0.5);
    x[150_000] = -0.75;
    expect(measurePeak([toSource(new Float32Array(200_000)), toSource(x)])).toEqual({
      value: 0.75,
      sample: 150_000,
      channel: 1,
    });
    expect(measurePeak([])).toEqual({ value: 0, sample: 0, channel: 0 });
    expect(measurePeak([of(), of()]).value).toBe(0);
  });

  it('normalising to a peak reaches it', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 8, noNaN: true }),
        fc.double({ min: -90, max: 0, noNaN: true }),
        (peak, targetDb) => {
          const y = whole(gainSource(of(peak, -peak / 2), peakGainDb(Math.fround(peak), targetDb)!));
          expect(20 * Math.log10(y[0]!)).toBeCloseTo(targetDb, 4);
        },
      ),
    );
    expect(peakGainDb(0, -1)).toBeNull();
    expect(() => peakGainDb(1, 1)).toThrow('targetDb=1 must be from -100 to 0');
  });

  it('normalising to a loudness reaches it, unless the true peak is in the way', () => {
    const sampleRateHz = 48_000;
    const x = tone({ hz: 997, sampleRateHz, nSamples: 3 * sampleRateHz }).map((v) => v * 0.05);
    const measured = measureLoudness([toSource(x), toSource(x)], sampleRateHz);
    const gainDb = loudnessGainDb(measured, { targetLufs: -23 })!;
    const louder = gainSource(toSource(x), gainDb);
    expect(measureLoudness([louder, louder], sampleRateHz).integratedLufs!).toBeCloseTo(-23, 3);
    const held = gainSource(toSource(x), loudnessGainDb(measured, { targetLufs: -1, maxTruePeakDbtp: -3 })!);
    expect(measureLoudness([held, held], sampleRateHz).truePeakDbtp!).toBeCloseTo(-3, 3);
    expect(loudnessGainDb({ integratedLufs: null, truePeakDbtp: null }, { targetLufs: -23 })).toBeNull();
    expect(() => loudnessGainDb(measured, { targetLufs: 1 })).toThrow('targetLufs=1');
    expect(() => loudnessGainDb(measured, { targetLufs: -9, maxTruePeakDbtp: NaN })).toThrow('maxTruePeakDbtp=NaN');
  });

  it('names a sample that is not finite, far into the sound', () => {
    const x = new Float32Array(100_000).fill(NaN, 70_000, 70_001);
    for (const measure of [
      () => measureMean(toSource(x)),
      () => measurePeak([toSource(x)]),
      () => measureLoudness([toSource(x)], 16_000),
    ])
      expect(measure).toThrow('sample 70000 is NaN');
    expect(() => measurePeak([of(1), of(1, 2)])).toThrow('of one length');
    const signal = AbortSignal.abort();
    expect(() => measureMean(toSource(x), { signal })).toThrow(expect.objectContaining({ code: 'E_ABORTED' }));
  });
});

describe('channels', () => {
  const [left, right] = [of(1, 2), of(3, 5)];
  it('swap, mono, any matrix', () => {
    const swapped = mixChannels([left, right], orderGains([1, 0], 2));
    expect(swapped.map((channel) => [...whole(channel)])).toEqual([
      [3, 5],
      [1, 2],
    ]);
    expect([...whole(mixChannels([left, right], monoGains(2))[0]!)]).toEqual([2, 3.5]);
    expect([
      ...whole(
        mixChannels(
          [left, right],
          [
            [1, -1],
            [0, 0],
          ],
        )[0]!,
      ),
    ]).toEqual([-2, -3]);
    expect(mixChannels([left, right], [[0, 0]])[0]!.nSamples).toBe(2);
  });

  it('refuse what does not fit', () => {
    expect(() => mixChannels([left], [[1, 2]])).toThrow('row 0 has 2 gains, there are 1 channels');
    expect(() => mixChannels([left, of(1)], [[1, 1]])).toThrow('of one length');
    expect(() => mixChannels([left], [[Infinity]])).toThrow('must be finite');
    expect(() => orderGains([0, 2], 2)).toThrow('order[1]=2 must be an integer from 0 to 1');
  });
});

describe('mixPaste and rangeSource', () => {
  it('mixPaste grows where the pasted sound reaches further', () => {
    expect([...whole(mixPaste(of(1, 1), of(1, 2, 3), { atSample: 1, gain: 0.5 }))]).toEqual([1, 1.5, 1, 1.5]);
    expect([...whole(mixPaste(of(1, 1), of(), { atSample: 9 }))]).toEqual([1, 1]);
    expect(() => mixPaste(of(1), of(1), { atSample: -1 })).toThrow('atSample=-1');
    expect(() => sumSource([{ source: of(1), gain: NaN }], 1)).toThrow('gain of term 0 is NaN');
  });

  it('rangeSource cuts, and is silent outside', () => {
    expect([...rangeSource(of(1, 2, 3, 4), { fromSample: 1, toSample: 3 }).read(-1, 4)]).toEqual([0, 2, 3, 0]);
    expect(() => rangeSource(of(1), { fromSample: 0, toSample: 2 })).toThrow('toSample=2');
  });
});

describe('blockSource', () => {
  it('renders each block once in a run, and asks for whole blocks only', () => {
    const asked: number[] = [];
    const render = (start: number, count: number) => {
      asked.push(start);
      return Float32Array.from({ length: count }, (_, n) => start + n);
    };
    const source = blockSource({ nSamples: 100, blockSamples: 16, render, anchorSample: 5 });
    for (let n = 0; n < 100; n += 3) source.read(n, 3);
    expect(asked).toEqual([-11, 5, 21, 37, 53, 69, 85]);
    expect([...source.read(98, 4)]).toEqual([98, 99, 0, 0]);
  });

  it.each([
    [{ nSamples: -1, blockSamples: 1 }, 'nSamples=-1'],
    [{ nSamples: 1, blockSamples: 0 }, 'blockSamples=0'],
  ])('refuses %o', (plan, message) => {
    expect(() => blockSource({ ...plan, render: (_, count) => new Float32Array(count) })).toThrow(message);
  });
});
