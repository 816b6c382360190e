import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTextGrid } from '../../../../main/engine/annotation/readTextGrid.ts';

const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../../fixtures/textgrid/${name}.TextGrid`, import.meta.url)));
const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readTextGrid(bytesOf(text));

/** What generate.sh tells Praat to write. */
function written(third: string, bell: string) {
  const intervals = (...rows: [number, number, string][]) =>
    rows.map(([startSec, endSec, label]) => ({ startSec, endSec, label }));
  return {
    startSec: 0,
    endSec: 11,
    tiers: [
      {
        kind: 'interval',
        name: 'words',
        items: intervals([0, 0.32, ''], [0.32, 0.74, 'And so "my"'], [0.74, 1.2, third], [1.2, 11, '']),
      },
      { kind: 'interval', name: 'phönes', items: intervals([0, 0.5, 'a'], [0.5, 11, '']) },
      {
        kind: 'point',
        name: 'bell',
        items: [
          { startSec: 1.5, endSec: 1.5, label: 'x' },
          { startSec: 2.25, endSec: 2.25, label: bell },
        ],
      },
    ],
  };
}

describe('readTextGrid', () => {
  it.each([
    ['long8', 'utf-8'],
    ['long8-bom-crlf', 'utf-8'],
    ['short8', 'utf-8'],
    ['long16', 'utf-16be'],
    ['short16', 'utf-16be'],
    ['long16le-no-bom', 'utf-16le'],
    ['bin', 'binary'],
  ])('%s as Praat writes it', (name, encoding) => {
    const grid = readTextGrid(fixture(name));
    expect(grid).toEqual({ ...written('fellow äé ʃ', 'ŋ 2'), encoding, notes: [] });
  });

  it.each([
    ['latin1', 'windows-1252', 'Latin-1'],
    ['macroman', 'macintosh', 'MacRoman'],
    ['chron', 'windows-1252', 'Latin-1'],
  ])('%s, saying what it was taken for', (name, encoding, said) => {
    const { notes, ...grid } = readTextGrid(fixture(name));
    expect(grid).toEqual({ ...written('fellow äé', 'ñ'), encoding });
    expect(notes).toEqual([expect.stringContaining(`read as ${said}`)]);
  });

  it('UTF-16LE with a byte order mark', () => {
    const body = fixture('long16le-no-bom');
    const bytes = new Uint8Array(body.length + 2);
    bytes.set([0xff, 0xfe]);
    bytes.set(body, 2);
    expect(readTextGrid(bytes)).toEqual({ ...written('fellow äé ʃ', 'ŋ 2'), encoding: 'utf-16le', notes: [] });
  });

  const head = 'File type = "ooTextFile"\nObject class = "TextGrid"\n\n0\n2\n<exists>\n1\n"IntervalTier"\n"w"\n0\n2\n';

  it('keeps a label of several lines', () => {
    expect(read(`${head}1\n0\n2\n"one\ntwo ! three"`).tiers).toMatchObject([
      { items: [{ label: 'one\ntwo ! three' }] },
    ]);
  });

  it('an absent list of tiers is an empty one', () => {
    expect(read('"ooTextFile"\n"TextGrid"\n0 5 <absent>')).toMatchObject({ endSec: 5, tiers: [] });
  });

  it.each([
    ['', 'a TextGrid file of 0 bytes'],
    ['hello', 'line 1: a text file of Praat must begin with'],
    [
      'File type = "ooTextFile"\nObject class = "Pitch 1"\n',
      'line 2: the object class is "Pitch 1", must be "TextGrid"',
    ],
    [`${head}2\n0\n1\n"a"\n1\n2\n`, 'line 18: the file ends before the text of interval 2 of tier 1'],
    [
      `${head}2\n0\n1\n"a"\n0.5\n2\n"b"`,
      'line 16: an interval begins at 0.5 s, before the end of the one before it at 1 s',
    ],
    [`${head}1\n1\n0\n"a"`, 'line 12: interval 1 of tier 1 ends at 0 s, before its start at 1 s'.replace('12', '13')],
    [`${head}1\n0\nx "a"`, 'line 14: the end of interval 1 of tier 1 must be a number, there is "a"'],
    [`${head}1\n0\n1\n"never closed\n\n`, 'line 15: the text that begins there has no closing quote'],
    [`${head}-1\n`, 'line 12: the size of tier 1 is -1, must be an integer ≥ 0'],
    [head.replace('IntervalTier', 'PitchTier') + '0', 'must be "IntervalTier" or "TextTier"'],
    [head.replace('\n2\n<', '\n-2\n<'), 'the TextGrid ends at -2 s, before its start at 0 s'],
    ['"Praat chronological TextGrid text file"\n0 1\n1\n"TextTier" "a" 0 1\n2 0.5 "x"', 'line 5: there is no tier 2'],
  ])('refuses %j with the line', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it.each([
    [30, 'byte 29: the file ends before the end of the TextGrid'],
    [200, 'the file ends before'],
  ])('refuses a binary file cut at byte %i with the offset', (length, message) => {
    expect(() => readTextGrid(fixture('bin').subarray(0, length))).toThrow(message);
  });
});
