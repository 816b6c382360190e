import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnnotationDocument, AnnotationTier } from '../../../../main/engine/annotation/annotationDocument.ts';
import { readAnnotationText } from '../../../../main/engine/annotation/readAnnotationText.ts';
import { readEaf } from '../../../../main/engine/annotation/readEaf.ts';
import { writeEaf } from '../../../../main/engine/annotation/writeEaf.ts';
import { anyLabel, arbitraryDocument, lineLabel } from './arbitraryDocument.ts';

const read = (text: string) => readEaf(readAnnotationText(new TextEncoder().encode(text)));
const readBack = (document: AnnotationDocument) => {
  const { bytes, notes } = writeEaf(document);
  return { ...readEaf(readAnnotationText(bytes)), notes };
};
const interview = readFileSync(new URL('../../../fixtures/eaf/interview.eaf', import.meta.url), 'utf8');
const item = (startSec: number, endSec: number, label: string) => ({ startSec, endSec, label });
const interval = (name: string, extra: Partial<AnnotationTier>, ...items: AnnotationTier['items']): AnnotationTier => ({
  kind: 'interval',
  name,
  ...extra,
  items,
});
const documentOf = (...tiers: AnnotationTier[]): AnnotationDocument => ({
  startSec: 0,
  endSec: null,
  tiers,
  notes: [],
});

