import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trackPitch } from '../../../../../main/engine/dsp/pitch/trackPitch.ts';
import { toSource } from '../../../../../main/engine/dsp/sampleSource.ts';
import {
  addPulse,
  movePulse,
  nearestPulse,
  removePulse,
  removePulses,
} from '../../../../../main/engine/dsp/voice/editPulses.ts';
import { measureHarmonicity } from '../../../../../main/engine/dsp/voice/harmonicity.ts';
import { measureJitter } from '../../../../../main/engine/dsp/voice/jitter.ts';
import { findPulses } from '../../../../../main/engine/dsp/voice/pulses.ts';
import { measureShimmer } from '../../../../../main/engine/dsp/voice/shimmer.ts';
import { reportVoice } from '../../../../../main/engine/dsp/voice/voiceReport.ts';

const sampleRateHz = 16_000;
const all = { fromSec: 0, toSec: 1000 };

describe('jitter', () => {
  it('is 0 for a regular train and what its definition says for an alternating one', () => {
    const regular = Float64Array.from({ length: 50 }, (_, i) => 0.005 * i);
    for (const value of Object.values(measureJitter(regular, all))) expect(value).toBeCloseTo(0, 9);
    const alternating = Float64Array.from({ length: 51 }, (_, i) => 0.005 * i + (i % 2 === 0 ? 0 : 0.0001));
    const { local, localAbsoluteSec, rap, ddp } = measureJitter(alternating, all);
    expect(localAbsoluteSec).toBeCloseTo(0.0002, 12); // 5.1, 4.9, 5.1 … ms
    expect(local).toBeCloseTo(0.04, 9);
    expect(rap).toBeCloseTo((2 / 3) * 0.04, 9);
    expect(ddp).toBeCloseTo(0.08, 9);
  });

  it('does not change when time is stretched, as long as periods stay within the limits', () => {
    const steps = fc.array(fc.double({ min: 0.004, max: 0.0049, noNaN: true }), { minLength: 10, maxLength: 40 });
    fc.assert(
      fc.property(steps, fc.double({ min: 0.5, max: 2, noNaN: true }), (intervals, factor) => {
        let t = 0;
        const pulses = Float64Array.from(intervals, (step) => (t += step));
        const a = measureJitter(pulses, all);
        const b = measureJitter(
          pulses.map((time) => factor * time),
          all,
        );
        for (const name of ['local', 'rap', 'ppq5', 'ddp'] as const) expect(b[name]).toBeCloseTo(a[name]!, 9);
      }),
    );
  });

  it('is null where there are too few periods, and refuses limits that are none', () => {
    const none = { local: null, localAbsoluteSec: null, rap: null, ppq5: null, ddp: null };
    expect(measureJitter(new Float64Array(0), all)).toEqual(none);
    expect(measureJitter(Float64Array.of(0.1, 0.105), all)).toEqual(none);
    expect(() =>
      measureJitter(new Float64Array(0), all, { minPeriodSec: 0.02, maxPeriodSec: 0.01, maxPeriodFactor: 1.3 }),
    ).toThrow(/maxPeriodSec=0.01/);
  });
});

describe('shimmer', () => {
  it('of periods that are alternately loud and soft is what its definition says', () => {
    const pulses = Float64Array.from({ length: 41 }, (_, i) => 0.01 + 0.005 * i);
    const x = Float32Array.from({ length: 4000 }, (_, n) =>
      Math.floor((n / sampleRateHz - 0.0075) / 0.005) % 2 === 0 ? 0.4 : 0.5,
    );
    const { local, localDb, apq3, dda } = measureShimmer({ source: toSource(x), sampleRateHz }, pulses, all);
    expect(localDb).toBeCloseTo(20 * Math.log10(1.25), 6);
    expect(local).toBeCloseTo(0.1 / 0.45, 2);
    expect(apq3).toBeCloseTo((2 / 3) * (0.1 / 0.45), 2);
    expect(dda).toBeCloseTo(3 * apq3!, 12);
  });

  it('is null without pulses', () => {
    const sound = { source: toSource(new Float32Array(100)), sampleRateHz };
    for (const value of Object.values(measureShimmer(sound, new Float64Array(0), all))) expect(value).toBeNull();
  });
});

