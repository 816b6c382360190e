/** A row of named numbers for people: "jitter local  0.512 %". */
import type { ValueTable } from '../../services/measures/valueTable.ts';

const units = [
  [/Hz$/, 'Hz', 2],
  [/Sec$/, 's', 6],
  [/Db$/, 'dB', 2],
] as const;

/** Ratios that people know as percents. */
const percents = /^(jitter|shimmer)|Fraction$/;

export function valueLines({ columns, values }: ValueTable): (readonly [name: string, value: string | null])[] {
  return columns.map((column, c) => {
    const value = values[c]!;
    const name = words(column);
    return [name, Number.isNaN(value) ? null : text(column, value)];
  });
}

function text(column: string, value: number): string {
  const unit = units.find(([pattern]) => pattern.test(column));
  if (unit !== undefined) return `${value.toFixed(unit[2])} ${unit[1]}`;
  if (percents.test(column)) return `${(100 * value).toFixed(3)} %`;
  return Number.isInteger(value) ? String(value) : value.toFixed(5);
}

/** jitterLocalAbsoluteSec: "jitter local absolute"; nPulses: "pulses". */
function words(column: string): string {
  return column
    .replace(/(Hz|Sec|Db)$/, '')
    .replace(/^n(?=[A-Z])/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
}
