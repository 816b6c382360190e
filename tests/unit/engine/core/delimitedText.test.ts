import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  guarded,
  isFormula,
  parseDelimited,
  quotedCell,
  unguarded,
} from '../../../../main/engine/core/delimitedText.ts';

const cells = (text: string, separator = ',', quotes = true) =>
  parseDelimited(text, { separator, quotes }).map((row) => row.cells);

describe('parseDelimited', () => {
  it('reads cells with separators, line breaks and quotes in quotes, and any end of line', () => {
    expect(cells('a,"b,c","say ""x"""\r\n"two\nlines",,\r\n\nlast\r')).toEqual([
      ['a', 'b,c', 'say "x"'],
      ['two\nlines', '', ''],
      ['last'],
    ]);
  });

  it('tells the line on which a row begins', () => {
    const rows = parseDelimited('a\n"b\r\nc\rd\n"\n\ne', { separator: ',', quotes: true });
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 7]);
  });

  it('without quotes they are letters', () => {
    expect(cells('"a\tb"', '\t', false)).toEqual([['"a', 'b"']]);
  });

  it.each([
    ['a\n"b', 'line 2: the cell that begins there has no closing quote'],
    ['a\n"b\nc"d', 'line 3: "d" stands behind a closing quote'],
  ])('refuses %j', (text, message) => {
    expect(() => cells(text)).toThrow(message);
  });

  it('what quotedCell wrote comes back', () => {
    const cell = fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', ' ', 'a'), maxLength: 8 });
    const row = fc.array(cell, { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
        const text = rows.map((one) => one.map((value) => quotedCell(value)).join(',')).join('\r\n');
        expect(cells(text)).toEqual(rows);
      }),
    );
  });
});

describe('guarded', () => {
  it('disarms formulas and is taken away again', () => {
    const text = fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', ' ', 'a', '＝'), maxLength: 6 });
    fc.assert(
      fc.property(text, (original) => {
        const safe = guarded(original);
        expect(isFormula(safe)).toBe(false);
        expect(unguarded(safe)).toBe(original);
      }),
    );
    expect(guarded('=1')).toBe("'=1");
    expect(guarded("it's")).toBe("it's");
  });
});