describe('a steady voice', () => {
  const hz = 125;
  const x = Float32Array.from({ length: 16_000 }, (_, n) => {
    const phase = (n % 128) / 128;
    return 0.7 * Math.exp(-6 * phase) * Math.cos(2 * Math.PI * 5 * phase);
  });
  const pitch = trackPitch(x, sampleRateHz);
  const pulses = findPulses(x, sampleRateHz, pitch);
  const report = reportVoice({ sound: { source: toSource(x), sampleRateHz }, pitch, pulses }, { fromSec: 0, toSec: 1 });

  it('has a pulse each period, no jitter, no shimmer, no break', () => {
    expect(pulses.length).toBeGreaterThan(115);
    for (let i = 1; i < pulses.length; i++) expect(pulses[i]! - pulses[i - 1]!).toBeCloseTo(1 / hz, 6);
    expect(report.jitter.local).toBeLessThan(1e-5);
    expect(report.shimmer.local).toBeLessThan(1e-5);
    expect(report.breaks).toEqual({ nBreaks: 0, totalSec: 0, degree: 0 });
    expect(report.unvoiced.nUnvoiced).toBe(0);
    expect(report.pitch.hz!.mean).toBeCloseTo(hz, 1);
    expect(report.harmonicity!.harmonicsToNoiseDb).toBeGreaterThan(25);
  });

  it('reports nothing but counts where there is no frame', () => {
    const empty = reportVoice(
      { sound: { source: toSource(x), sampleRateHz }, pitch, pulses },
      { fromSec: 2, toSec: 3 },
    );
    expect(empty).toMatchObject({ nPulses: 0, harmonicity: null, periods: { nPeriods: 0, meanSec: null } });
  });

  it('is harmonic, and less so with noise', () => {
    const { hnrDb } = measureHarmonicity(x, sampleRateHz);
    const middle = hnrDb[Math.floor(hnrDb.length / 2)]!;
    const noisy = measureHarmonicity(
      x.map((value, n) => value + 0.1 * Math.sin(n * n * 0.7)),
      sampleRateHz,
    );
    expect(middle).toBeGreaterThan(noisy.hnrDb[Math.floor(hnrDb.length / 2)]! + 10);
  });
});

describe('corrections of pulses', () => {
  const pulses = Float64Array.of(0.1, 0.2, 0.3);

  it('add, move and remove, and leave the old pulses as they are', () => {
    expect([...addPulse(pulses, 0.25)]).toEqual([0.1, 0.2, 0.25, 0.3]);
    expect(addPulse(pulses, 0.2)).toBe(pulses);
    expect([...movePulse(pulses, 0, 0.35)]).toEqual([0.2, 0.3, 0.35]);
    expect([...removePulse(pulses, 1)]).toEqual([0.1, 0.3]);
    expect([...removePulses(pulses, { fromSec: 0.15, toSec: 0.3 })]).toEqual([0.1]);
    expect([...pulses]).toEqual([0.1, 0.2, 0.3]);
  });

  it('bug: adding one to 200,000 pulses overflowed the stack', () => {
    const many = Float64Array.from({ length: 200_000 }, (_, i) => i * 0.005);
    const added = addPulse(many, 500.001);
    expect(added.length).toBe(200_001);
    expect([...added.subarray(100_000, 100_003)]).toEqual([many[100_000], 500.001, many[100_001]]);
  });

  it('find the nearest', () => {
    expect(nearestPulse(pulses, 0.24)).toBe(1);
    expect(nearestPulse(new Float64Array(0), 0.24)).toBeNull();
  });

  it('refuse what is not there', () => {
    expect(() => removePulse(pulses, 3)).toThrow(/index=3 must be from 0 to 2/);
    expect(() => addPulse(pulses, Number.NaN)).toThrow(/timeSec=NaN/);
  });
});
