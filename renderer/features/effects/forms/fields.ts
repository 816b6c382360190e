/** Kinds of fields that several effects have. */
import { formatHzPlain } from '../../../shared/format/frequency.ts';
import { formatDb } from '../../../shared/format/level.ts';
import { formatDuration } from '../../../shared/format/time.ts';
import type { FilterPhase } from '../effectSettings.ts';

export const decibel = { dimension: 'level', format: (db: number) => formatDb(db, 2), step: 1 } as const;
export const plain = { dimension: 'plain', format: (value: number) => String(Number(value.toFixed(4))) } as const;
export const seconds = { dimension: 'time', format: formatDuration } as const;

const lowestHz = 1;

/** A frequency below half the rate. */
export const hertz = (sampleRateHz: number) =>
  ({
    dimension: 'frequency',
    format: formatHzPlain,
    minValue: lowestHz,
    maxValue: sampleRateHz / 2 - lowestHz,
    step: 10,
  }) as const;

const phases: readonly { readonly value: FilterPhase; readonly title: string }[] = [
  { value: 'minimum', title: 'Minimum' },
  { value: 'zero', title: 'Zero (twice the effect)' },
];

export const phaseRow = { key: 'phase', label: 'Phase', options: phases } as const;

export const within = (hz: number, sampleRateHz: number): number => Math.min(hz, sampleRateHz / 2 - lowestHz);
