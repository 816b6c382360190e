/** Where ticks stand and what they say. */
import type { FrequencyScale } from '../../engine/dsp/frequencyScale.ts';

export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** 1, 2 or 5 times a power of ten: the least that makes at most `most` steps of `span`. */
export function niceStep(span: number, most: number): number {
  const least = span / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least * (1 - 1e-9))!;
}

function multiples(step: number, from: number, to: number): number[] {
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
}

const decimalsOf = (step: number) => Math.max(0, -Math.floor(Math.log10(step) + 1e-9));

/** "−80", with a true minus sign. */
export function linearTicks(from: number, to: number, most: number): Tick[] {
  const step = niceStep(to - from, most);
  const decimals = decimalsOf(step);
  return multiples(step, from, to).map((value) => ({
    value,
    label: value
      .toFixed(decimals)
      .replace(/^-(?=.*[1-9])/, '−')
      .replace(/^-/, ''),
  }));
}

const clockSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400];

/** Seconds, beyond two minutes as minutes and seconds. */
export function timeTicks(from: number, to: number, most: number): { ticks: Tick[]; unit: string } {
  if (to <= 120) return { ticks: linearTicks(from, to, most), unit: 's' };
  const step = clockSteps.find((candidate) => (to - from) / candidate <= most) ?? niceStep(to - from, most);
  if (to - from < 5) return { ticks: linearTicks(from, to, most), unit: 's' };
  const hasHours = to >= 3600;
  const label = (sec: number) => {
    const [h, m, s] = [Math.floor(sec / 3600), Math.floor(sec / 60), sec % 60].map((part) => Math.floor(part));
    const two = (part: number) => String(part).padStart(2, '0');
    return hasHours ? `${h}:${two(m! % 60)}:${two(s!)}` : `${m}:${two(s!)}`;
  };
  return {
    ticks: multiples(step, from, to).map((value) => ({ value, label: label(value) })),
    unit: hasHours ? 'h:min:s' : 'min:s',
  };
}

const decades = [0.1, 1, 10, 100, 1000, 10_000, 100_000];

/** In order of preference where there is no room for all. */
const roundFrequencies = [
  0,
  ...decades,
  ...decades.flatMap((hz) => [2 * hz, 5 * hz]),
  ...decades.flatMap((hz) => [4 * hz, 8 * hz, 3 * hz, 6 * hz, 1.5 * hz]),
];

export interface FrequencyAxis {
  readonly scale: FrequencyScale;
  readonly isLinear: boolean;
  readonly fMinHz: number;
  readonly fMaxHz: number;
}

/** Ticks at least `gap` of the axis' length apart, gap in 0 … 1. */
export function frequencyTicks({ scale, isLinear, fMinHz, fMaxHz }: FrequencyAxis, gap: number): Tick[] {
  const label = (hz: number) =>
    hz >= 1000 ? `${Number((hz / 1000).toPrecision(6))}k` : `${Number(hz.toPrecision(6))}`;
  if (isLinear) {
    const step = niceStep(fMaxHz - fMinHz, 1 / gap);
    return multiples(step, fMinHz, fMaxHz).map((value) => ({ value, label: label(value) }));
  }
  const low = scale.fromHz(fMinHz);
  const span = scale.fromHz(fMaxHz) - low;
  const taken: { readonly hz: number; readonly at: number }[] = [];
  for (const hz of roundFrequencies) {
    if (hz < fMinHz || hz > fMaxHz) continue;
    const at = (scale.fromHz(hz) - low) / span;
    if (taken.every((other) => Math.abs(other.at - at) >= gap)) taken.push({ hz, at });
  }
  return taken.sort((a, b) => a.hz - b.hz).map(({ hz }) => ({ value: hz, label: label(hz) }));
}

/** Round frequencies on a logarithmic axis, `gap` of its length apart. */
export function logTicks(fMinHz: number, fMaxHz: number, gap: number): Tick[] {
  const scale = { fromHz: Math.log2, toHz: (octaves: number) => 2 ** octaves };
  return frequencyTicks({ scale, isLinear: false, fMinHz, fMaxHz }, gap);
}