describe('readEaf', () => {
  it('reads hierarchy, times shared and spread, languages, participants and vocabularies', () => {
    const { tiers, vocabularies, notes } = read(interview);
    expect(tiers).toEqual([
      interval(
        'Ann',
        { speaker: 'Ann', language: 'eng' },
        item(0.32, 1.52, 'And so my fellow'),
        item(2, 3.1, 'ask <not> & "what" —\nsecond line'),
      ),
      interval(
        'deutsch',
        { language: 'deu', parent: 'Ann', relation: 'symbolicAssociation' },
        item(0.32, 1.52, 'Und so, meine'),
      ),
      interval(
        'pos',
        { parent: 'words', relation: 'symbolicAssociation', vocabulary: 'parts' },
        item(0.32 + 1.2 / 3, 0.32 + 2.4 / 3, 'adv'),
      ),
      interval(
        'words',
        { parent: 'Ann', relation: 'timeSubdivision' },
        item(0.32, 0.32 + 1.2 / 3, 'And'),
        item(0.32 + 1.2 / 3, 0.32 + 2.4 / 3, 'so'),
        item(0.32 + 2.4 / 3, 1.52, 'my fellow'),
      ),
      interval(
        'morphs',
        { parent: 'Ann', relation: 'symbolicSubdivision' },
        item(2, 2.55, 'first'),
        item(2.55, 3.1, 'second'),
      ),
      interval('empty', { language: 'fr' }),
    ]);
    expect(vocabularies).toEqual([
      {
        id: 'parts',
        description: 'parts of speech',
        entries: [{ value: 'conj', description: 'conjunction' }, { value: 'adv' }],
      },
    ]);
    expect(notes).toEqual([
      '2 times: not given, spaced evenly.',
      '1 vocabulary entry: values in further languages are not kept.',
      '1 linked recording: not kept.',
      '1 licence: not kept.',
      '1 tier: the annotator is not kept.',
    ]);
  });

  const document = (body: string, slots = '') =>
    `<ANNOTATION_DOCUMENT><HEADER TIME_UNITS="PAL-frames"/><TIME_ORDER>${slots}</TIME_ORDER>${body}</ANNOTATION_DOCUMENT>`;
  const slot = (id: string, value?: string) =>
    `<TIME_SLOT TIME_SLOT_ID="${id}"${value === undefined ? '' : ` TIME_VALUE="${value}"`}/>`;
  const alignable = (from: string, to: string) =>
    `<TIER TIER_ID="t"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a" TIME_SLOT_REF1="${from}" TIME_SLOT_REF2="${to}"/></ANNOTATION></TIER>`;
  const reference = (id: string, to: string) =>
    `<TIER TIER_ID="${id}"><ANNOTATION><REF_ANNOTATION ANNOTATION_ID="${id}" ANNOTATION_REF="${to}"/></ANNOTATION></TIER>`;

  it('frames are seconds', () => {
    const { tiers } = read(document(alignable('x', 'y'), slot('x', '25') + slot('y', '60')));
    expect(tiers[0]?.items).toEqual([item(1, 2.4, '')]);
  });

  it.each([
    ['<a/>', 'line 1: the root is <a>, must be <ANNOTATION_DOCUMENT>'],
    [document('\n' + alignable('x', 'y'), slot('x', '1')), 'line 2: there is no time slot "y"'],
    [document(alignable('x', 'y'), slot('x', '1') + slot('y')), 'line 1: an annotation has no time'],
    [document(alignable('x', 'y'), slot('x', '5') + slot('y', '1')), 'line 1: an annotation ends at 0.04 s'],
    [document('', slot('x', 'soon')), 'line 1: a time is "soon", must be a number of PAL-frames'],
    [
      document(`${reference('a', 'b')}\n${reference('b', 'a')}`),
      'line 1: an annotation refers to one that is not there',
    ],
    [document('').replace('PAL-frames', 'hours'), 'times count in "hours"'],
    [document('<TIER TIER_ID="x"/>'.repeat(2001)), 'there are 2001 tiers, at most 2000 are read'],
  ])('refuses %j', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it('a chain of slots without an end is given up at once', () => {
    const n = 20_000;
    const slots = Array.from({ length: n + 1 }, (_, i) => slot(`s${i}`, i === 0 ? '0' : undefined)).join('');
    const annotation = (i: number) =>
      `<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a${i}" TIME_SLOT_REF1="s${i % 2 === 0 ? 0 : i}" TIME_SLOT_REF2="s${i + 1}"/></ANNOTATION>`;
    const tier = `<TIER TIER_ID="t">${Array.from({ length: n }, (_, i) => annotation(i)).join('')}</TIER>`;
    const start = process.cpuUsage();
    expect(() => read(document(tier, slots))).toThrow('has no time');
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(5000); // of processor time: the machine may be busy
  });
});

describe('writeEaf', () => {
  it('what was written comes back identical on the grid of milliseconds', () => {
    const extra = fc.record(
      { speaker: lineLabel, language: fc.constantFrom('eng', 'de-AT', 'und') },
      { requiredKeys: [], noNullPrototype: true },
    );
    const document = arbitraryDocument({ rateHz: 1000, label: anyLabel, kinds: ['interval'], tierExtra: extra });
    fc.assert(
      fc.property(document, (original) => {
        expect(readBack(original)).toEqual({ ...original, notes: [] });
      }),
      { numRuns: 200 },
    );
  });

  it('children of every relation come back identical, where they lie as it has it', () => {
    const cut = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 6 });
    const parents = fc.array(fc.tuple(fc.integer({ min: 0, max: 500 }), cut), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(parents, anyLabel, (spans, label) => {
        let at = 0;
        const families = spans.map(([gap, lengths]) => {
          const start = at + gap;
          const ends = lengths.map(
            (length, l) => start + lengths.slice(0, l).reduce((sum, one) => sum + one, 0) + length,
          );
          at = ends.at(-1)!;
          return { start, end: at, ends };
        });
        const ms = (from: number, to: number) => item(from / 1000, to / 1000, label);
        const whole = families.map(({ start, end }) => ms(start, end));
        const parts = families.flatMap(({ start, ends }) => ends.map((end, e) => ms(ends[e - 1] ?? start, end)));
        const even = families.flatMap(({ start, end, ends }) =>
          ends.map((_, e) => {
            const boundary = (k: number) =>
              k === ends.length ? end / 1000 : start / 1000 + ((end / 1000 - start / 1000) * k) / ends.length;
            return item(boundary(e), boundary(e + 1), label);
          }),
        );
        const original = documentOf(
          interval('divided', { parent: 'whole', relation: 'timeSubdivision' }, ...parts),
          interval('whole', {}, ...whole),
          interval('within', { parent: 'divided', relation: 'includedIn' }, ...parts),
          interval('even', { parent: 'whole', relation: 'symbolicSubdivision' }, ...even),
          interval('said', { parent: 'even', relation: 'symbolicAssociation' }, ...even),
        );
        expect(readBack(original)).toEqual({ ...original, notes: [] });
      }),
      { numRuns: 200 },
    );
  });

  it('hierarchy and vocabularies come back, also from a file of ELAN', () => {
    const original = read(interview);
    const again = readBack(original);
    const rounded = again.tiers.find(({ name }) => name === 'words')!;
    expect(rounded.items.map(({ startSec }) => startSec)).toEqual([0.32, 0.72, 1.12]);
    expect(again.vocabularies).toEqual(original.vocabularies);
    const shape = ({ items, ...tier }: AnnotationTier) => ({ ...tier, labels: items.map(({ label }) => label) });
    expect(again.tiers.map(shape)).toEqual(original.tiers.map(shape));
    expect(again.notes.filter((note) => !note.includes('rounded'))).toEqual([]);
  });

  it.each(['includedIn', 'timeSubdivision', 'symbolicSubdivision', 'symbolicAssociation'] as const)(
    'a child that is not %s stands alone, and it says so',
    (relation) => {
      const parent = interval('p', {}, item(1, 2, 'a'), item(3, 4, 'b'));
      const child = interval('c', { parent: 'p', relation }, item(1, 1.75, 'x'), item(2.5, 3.5, 'y'));
      const { tiers, notes } = readBack(documentOf(parent, child));
      expect(tiers[1]).toEqual(interval('c', {}, item(1, 1.75, 'x'), item(2.5, 3.5, 'y')));
      expect(notes).toEqual(['1 tier: its parent is not kept, as items do not lie in those of the parent.']);
    },
  );

  it('tiers that name each other or a vocabulary that is not there, equal names, odd languages', () => {
    const { tiers, notes } = readBack(
      documentOf(
        interval('a', { parent: 'b', language: '1 é' }, item(0, 1, 'x')),
        interval('b', { parent: 'a', vocabulary: 'v' }, item(0, 1, 'y')),
        interval('b', {}, item(0, 1, 'z')),
        interval('', {}),
      ),
    );
    expect(tiers.map(({ name, parent, language }) => [name, parent, language])).toEqual([
      ['a', 'b', '_1__'],
      ['b', undefined, undefined],
      ['b (2)', undefined, undefined],
      ['tier', undefined, undefined],
    ]);
    expect(notes).toEqual([
      '1 tier: its vocabulary is not in the document, not kept.',
      '2 tiers: renamed, as a name must be there and be the only one.',
      '1 tier: its parent is not kept, as items do not lie in those of the parent.',
      '1 language: renamed, as it must be of letters and digits.',
    ]);
  });

  it('points last a millisecond, overlaps go to a further tier, times are rounded', () => {
    const { tiers, notes } = readBack(
      documentOf(
        { kind: 'point', name: 'p', items: [item(1.0004, 1.0004, 'x'), item(1.0005, 1.0005, 'y')] },
        interval('i', {}, item(1, 2, 'a'), item(1.5, 3, 'b')),
      ),
    );
    expect(tiers.map(({ name, items }) => [name, ...items])).toEqual([
      ['p', item(1, 1.001, 'x'), item(1.001, 1.002, 'y')],
      ['i', item(1, 2, 'a')],
      ['i (2)', item(1.5, 3, 'b')],
    ]);
    expect(notes).toEqual([
      '1 item: moved to a further tier, as they overlap.',
      '2 times: rounded to the millisecond.',
      '2 items: too short for ELAN, lasts 1 ms there.',
    ]);
  });
});
