import { describe, expect, it } from 'vitest';
import { amplitudeTicks, amplitudeToUnit, type AmplitudeAxis } from '../../../../renderer/shared/axis/amplitudeAxis.ts';
import { frequencyTicks, hzLabel } from '../../../../renderer/shared/axis/frequencyTicks.ts';
import { decimalsOf, niceStep } from '../../../../renderer/shared/axis/niceStep.ts';
import { timeTicks, type TimeFormat, type TimeTick } from '../../../../renderer/shared/axis/timeTicks.ts';
import { frequencyAxis } from '../../../../renderer/shared/frequencyScale/frequencyAxis.ts';
import { frequencyScaleNames } from '../../../../renderer/shared/frequencyScale/frequencyScale.ts';

const formats: TimeFormat[] = ['hms', 'seconds', 'samples', 'frames'];
const digitPx = 6.7; // a little more than a tabular figure of 10.5 px is wide

function ticksAt(format: TimeFormat, startSample: number, visibleSamples: number, widthPx = 900) {
  const options = {
    startSample,
    samplesPerPixel: visibleSamples / widthPx,
    widthPx,
    sampleRateHz: 44_100,
    format,
    hopLength: 256,
  };
  return timeTicks(options);
}

function labelled(ticks: readonly TimeTick[]): TimeTick[] {
  return ticks.filter((tick) => tick.label !== '');
}

/** From 64 samples to ten hours, in steps of a third of an octave. */
const zooms = Array.from({ length: 75 }, (_, i) => 64 * 2 ** (i / 3)).filter((n) => n <= 36_000 * 44_100);

describe.each(formats)('time ticks as %s', (format) => {
  it('have at least 8 labels at every zoom, and none touch', () => {
    for (const visible of zooms)
      for (const start of [0, 12.3456 * 44_100, 3723.2 * 44_100]) {
        const labels = labelled(ticksAt(format, start, visible).ticks);
        const stepSamples = visible / 900;
        expect(labels.length, `${format} ${visible} from ${start} (${stepSamples})`).toBeGreaterThanOrEqual(8);
        for (let i = 1; i < labels.length; i++) {
          const a = labels[i - 1]!;
          const b = labels[i]!;
          const needed = ((a.label.length + b.label.length) / 2) * digitPx * 0.85;
          expect(b.px - a.px, `${a.label} | ${b.label} at ${visible}`).toBeGreaterThan(needed);
        }
      }
  });
});

describe('time ticks', () => {
  it('stand where their label says', () => {
    for (const visible of [100, 44_100, 44_100 * 60, 44_100 * 3600]) {
      const { ticks, context } = ticksAt('seconds', 44_100 * 100, visible);
      expect(context).toMatch(/^\d+/);
      for (const tick of labelled(ticks).filter((t) => t.isCarry)) {
        const sec = Number(tick.label.replace(/\u202f/g, ''));
        expect(((sec * 44_100 - 44_100 * 100) / visible) * 900).toBeCloseTo(tick.px, 6);
      }
    }
  });

  it('are sixtieths for minutes and hours', () => {
    const labels = labelled(ticksAt('hms', 0, 600 * 44_100).ticks).map((t) => t.label);
    expect(labels.slice(0, 3)).toEqual(['0:00', '0:30', '1:00']);
    const hours = labelled(ticksAt('hms', 0, 3600 * 44_100).ticks).map((t) => t.label);
    expect(hours).toContain('1:00:00');
    expect(hours).toContain('30:00');
  });

  it('shorten labels to the digits that change, whole at each carry', () => {
    const { ticks, context } = ticksAt('hms', 44_100 * 12.1, 44_100 * 2);
    const labels = labelled(ticks).map((t) => t.label);
    expect(context).toBe('0:12');
    expect(labels).toContain('0:13');
    expect(labels).toContain('.2');
  });

  it('count samples one by one at the closest zoom', () => {
    const labels = labelled(ticksAt('samples', 121_000, 64).ticks).map((t) => t.label);
    expect(labels[0]).toBe('121 k');
    expect(labels).toContain('005');
  });
});

