import { describe, expect, it } from 'vitest';
import { trackPitch } from '../../../main/engine/dsp/pitch/trackPitch.ts';
import { toSource } from '../../../main/engine/dsp/sampleSource.ts';
import { measureHarmonicity } from '../../../main/engine/dsp/voice/harmonicity.ts';
import { measureJitter } from '../../../main/engine/dsp/voice/jitter.ts';
import { periodLimits, periodStatistics } from '../../../main/engine/dsp/voice/periods.ts';
import { findPulses } from '../../../main/engine/dsp/voice/pulses.ts';
import { measureShimmer } from '../../../main/engine/dsp/voice/shimmer.ts';
import { reportVoice } from '../../../main/engine/dsp/voice/voiceReport.ts';
import { goldenRows, goldenSound, pitchManifest } from './pitchGoldens.ts';

describe.each(pitchManifest.voice)('voice of $signal, $floorHz–$ceilingHz Hz, agrees with Praat', (voice) => {
  const { signal, floorHz, ceilingHz, ranges } = voice;
  const { x, sampleRateHz } = goldenSound(signal);
  const durationSec = x.length / sampleRateHz;
  const sound = { source: toSource(x), sampleRateHz };
  const pitch = trackPitch(x, sampleRateHz, { method: 'raw-cc', floorHz, ceilingHz });
  const pulses = findPulses(x, sampleRateHz, pitch);
  const cases = ranges.map((range) => {
    const [from, to] = range.span;
    return { ...range, from, to: to === 0 ? durationSec : to };
  });

  it('pulses, to a microsecond', () => {
    const expected = goldenRows(`pulses-${signal}.npy`).flat();
    expect(pulses.length).toBe(expected.length);
    expected.forEach((timeSec, i) => expect(Math.abs(pulses[i]! - timeSec)).toBeLessThan(1e-6));
  });

  it.each(cases)('jitter, shimmer and periods from $from to $to s', (range) => {
    const span = { fromSec: range.from, toSec: range.to };
    const periods = periodStatistics(pulses, span, periodLimits);
    const measured = { ...measureJitter(pulses, span), ...prefixed(measureShimmer(sound, pulses, span)) };
    const expected = { ...range.jitter, ...prefixed(range.shimmer) };
    for (const [name, value] of Object.entries(expected))
      expect(measured[name as keyof typeof measured], name).toSatisfy((v) => isNear(v as number | null, value, 1e-5));
    expect(periods.nPeriods).toBe(range.nPeriods);
    expect(periods.meanSec).toBeCloseTo(range.meanPeriodSec, 8);
    expect(periods.sdSec).toBeCloseTo(range.sdPeriodSec, 8);
  });

  it.each(cases)('the report from $from to $to s', ({ from, to, report: expected }) => {
    const report = reportVoice({ sound, pitch, pulses }, { fromSec: from, toSec: to });
    const hz = report.pitch.hz!;
    expect(Math.abs(hz.median - expected['medianHz']!)).toBeLessThan(0.002);
    expect(Math.abs(hz.mean - expected['meanHz']!)).toBeLessThan(0.001);
    expect(Math.abs(hz.sd! - expected['sdHz']!)).toBeLessThan(0.001);
    expect(report.nPulses).toBe(expected['nPulses']);
    expect(report.periods.nPeriods).toBe(expected['nPeriods']);
    expect(report.periods.meanSec).toBeCloseTo(expected['meanPeriodSec']!, 8);
    expect(report.periods.sdSec).toBeCloseTo(expected['sdPeriodSec']!, 8);
    expect(report.unvoiced).toMatchObject({ nUnvoiced: expected['nUnvoiced'], nFrames: expected['nFrames'] });
    expect(report.breaks.nBreaks).toBe(expected['nBreaks']);
    expect(report.breaks.totalSec).toBeCloseTo(expected['breakSec']!, 5);
    expect(100 * report.jitter.local!).toBeCloseTo(expected['jitterLocalPercent']!, 2);
    expect(100 * report.shimmer.local!).toBeCloseTo(expected['shimmerLocalPercent']!, 2);
    expect(100 * report.shimmer.apq11!).toBeCloseTo(expected['shimmerApq11Percent']!, 2);
    const share = (ours: number, theirs: number) => Math.abs(ours / theirs - 1);
    const bound = 1e-4;
    const { meanAutocorrelation, noiseToHarmonics, harmonicsToNoiseDb } = report.harmonicity!;
    expect(share(meanAutocorrelation, expected['meanAutocorrelation']!)).toBeLessThan(bound);
    expect(share(noiseToHarmonics, expected['noiseToHarmonics']!)).toBeLessThan(bound);
    expect(share(harmonicsToNoiseDb, expected['harmonicsToNoiseDb']!)).toBeLessThan(bound);
  });

  it.each(['cc', 'ac'] as const)('harmonicity by %s: 0.01 dB on 99.5 % of frames', (method) => {
    const expected = goldenRows(`harmonicity-${method}-${signal}.npy`).flat();
    const { hnrDb } = measureHarmonicity(x, sampleRateHz, { method, floorHz });
    expect(hnrDb.length).toBe(expected.length);
    const nSame = expected.filter((db, m) =>
      db === -200 ? Number.isNaN(hnrDb[m]!) : Math.abs(hnrDb[m]! - db) < 0.01,
    ).length;
    expect(nSame / expected.length).toBeGreaterThanOrEqual(0.995);
  });
});

function isNear(value: number | null, expected: number | null, tolerance: number): boolean {
  return value === null || expected === null ? value === expected : Math.abs(value - expected) < tolerance;
}

/** Names that jitter and shimmer share are told apart. */
function prefixed<T extends object>(values: T): Record<string, number | null> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`shimmer ${name}`, value as number | null]));
}
