import { decimalsOf, multiplesWithin, niceStep } from './niceStep.ts';

export type TimeFormat = 'hms' | 'seconds' | 'samples' | 'frames';

export interface TimeTicksOptions {
  readonly startSample: number;
  readonly samplesPerPixel: number;
  readonly widthPx: number;
  readonly sampleRateHz: number;
  readonly format: TimeFormat;
  readonly hopLength: number; // samples in a frame of the 'frames' format
}

export interface TimeTick {
  readonly px: number;
  /** '' on the short ticks between labels. */
  readonly label: string;
  /** The label is complete; others give only the digits that change after the last complete one. */
  readonly isCarry: boolean;
}

export interface TimeTicks {
  readonly ticks: readonly TimeTick[];
  /** What the short labels at the left edge are to be read with: "0:12". */
  readonly context: string;
  readonly unit: string;
}

const digitPx = 6.2; // of the 10.5 px tabular figures that rulers are set in
const gapPx = 9;
const longSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

/** One grid: `step` between labels, `carry` between complete labels, in the format's own unit. */
interface Grid {
  readonly step: number;
  readonly carry: number;
  readonly divisions: number;
  short(value: number): string;
  full(value: number): string;
}

/** Labelled ticks at 1-2-5 steps (1-2-5-10-15-30 of minutes and hours) as dense as the labels' width allows. */
export function timeTicks(options: TimeTicksOptions): TimeTicks {
  const unitSamples = samplesPerUnit(options);
  const pxPerUnit = unitSamples / options.samplesPerPixel;
  const from = options.startSample / unitSamples;
  const to = from + options.widthPx / pxPerUnit;
  const grid = gridFor(options.format, pxPerUnit, to);
  const ticks = ticksOf(grid, from, to, pxPerUnit);
  return { ticks, context: grid.full(Math.floor(from / grid.carry + 1e-9) * grid.carry), unit: unitOf(options) };
}

function samplesPerUnit({ format, sampleRateHz, hopLength }: TimeTicksOptions): number {
  if (format === 'samples') return 1;
  return format === 'frames' ? hopLength : sampleRateHz;
}

function unitOf({ format, hopLength }: TimeTicksOptions): string {
  if (format === 'hms') return 'h:m:s';
  if (format === 'seconds') return 's';
  return format === 'samples' ? 'samples' : `frames of ${String(hopLength)}`;
}

function ticksOf(grid: Grid, from: number, to: number, pxPerUnit: number): TimeTick[] {
  const minor = grid.step / grid.divisions;
  const perCarry = Math.round(grid.carry / grid.step);
  return multiplesWithin(from, to, minor).map((n) => {
    const px = (n * minor - from) * pxPerUnit;
    if (n % grid.divisions !== 0) return { px, label: '', isCarry: false };
    const index = n / grid.divisions;
    const isCarry = index % perCarry === 0;
    const value = index * grid.step;
    return { px, label: isCarry ? grid.full(value) : grid.short(value), isCarry };
  });
}

function gridFor(format: TimeFormat, pxPerUnit: number, last: number): Grid {
  if (format === 'samples') return countGrid(pxPerUnit);
  const fine = secondsGrid(format, pxPerUnit, last);
  if (fine !== null) return fine;
  if (format === 'frames') return countGrid(pxPerUnit);
  return format === 'hms' ? clockGrid(pxPerUnit, last) : plainGrid(pxPerUnit, last);
}

/** Steps below a second or frame: ".35" between "0:12" and "0:13". Null when labels that far apart fit already. */
function secondsGrid(format: TimeFormat, pxPerSec: number, lastSec: number): Grid | null {
  const full = (sec: number) => (format === 'hms' ? clock(sec) : grouped(Math.round(sec)));
  const fullChars = full(lastSec).length;
  for (let digits = 9; digits >= 1; digits--) {
    // Between a short label and a complete one lies half of each.
    const chars = Math.max(digits + 0.6, (digits + 0.6 + fullChars) / 2);
    const least = Math.max((digitPx * chars + gapPx) / pxPerSec, 10 ** -digits);
    const step = niceStep(least);
    if (decimalsOf(step) !== digits || step > 0.51) continue;
    return {
      step,
      carry: 1,
      divisions: divisionsOf(step),
      short: (value) => (value - Math.floor(value + 1e-9)).toFixed(digits).replace(/^-?0/, ''),
      full,
    };
  }
  return null;
}

function clockGrid(pxPerSec: number, lastSec: number): Grid {
  const chars = clock(lastSec).length - 0.5;
  const least = (digitPx * chars + gapPx) / pxPerSec;
  const step = longSteps.find((s) => s >= least) ?? niceStep(least / 86_400) * 86_400;
  const carry = step < 60 ? 60 : step < 3600 ? 3600 : step;
  return { step, carry, divisions: clockDivisions(step), short: clock, full: clock };
}

function plainGrid(pxPerSec: number, lastSec: number): Grid {
  const least = (digitPx * grouped(Math.round(lastSec)).length + gapPx) / pxPerSec;
  const step = niceStep(Math.max(least, 1));
  const text = (value: number) => grouped(Math.round(value));
  return { step, carry: step * 10, divisions: divisionsOf(step), short: text, full: text };
}

/** Whole numbers; below thousands only the last three digits change between complete labels. */
function countGrid(pxPerUnit: number): Grid {
  const least = Math.max((digitPx * 4.6 + gapPx) / pxPerUnit, 1);
  const step = niceStep(least);
  const suffixes = ['', ' k', ' M', ' G'];
  const power = Math.min(Math.floor(Math.log10(step) / 3 + 1e-9), 3);
  const unit = 1000 ** power;
  const carry = Math.max(unit * 1000, step);
  const last3 = (value: number) => String(Math.round((value % carry) / unit)).padStart(3, '0');
  return {
    step,
    carry,
    divisions: step === 1 ? 1 : divisionsOf(step),
    short: (value) => `${last3(value)}${suffixes[power] ?? ''}`,
    full: (value) =>
      value === 0 ? '0' : `${grouped(Math.round(value / carry))}${suffixes[Math.min(power + 1, 3)] ?? ''}`,
  };
}

function divisionsOf(step: number): number {
  const mantissa = step / 10 ** Math.floor(Math.log10(step) + 1e-9);
  return Math.round(mantissa) === 2 ? 4 : 5;
}

function clockDivisions(stepSec: number): number {
  if ([15, 30, 900, 1800].includes(stepSec)) return 3;
  if ([60, 120, 3600, 7200, 10_800, 21_600, 43_200, 86_400].includes(stepSec)) return stepSec === 10_800 ? 3 : 4;
  return 5;
}

/** 7 → 0:07, 67 → 1:07, 3667 → 1:01:07. */
export function clock(sec: number): string {
  const whole = Math.round(sec);
  const h = Math.floor(whole / 3600);
  const m = Math.floor(whole / 60) % 60;
  const s = String(whole % 60).padStart(2, '0');
  return h > 0 ? `${String(h)}:${String(m).padStart(2, '0')}:${s}` : `${String(m)}:${s}`;
}

function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}
