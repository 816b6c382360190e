/** The columns of a table with a head, found by name; errors carry the line. */
import type { DelimitedRow } from '../core/delimitedText.ts';
import { EngineError } from '../core/errors.ts';
import { parseTime } from './clock.ts';

const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

export class TableColumns {
  readonly #names: readonly string[];
  readonly #line: number;

  constructor({ line, cells }: DelimitedRow) {
    this.#names = cells;
    this.#line = line;
  }

  /** Index of the first of these names that is there; letters and digits count, not their case. */
  find(...names: readonly string[]): number | undefined {
    for (const name of names) {
      const index = this.#names.findIndex((own) => plain(own) === plain(name));
      if (index !== -1) return index;
    }
    return undefined;
  }

  /** @throws EngineError E_FORMAT: it is not there */
  need(...names: readonly string[]): number {
    const index = this.find(...names);
    if (index === undefined)
      throw new EngineError('E_FORMAT', `line ${this.#line}: there must be a column "${names[0]}"`);
    return index;
  }

  /** Indices of named columns that are not among these. */
  others(known: readonly (number | undefined)[]): number[] {
    return this.#names.flatMap((name, c) => (known.includes(c) || name.trim() === '' ? [] : [c]));
  }

  cell({ cells }: DelimitedRow, column: number | undefined): string {
    return column === undefined ? '' : (cells[column] ?? '');
  }

  /** @throws EngineError E_FORMAT: it is no time */
  time(row: DelimitedRow, column: number): number {
    const text = this.cell(row, column);
    const time = parseTime(text);
    if (time !== null && Number.isFinite(time)) return time;
    throw new EngineError(
      'E_FORMAT',
      `line ${row.line}: ${this.#names[column]} is "${text.slice(0, 40)}", must be a time`,
    );
  }

  /** @returns null: the cell is empty  @throws EngineError E_FORMAT: it is no number */
  number(row: DelimitedRow, column: number | undefined): number | null {
    const text = this.cell(row, column).trim();
    if (text === '' || column === undefined) return null;
    const value = Number(text);
    if (Number.isFinite(value)) return value;
    throw new EngineError(
      'E_FORMAT',
      `line ${row.line}: ${this.#names[column]} is "${text.slice(0, 40)}", must be a number`,
    );
  }

  /** What these columns hold, by name; null if nothing. */
  fields(row: DelimitedRow, columns: readonly number[]): Record<string, string> | null {
    const filled = columns.flatMap((c) => {
      const value = this.cell(row, c);
      return value.trim() === '' ? [] : [[this.#names[c]!.trim(), value] as const];
    });
    return filled.length === 0 ? null : Object.fromEntries(filled);
  }
}
