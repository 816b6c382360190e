import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnnotationDocument, AnnotationTier } from '../../../../main/engine/annotation/annotationDocument.ts';
import { readAudacity, writeAudacity } from '../../../../main/engine/annotation/audacity.ts';
import { readAudition, writeAudition } from '../../../../main/engine/annotation/audition.ts';
import { readCsv } from '../../../../main/engine/annotation/readCsv.ts';
import { readJson, writeJson } from '../../../../main/engine/annotation/annotationJson.ts';
import { readRaven, writeRaven } from '../../../../main/engine/annotation/raven.ts';
import { readAnnotationText } from '../../../../main/engine/annotation/readAnnotationText.ts';
import { writeCsv } from '../../../../main/engine/annotation/writeCsv.ts';
import { anyLabel, arbitraryDocument, lineLabel } from './arbitraryDocument.ts';

const source = (text: string) => readAnnotationText(new TextEncoder().encode(text));
const written = ({ bytes }: { bytes: Uint8Array }) => new TextDecoder().decode(bytes);
const item = (startSec: number, endSec: number, label: string, extra: object = {}) => ({
  startSec,
  endSec,
  label,
  ...extra,
});
const documentOf = (...tiers: readonly AnnotationTier[]): AnnotationDocument => ({
  startSec: 0,
  endSec: null,
  tiers,
  notes: [],
});
const interval = (name: string, ...items: AnnotationTier['items']): AnnotationTier => ({
  kind: 'interval',
  name,
  items,
});
const point = (name: string, ...items: AnnotationTier['items']): AnnotationTier => ({ kind: 'point', name, items });

const hz = fc.option(
  fc.tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 9999 })).map(([low, span]) => ({
    lowHz: low / 3,
    highHz: low / 3 + span,
  })),
);
const fieldsWith = (name: fc.Arbitrary<string>) =>
  fc.option(fc.dictionary(name, lineLabel, { minKeys: 1, maxKeys: 3, noNullPrototype: true }));
const extraOf = (frequencies: typeof hz, fields: fc.Arbitrary<Record<string, string> | null>) =>
  fc.tuple(frequencies, fields).map(([range, one]) => ({ ...range, ...(one === null ? {} : { fields: one }) }));

/** By the first item: formats with one list order tiers so. */
const byStart = (tiers: readonly AnnotationTier[]) =>
  tiers.toSorted((a, b) => a.items[0]!.startSec - b.items[0]!.startSec || (a.name < b.name ? -1 : 1));

describe('Audacity labels', () => {
  it('come back identical, as far as a label track can hold them', () => {
    const document = arbitraryDocument({
      rateHz: 44_100,
      label: lineLabel,
      maxTiers: 1,
      itemExtra: hz.map((one) => one ?? {}),
    });
    fc.assert(
      fc.property(document, (original) => {
        const { bytes, notes } = writeAudacity(original);
        expect(notes).toEqual(['1 tier: the name is not kept.']);
        expect(readAudacity(readAnnotationText(bytes), original.tiers[0]!.name).tiers).toEqual(original.tiers);
      }),
      { numRuns: 200 },
    );
  });

  it('are written as Audacity writes them', () => {
    const tiers = [interval('a', item(1, 2.5, 'x\ty', { lowHz: 100, highHz: 2000.5 })), point('b', item(0.5, 0.5, ''))];
    const { bytes, notes } = writeAudacity(documentOf(...tiers));
    expect(new TextDecoder().decode(bytes)).toBe(
      '0.500000\t0.500000\t\n1.000000\t2.500000\tx y\n\\\t100.000000\t2000.500000\n',
    );
    expect(notes).toEqual([
      '2 tiers: joined into one list, their names are not kept.',
      '1 label: line breaks and tabs became spaces.',
    ]);
  });

  it('reads points of one time, clocks, commas and frequencies that were not set', () => {
    const { tiers } = readAudacity(
      source('1\tone\r\n0:02.5\t0:03,25\ttwo\n\\\t-1.000000\t500\n-0.5\t-0.25\tbefore'),
      'L',
    );
    expect(tiers).toEqual([
      interval('L', item(-0.5, -0.25, 'before'), item(2.5, 3.25, 'two', { highHz: 500 })),
      point('L (points)', item(1, 1, 'one')),
    ]);
  });

  it.each([
    ['x\t1\ta', 'line 1: "x\t1\ta" must begin with a time in seconds'],
    ['2\t1\ta', 'line 1: "2\t1\ta" ends before it starts'],
    ['\\\t1\t2', 'line 1: "\\\t1\t2" holds frequencies, must follow a label'],
  ])('refuses %j', (text, message) => {
    expect(() => readAudacity(source(text), 'L')).toThrow(message);
  });
});