describe('frequency ticks', () => {
  it.each(frequencyScaleNames)('%s has at least 8 labels from 200 px on, none closer than a line', (scale) => {
    for (const height of [200, 260, 400, 900])
      for (const [fMinHz, fMaxHz] of [
        [0, 4000],
        [0, 8000],
        [0, 22_050],
        [60, 500],
        [900, 1100],
        [0, 96_000],
      ] as const) {
        const ticks = frequencyTicks(frequencyAxis({ scale, fMinHz, fMaxHz }, height)).filter((t) => t.label !== '');
        expect(ticks.length, `${scale} ${fMinHz}–${fMaxHz} at ${height}`).toBeGreaterThanOrEqual(8);
        const ys = ticks.map((t) => t.y).sort((a, b) => a - b);
        for (let i = 1; i < ys.length; i++) expect(ys[i]! - ys[i - 1]!).toBeGreaterThanOrEqual(11.99);
        expect(new Set(ticks.map((t) => t.label)).size).toBe(ticks.length);
      }
  });

  it('stand where their label says', () => {
    const axis = frequencyAxis({ scale: 'mel', fMinHz: 0, fMaxHz: 8000 }, 300);
    const tick = frequencyTicks(axis).find((t) => t.label === '1k');
    expect(tick?.y).toBeCloseTo(axis.yAt(1000), 9);
  });

  it('are written as short as they are exact', () => {
    expect([440, 999, 1000, 1500, 12_000, 12_500].map(hzLabel)).toEqual(['440', '999', '1k', '1.5k', '12k', '12.5k']);
  });
});

const linear: AmplitudeAxis = { scale: 'linear', zoom: 1 };
const db: AmplitudeAxis = { scale: 'db', zoom: 1 };

describe('amplitude axis', () => {
  it('is linear to full scale and clamps beyond', () => {
    expect(amplitudeToUnit(0.25, linear)).toBe(0.25);
    expect(amplitudeToUnit(-3, linear)).toBe(-1);
  });

  it('in dB keeps the sign and ends at −60 dB', () => {
    expect(amplitudeToUnit(1, db)).toBe(1);
    expect(amplitudeToUnit(-1, db)).toBe(-1);
    expect(amplitudeToUnit(10 ** (-30 / 20), db)).toBeCloseTo(0.5, 12);
    expect(amplitudeToUnit(1e-4, db)).toBe(0);
    expect(amplitudeToUnit(0, db)).toBe(0);
  });

  it('has the same ticks above and below the middle', () => {
    for (const axis of [linear, db, { ...linear, zoom: 7.3 }, { ...db, zoom: 7.3 }]) {
      const ys = amplitudeTicks(axis, 200).map((t) => t.y);
      for (const y of ys) expect(ys.some((other) => Math.abs(other - (200 - y)) < 1e-9)).toBe(true);
    }
  });

  it('is magnified by the zoom, and its ticks follow', () => {
    expect(amplitudeToUnit(0.25, { ...linear, zoom: 4 })).toBe(1);
    expect(amplitudeToUnit(10 ** (-42 / 20), { ...db, zoom: 10 ** (12 / 20) })).toBeCloseTo(0.5, 12);
    const labels = (axis: AmplitudeAxis) => amplitudeTicks(axis, 200).map((t) => t.label);
    expect(labels({ ...linear, zoom: 4 })).toEqual([
      '−0.25',
      '−0.2',
      '−0.15',
      '−0.1',
      '−0.05',
      '0',
      '0.05',
      '0.1',
      '0.15',
      '0.2',
      '0.25',
    ]);
    expect(labels({ ...linear, zoom: 64 })).toContain('0.01');
    expect(labels({ ...db, zoom: 10 }).slice(0, 3)).toEqual(['−24', '−36', '−48']);
    for (const zoom of [1, 1.7, 8, 64])
      for (const { y, label } of amplitudeTicks({ ...linear, zoom }, 40)) {
        const value = Number(label.replace('−', '-'));
        expect(20 * (1 - value * zoom)).toBeCloseTo(y, 6);
      }
  });

  it('has more than a zero in the lowest lane', () => {
    for (const zoom of [1, 2, 3.3, 16, 64])
      expect(amplitudeTicks({ ...linear, zoom }, 16).length).toBeGreaterThanOrEqual(3);
  });
});

describe('nice steps', () => {
  it('are the smallest of 1-2-5 that suffice', () => {
    expect([0.9, 1, 1.1, 2.1, 5.1, 0.03].map((least) => niceStep(least))).toEqual([1, 1, 2, 5, 10, 0.05]);
  });

  it('know their digits', () => {
    expect([1, 0.5, 0.02, 0.0001, 2.5].map(decimalsOf)).toEqual([0, 1, 2, 4, 1]);
  });
});
