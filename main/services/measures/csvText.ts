/**
 * A table as CSV (RFC 4180): a line of names, then a row a line; an absent number is an empty cell. A text that a
 * spreadsheet would take for a formula gets an apostrophe before it, unless `plainLabels`.
 */
import { guarded, quotedCell } from '../../engine/core/delimitedText.ts';
import { countRows, type ValueTable } from './valueTable.ts';

export interface CsvOptions {
  readonly plainLabels: boolean;
  /** Every digit that the number has; else nine decimals. */
  readonly isExact?: boolean;
}

export function* csvLines(table: ValueTable, { plainLabels, isExact = false }: CsvOptions): Generator<string> {
  const { columns, values, labels } = table;
  yield `${[...(labels?.columns ?? []), ...columns].map((name) => quotedCell(name)).join(',')}\r\n`;
  for (let row = 0; row < countRows(table); row++) {
    const texts = (labels?.rows[row] ?? []).map((text) => quotedCell(plainLabels ? text : guarded(text)));
    const numbers = Array.from(values.subarray(row * columns.length, (row + 1) * columns.length), (value) =>
      numberText(value, isExact),
    );
    yield `${[...texts, ...numbers].join(',')}\r\n`;
  }
}

function numberText(value: number, isExact: boolean): string {
  if (!Number.isFinite(value)) return '';
  return String(isExact ? value : Number(value.toFixed(9)));
}