describe('Raven selection tables', () => {
  it('come back identical, with fields as columns', () => {
    const names = fc.constantFrom('Occupancy', 'Species', 'Channel', 'Delta Time (s)');
    const document = arbitraryDocument({ rateHz: 96_000, label: lineLabel, itemExtra: extraOf(hz, fieldsWith(names)) });
    fc.assert(
      fc.property(document, (original) => {
        const tiers = original.tiers.map((tier) => ({
          ...tier,
          items: tier.items.map((one) => ({
            ...one,
            fields: { ...one.fields, Channel: one.fields?.['Channel'] ?? '1' },
          })),
        }));
        const { bytes, notes } = writeRaven({ ...original, tiers });
        expect(notes).toEqual([]);
        expect(byStart(readRaven(readAnnotationText(bytes), 'x').tiers)).toEqual(byStart(tiers));
      }),
      { numRuns: 200 },
    );
  });

  it('joins the views of a selection and takes the first annotation column for the label', () => {
    const { tiers, notes } = readRaven(
      source(
        'Selection\tView\tChannel\tBegin Time (s)\tEnd Time (s)\tLow Freq (Hz)\tHigh Freq (Hz)\tDelta Time (s)\tSpecies\n' +
          '1\tWaveform 1\t1\t6.709509878\t15.096397225\t\t\t8.3869\tBirb\n' +
          '1\tSpectrogram 1\t1\t6.709509878\t15.096397225\t1739.012\t3798.813\t8.3869\tBirb\n' +
          '2\tSpectrogram 1\t2\t20\t21\t0\t100\t\t\n',
      ),
      'birds',
    );
    expect(tiers).toEqual([
      interval(
        'birds',
        item(6.709509878, 15.096397225, 'Birb', {
          lowHz: 1739.012,
          highHz: 3798.813,
          fields: { Channel: '1', 'Delta Time (s)': '8.3869' },
        }),
        item(20, 21, '', { lowHz: 0, highHz: 100, fields: { Channel: '2' } }),
      ),
    ]);
    expect(notes).toEqual(['1 row: of a further view, joined with the first of its selection.']);
  });

  it.each([
    ['', 'line 1: a selection table must begin with its column names'],
    ['Selection\tView\n', 'line 1: there must be a column "Begin Time (s)"'],
    ['Begin Time (s)\tEnd Time (s)\nx\t2', 'line 2: Begin Time (s) is "x", must be a time'],
    ['Begin Time (s)\tEnd Time (s)\n3\t2', 'line 2: ends at 2 s, before its start at 3 s'],
    ['Begin Time (s)\tEnd Time (s)\tLow Freq (Hz)\n1\t2\tlow', 'line 2: Low Freq (Hz) is "low", must be a number'],
  ])('refuses %j', (text, message) => {
    expect(() => readRaven(source(text), 'x')).toThrow(message);
  });
});

