import { describe, expect, it } from 'vitest';
import { toSource } from '../../../../main/engine/dsp/sampleSource.ts';
import { intervalMeasures } from '../../../../main/services/measures/intervalMeasures.ts';
import { measureIntervals } from '../../../../main/services/measures/measureIntervals.ts';
import { tone } from '../../engine/dsp/signals.ts';

const sampleRateHz = 16_000;
const signal = toSource(tone({ hz: 1000, sampleRateHz, nSamples: 16_000 }));
const interval = (startSec: number, endSec: number, label: string) => ({ startSec, endSec, label });
const all = Object.values(intervalMeasures).map((make) => make({}));

describe('measureIntervals', () => {
  it('gives a row for every label and a value for every column', () => {
    const intervals = [
      interval(0, 0.2, ''),
      interval(0.2, 0.5, 'a'),
      interval(0.5, 0.6, '  '),
      interval(0.6, 0.9, 'b'),
    ];
    const { columns, rows } = measureIntervals(intervals, all, { signal, sampleRateHz });
    expect(rows.map(({ label, startSec, endSec }) => [label, startSec, endSec])).toEqual([
      ['a', 0.2, 0.5],
      ['b', 0.6, 0.9],
    ]);
    for (const { values } of rows) expect(values.length).toBe(columns.length);
    const valueOf = (name: string) => rows[0]!.values[columns.findIndex((column) => column.name === name)]!;
    expect(valueOf('centreOfGravityHz')).toBeCloseTo(1000, -1);
    expect(valueOf('intensityMeanDb')).toBeCloseTo(90.97, 1);
    const names = columns.map(({ name }) => name);
    expect(new Set(names).size).toBe(columns.length);
    expect(names).toEqual(expect.arrayContaining(['pitchMeanHz', 'voicePitchMeanHz']));
  });

  it('has no values, and amounts of zero, where there is no sound', () => {
    const { columns, rows } = measureIntervals([interval(2, 3, 'late'), interval(0.5, 0.5, 'none')], all, {
      signal,
      sampleRateHz,
    });
    rows[0]!.values.forEach((value, c) => {
      const isAmount = /^n[A-Z]|^voiceBreak/.test(columns[c]!.name); // of pulses, frames, breaks: none
      expect(value, columns[c]!.name).toEqual(isAmount ? 0 : Number.NaN);
    });
    expect(rows[1]!.values.some(Number.isNaN)).toBe(true);
  });

  it('stops when told to', () => {
    const work = { signal: AbortSignal.abort() };
    expect(() => measureIntervals([interval(0, 1, 'a')], all, { signal, sampleRateHz }, work)).toThrow('cancelled');
  });

  it('a formant measure has a column set for each formant or track', () => {
    const names = (settings: object) =>
      intervalMeasures.formants({ formants: settings }).columns.map(({ name }) => name);
    expect(names({})).toHaveLength(20);
    expect(names({ nTracks: 2 })).toEqual([
      'f1MeanHz',
      'f1MedianHz',
      'f1MidpointHz',
      'b1MidpointHz',
      'f2MeanHz',
      'f2MedianHz',
      'f2MidpointHz',
      'b2MidpointHz',
    ]);
    expect(names({ maxFormants: 5.5 })).toHaveLength(20);
  });
});
