import type { ValueTable } from '../../services/measures/valueTable.ts';

export interface SecRange {
  readonly startSec: number;
  readonly endSec: number;
}

/** The frames whose times lie in the range, both ends in it; a table without times is of the range already. */
export function rowsWithin(table: ValueTable, { startSec, endSec }: SecRange): ValueTable {
  const { columns, values } = table;
  if (columns[0] !== 'timeSec') return table;
  const width = columns.length;
  const nRows = values.length / width;
  const isBefore = (row: number, sec: number) => row < nRows && values[row * width]! < sec;
  let first = 0;
  while (isBefore(first, startSec)) first++;
  let end = first;
  while (end < nRows && values[end * width]! <= endSec) end++;
  if (first === 0 && end === nRows) return table;
  return { ...table, values: values.slice(first * width, end * width) };
}