describe('Audition markers', () => {
  it('come back identical on the grid of milliseconds', () => {
    const fields = fieldsWith(fc.constantFrom('Type', 'Description'));
    const document = arbitraryDocument({
      rateHz: 1000,
      label: lineLabel,
      maxTiers: 1,
      itemExtra: fields.map((one) => (one === null ? {} : { fields: one })),
    });
    fc.assert(
      fc.property(document, (original) => {
        const { bytes, notes } = writeAudition(original);
        expect(notes).toEqual(['1 tier: the name is not kept.']);
        expect(readAudition(readAnnotationText(bytes), original.tiers[0]!.name).tiers).toEqual(original.tiers);
      }),
      { numRuns: 200 },
    );
  });

  it('are written as Audition writes them', () => {
    const tier = interval('a', item(6293.111, 6294.2, 'Marker 01', { fields: { Type: 'Subclip', Description: 'd' } }));
    expect(written(writeAudition(documentOf(tier, point('b', item(9, 9, 'p')))))).toBe(
      'Name\tStart\tDuration\tTime Format\tType\tDescription\n' +
        'p\t0:09.000\t0:00.000\tdecimal\tCue\t\nMarker 01\t1:44:53.111\t0:01.089\tdecimal\tSubclip\td\n',
    );
  });

  it('reads commas, samples, frames and missing columns', () => {
    const text = [
      'Name,Start,Duration,Time Format,Type,Description',
      '"a, b",0:01.500,0:00.000,decimal,Cue,',
      'c,48000,24000,48000 Hz,Cue,note',
      'd,88200,44100,samples,CD Track,',
      'e,0:00:02:12,0:01:00:00,25 fps,Cue,',
      'f,0:10:00:02,0:00:00:00,29.97 fps drop,Cue,',
      'g,0:01:15,0:00:00,75 fps,Cue,',
    ].join('\r\n');
    const { tiers } = readAudition(source(text), 'm', 44_100);
    const [ranges, points] = tiers;
    expect(ranges!.items).toEqual([
      item(1, 1.5, 'c', { fields: { Description: 'note' } }),
      item(2, 3, 'd', { fields: { Type: 'CD Track' } }),
      item(2.48, 62.48, 'e'),
    ]);
    const [a, f, g] = ['a, b', 'f', 'g'].map((label) => points!.items.find((one) => one.label === label)!.startSec);
    expect(a).toBe(1.5);
    expect(f).toBeCloseTo((10 * 60 * 30 + 2 - 18) * (1001 / 30_000), 9);
    expect(g).toBeCloseTo(1.2, 9);
    expect(readAudition(source('Name\tStart\nx\t1:00'), 'm').tiers).toEqual([point('m', item(60, 60, 'x'))]);
  });

  it.each([
    ['', 'line 1: markers must begin with their column names'],
    ['Name\tBegin\n', 'line 1: there must be a column "Start"'],
    ['Name\tStart\nx\tsoon', 'line 2: the time "soon" must be as 1:02:03.456'],
    ['Name\tStart\tTime Format\nx\t1.5\tsamples', 'line 2: times are in samples, their rate must be given'],
    ['Name\tStart\tTime Format\nx\t1.5\t44100 Hz', 'line 2: the time "1.5" must be a number of samples'],
  ])('refuses %j', (text, message) => {
    expect(() => readAudition(source(text), 'm')).toThrow(message);
  });
});

