import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnnotationDocument } from '../../../../main/engine/annotation/annotationDocument.ts';
import { withoutGaps } from '../../../../main/engine/annotation/arrangeItems.ts';
import { readTextGrid } from '../../../../main/engine/annotation/readTextGrid.ts';
import { writeTextGrid } from '../../../../main/engine/annotation/writeTextGrid.ts';
import { anyLabel, arbitraryDocument } from './arbitraryDocument.ts';

const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../../fixtures/textgrid/${name}.TextGrid`, import.meta.url)));
const documentOf = (...tiers: AnnotationDocument['tiers']): AnnotationDocument => ({
  startSec: 0,
  endSec: 10,
  tiers,
  notes: [],
});
const item = (startSec: number, endSec: number, label: string) => ({ startSec, endSec, label });

describe('writeTextGrid', () => {
  it.each([
    ['long8', { form: 'long' }],
    ['short8', { form: 'short' }],
    ['long16', { form: 'long', encoding: 'utf-16be' }],
    ['short16', { form: 'short', encoding: 'utf-16be' }],
    ['bin', { form: 'binary' }],
  ] as const)('%s byte for byte as Praat wrote it', (name, options) => {
    const { bytes, notes } = writeTextGrid(readTextGrid(fixture(name)), options);
    expect(Buffer.from(bytes).equals(fixture(name))).toBe(true);
    expect(notes).toEqual([]);
  });

  it.each([
    { form: 'long' },
    { form: 'short', encoding: 'utf-16le' },
    { form: 'long', encoding: 'utf-16be' },
    { form: 'binary' },
  ] as const)('what was written comes back identical: %j', (options) => {
    const document = arbitraryDocument({ rateHz: 384_000, label: anyLabel });
    fc.assert(
      fc.property(document, (original) => {
        const { bytes, notes } = writeTextGrid(original, options);
        expect(notes).toEqual([]);
        const { tiers } = readTextGrid(bytes);
        expect(withoutGaps(tiers)).toEqual(withoutGaps(original.tiers));
      }),
      { numRuns: 200 },
    );
  });

  it('fills what lies between intervals and lasts until the last of them', () => {
    const { bytes } = writeTextGrid({
      ...documentOf({ kind: 'interval', name: 'w', items: [item(1, 2, 'a'), item(2, 12, 'b')] }),
    });
    const grid = readTextGrid(bytes);
    expect(grid.endSec).toBe(12);
    expect(grid.tiers[0]?.items).toEqual([item(0, 1, ''), item(1, 2, 'a'), item(2, 12, 'b')]);
  });

  it('overlaps and points at one time go to further tiers, and it says so', () => {
    const { bytes, notes } = writeTextGrid(
      documentOf(
        { kind: 'interval', name: 'w', items: [item(1, 3, 'a'), item(2, 4, 'b'), item(3, 5, 'c'), item(6, 6, 'd')] },
        { kind: 'point', name: 'p', items: [item(1, 1, 'x'), item(1, 1, 'y')] },
      ),
    );
    const tiers = withoutGaps(readTextGrid(bytes).tiers);
    expect(tiers.map(({ kind, name, items }) => [kind, name, items.map(({ label }) => label).join(' ')])).toEqual([
      ['interval', 'w', 'a c'],
      ['interval', 'w (2)', 'b'],
      ['point', 'w (points)', 'd'],
      ['point', 'p', 'x'],
      ['point', 'p (2)', 'y'],
    ]);
    expect(notes).toEqual([
      '1 interval: without length, moved to a further tier of points.',
      '2 items: moved to a further tier, as they overlap.',
    ]);
  });

  it('boundaries that differ by rounding become one', () => {
    const { bytes, notes } = writeTextGrid(
      documentOf({ kind: 'interval', name: 'w', items: [item(0, 0.1 + 0.2, 'a'), item(0.3, 10 - 1e-9, 'b')] }),
    );
    expect(readTextGrid(bytes).tiers[0]?.items).toEqual([item(0, 0.1 + 0.2, 'a'), item(0.1 + 0.2, 10, 'b')]);
    expect(notes).toEqual([]);
  });

  it('says what a TextGrid has no place for', () => {
    const { bytes, notes } = writeTextGrid({
      ...documentOf({
        kind: 'point',
        name: 'p',
        speaker: 'Ann',
        language: 'de',
        items: [{ ...item(1, 1, 'a\u0000\ud800'), lowHz: 100, highHz: 200, fields: { Species: 'x', Rank: '1' } }],
      }),
      vocabularies: [{ id: 'v', entries: [] }],
    });
    expect(readTextGrid(bytes).tiers[0]?.items[0]?.label).toBe('a\ufffd\ufffd');
    expect(notes).toEqual([
      '1 frequency range: not kept.',
      '1 tier: the language is not kept.',
      '1 tier: the speaker is not kept.',
      '1 controlled vocabulary: not kept.',
      '1 item: the field "Species" is not kept.',
      '1 item: the field "Rank" is not kept.',
      '1 label: characters that text cannot hold became U+FFFD.',
    ]);
  });

  it('an end of a line of another kind is a line feed, and it says so', () => {
    const { bytes, notes } = writeTextGrid(
      documentOf({ kind: 'point', name: 'p', items: [item(1, 1, 'a\u2028b\r\nc'), item(2, 2, 'd\ne')] }),
    );
    expect(readTextGrid(bytes).tiers[0]?.items.map(({ label }) => label)).toEqual(['a\nb\nc', 'd\ne']);
    expect(notes).toEqual(['1 label: ends of lines of other kinds became line feeds.']);
  });

  it('refuses a document of no duration', () => {
    const empty = { startSec: 0, endSec: null, tiers: [], notes: [] };
    expect(() => writeTextGrid(empty)).toThrow('a TextGrid from 0 s to 0 s lasts no time');
  });
});
