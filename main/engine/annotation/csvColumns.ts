/**
 * Columns of tables of labels, by the names that programs give them; ours are the first ones. Times are seconds or clocks, in
 * a column named …ms milliseconds, in one named …sample or …samples samples.
 */
import type { DelimitedRow } from '../core/delimitedText.ts';
import { EngineError } from '../core/errors.ts';
import { TableColumns } from './tableColumns.ts';

export const startNames = [
  'startSec',
  'start',
  'start time',
  'begin',
  'begin time',
  'begin time s',
  'onset',
  'xmin',
  'tmin',
  'from',
  'time',
  'timeSec',
  't0',
];
export const endNames = ['endSec', 'end', 'end time', 'end time s', 'stop', 'offset', 'xmax', 'tmax', 'to', 't1'];
export const durationNames = ['durationSec', 'duration', 'length'];
export const labelNames = [
  'label',
  'text',
  'annotation',
  'transcript',
  'transcription',
  'word',
  'mark',
  'name',
  'value',
  'comment',
];
export const otherNames = {
  tier: ['tier', 'tier name', 'track'],
  kind: ['kind'],
  lowHz: ['lowHz', 'low freq hz', 'low freq', 'fMinHz'],
  highHz: ['highHz', 'high freq hz', 'high freq', 'fMaxHz'],
  language: ['language'],
  speaker: ['speaker', 'participant'],
  parent: ['parent'],
  relation: ['relation'],
} as const;
export const ownColumns = [
  'tier',
  'kind',
  'startSec',
  'endSec',
  'label',
  'lowHz',
  'highHz',
  'language',
  'speaker',
  'parent',
  'relation',
] as const;
export type OwnColumn = (typeof ownColumns)[number];

/** Of a field whose name is that of another column. */
export const fieldPrefix = 'field:';

export interface TimeColumn {
  readonly column: number;
  of(row: DelimitedRow): number;
}

/** Finds columns of times, also those whose name ends in another unit. */
export function timeReader(columns: TableColumns, rateHz: number | undefined) {
  const find = (wanted: readonly string[]): TimeColumn | null => {
    const plain = columns.find(...wanted);
    if (plain !== undefined) return { column: plain, of: (row) => columns.time(row, plain) };
    const bare = wanted.map((one) => one.replace(/Sec$/, ''));
    const ms = columns.find(...bare.map((one) => `${one}ms`));
    if (ms !== undefined) return { column: ms, of: (row) => (columns.number(row, ms) ?? 0) / 1000 };
    const samples = columns.find(...bare.flatMap((one) => [`${one}sample`, `${one}samples`]));
    if (samples === undefined) return null;
    if (rateHz === undefined)
      throw new EngineError('E_PARAM', 'line 1: times are in samples, their rate must be given');
    return { column: samples, of: (row) => (columns.number(row, samples) ?? 0) / rateHz };
  };
  const need = (wanted: readonly string[]): TimeColumn => {
    const found = find(wanted);
    return found ?? { column: columns.need(...wanted), of: () => 0 };
  };
  return { find, need };
}

/** These names, and with them those of the same times in milliseconds and samples. */
function withUnits(names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const bare = name.replace(/Sec$/, '');
    return [name, `${bare}ms`, `${bare}sample`, `${bare}samples`];
  });
}

export function hasStart(columns: TableColumns): boolean {
  return columns.find(...withUnits(startNames)) !== undefined;
}

const takenTitles = new TableColumns({
  line: 1,
  cells: [
    ...withUnits([...startNames, ...endNames, ...durationNames]),
    ...labelNames,
    ...Object.values(otherNames).flat(),
  ],
});

/** So that a reader takes it for a field. */
export function fieldTitle(field: string): string {
  return takenTitles.find(field) === undefined && !field.startsWith(fieldPrefix) ? field : `${fieldPrefix}${field}`;
}