describe('CSV', () => {
  const attributes = fc.record(
    { language: lineLabel, speaker: lineLabel, parent: lineLabel, relation: fc.constantFrom('includedIn' as const) },
    { requiredKeys: [], noNullPrototype: true },
  );
  const names = fc.oneof(
    lineLabel,
    fc.constantFrom('start', 'Start (ms)', 'Tier', 'field:x', 'Label', '=x', '__proto__'),
  );
  const document = arbitraryDocument({
    rateHz: 192_000,
    label: anyLabel,
    tierExtra: attributes,
    itemExtra: extraOf(hz, fieldsWith(names)),
  });

  it('comes back identical', () => {
    fc.assert(
      fc.property(document, (original) => {
        const { bytes, notes } = writeCsv(original);
        expect(notes).toEqual([]);
        expect(byStart(readCsv(readAnnotationText(bytes), 'x').tiers)).toEqual(byStart(original.tiers));
      }),
      { numRuns: 200 },
    );
  });

  it('in samples too', () => {
    fc.assert(
      fc.property(document, (original) => {
        const { bytes } = writeCsv(original, { rateHz: 192_000 });
        expect(byStart(readCsv(readAnnotationText(bytes), 'x', 192_000).tiers)).toEqual(byStart(original.tiers));
      }),
      { numRuns: 50 },
    );
  });

  it('reads what other programs write', () => {
    const read = (text: string) => readCsv(source(text), 'f').tiers;
    expect(read('Start;End;Text\n0:01,5;0:02;"a;b"\n')).toEqual([interval('f', item(1.5, 2, 'a;b'))]);
    expect(read('onset\toffset\tlabel\n1\t2\tx\n')).toEqual([interval('f', item(1, 2, 'x'))]);
    expect(read('start_ms,duration_ms,word\n1500,250,x\n')).toEqual([interval('f', item(1.5, 1.75, 'x'))]);
    expect(read('1.5,2,"no head"\n3,,rest')).toEqual([
      interval('f', item(1.5, 2, 'no head')),
      point('f (points)', item(3, 3, 'rest')),
    ]);
    expect(read('')).toEqual([]);
  });

  it('a formula is disarmed for spreadsheets', () => {
    expect(written(writeCsv(documentOf(interval('=t', item(0, 1, '@x')))))).toBe(
      "tier,kind,startSec,endSec,label\r\n'=t,interval,0,1,'@x\r\n",
    );
  });

  it('says what a table cannot hold', () => {
    const { notes } = writeCsv({
      ...documentOf(interval('a'), interval('b', item(0, 1, 'x')), {
        ...interval('b', item(2, 3, 'y')),
        vocabulary: 'v',
      }),
      vocabularies: [{ id: 'v', entries: [] }],
    });
    expect(notes).toEqual([
      '1 tier: the vocabulary is not kept.',
      '1 controlled vocabulary: not kept.',
      '1 tier: without items, not kept.',
      '1 tier: joined with another of its name.',
    ]);
  });

  it.each([
    ['a,b\n1,2', 'line 1: there must be a column "startSec"'],
    ['startSample\n5', 'times are in samples, their rate must be given'],
    ['start,end\n1,0.5', 'line 2: ends at 0.5 s, before its start at 1 s'],
    ['start,end\n"1,2', 'line 2: the cell that begins there has no closing quote'],
  ])('refuses %j', (text, message) => {
    expect(() => readCsv(source(text), 'x')).toThrow(message);
  });
});

describe('JSON', () => {
  it('holds everything', () => {
    const document = arbitraryDocument({
      rateHz: 384_000,
      label: fc.oneof(anyLabel, fc.string({ unit: 'binary' })),
      tierExtra: fc.record(
        { language: fc.string(), speaker: fc.string(), parent: fc.string(), vocabulary: fc.string() },
        { requiredKeys: [], noNullPrototype: true },
      ),
      itemExtra: extraOf(hz, fieldsWith(lineLabel.filter((name) => name !== '__proto__'))),
    });
    fc.assert(
      fc.property(
        document,
        fc.option(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true })),
        (original, endSec) => {
          const vocabularies = [
            { id: 'v', description: 'd', entries: [{ value: 'a' }, { value: 'b', description: 'x' }] },
          ];
          const whole = { ...original, endSec, vocabularies };
          const { bytes, notes } = writeJson(whole);
          expect(notes).toEqual([]);
          expect(readJson(readAnnotationText(bytes), 'x')).toEqual(whole);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('reads transcripts with words', () => {
    const words = [{ start: 1, end: 1.5, word: ' Hello', prob: 0.9 }];
    const { tiers } = readJson(
      source(JSON.stringify({ segments: [{ start: 1, end: 2, text: ' Hello you', words }] })),
      't',
    );
    expect(tiers).toEqual([interval('t', item(1, 2, 'Hello you')), interval('words', item(1, 1.5, 'Hello'))]);
    expect(readJson(source('[{"start":1,"end":1,"label":"x"}]'), 't').tiers).toEqual([point('t', item(1, 1, 'x'))]);
  });

  it.each([
    ['{', 'no JSON: '],
    ['{"a":1}', 'the JSON: Invalid input'],
    ['[{"start":2,"end":1,"text":"x"}]', 'a segment ends at 1 s, before its start at 2 s'],
    [
      '{"format":"phonoscope-annotations","version":1,"startSec":0,"endSec":null,"tiers":[{"kind":"x","name":"","items":[]}]}',
      'tiers.0.kind: ',
    ],
  ])('refuses %j', (text, message) => {
    expect(() => readJson(source(text), 'x')).toThrow(message);
  });
});
