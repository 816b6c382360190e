import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnnotationDocument } from '../../../../main/engine/annotation/annotationDocument.ts';
import { readAnnotationText } from '../../../../main/engine/annotation/readAnnotationText.ts';
import { readSrt, writeSrt } from '../../../../main/engine/annotation/srt.ts';
import { readVtt, writeVtt } from '../../../../main/engine/annotation/vtt.ts';
import { anyLabel, arbitraryDocument, lineLabel } from './arbitraryDocument.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const srt = (text: string) => readSrt(readAnnotationText(bytesOf(text)), 'film');
const vtt = (text: string) => readVtt(readAnnotationText(bytesOf(text)), 'film');
const written = ({ bytes }: { bytes: Uint8Array }) => new TextDecoder().decode(bytes);
const items = ({ tiers }: AnnotationDocument) => tiers.flatMap((tier) => tier.items);
const labels = (document: AnnotationDocument) => items(document).map(({ label }) => label);
const documentOf = (...tiers: AnnotationDocument['tiers']): AnnotationDocument => ({
  startSec: 0,
  endSec: null,
  tiers,
  notes: [],
});
const item = (startSec: number, endSec: number, label: string) => ({ startSec, endSec, label });

/** Lines of which none is empty. */
const cueLabel = anyLabel.map((text) => {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.join('\n') || 'x';
});

describe('SRT', () => {
  it('comes back identical, as far as it can hold it', () => {
    const document = arbitraryDocument({ rateHz: 1000, label: cueLabel, maxTiers: 1, kinds: ['interval'] });
    fc.assert(
      fc.property(document, (original) => {
        const { bytes, notes } = writeSrt(original);
        expect(notes).toEqual(['1 tier: the name is not kept.']);
        const { tiers } = readSrt(readAnnotationText(bytes), original.tiers[0]!.name);
        expect(tiers).toEqual(original.tiers);
      }),
      { numRuns: 300 },
    );
  });

  it('is written as players read it', () => {
    const text = writeSrt(documentOf({ kind: 'interval', name: 'a', items: [item(3661.5, 3662.0014, 'one\ntwo')] }));
    expect(written(text)).toBe('1\n01:01:01,500 --> 01:01:02,001\none\ntwo\n');
    expect(text.notes).toEqual(['1 tier: the name is not kept.', '1 time: rounded to the millisecond.']);
  });

  it('says what it could not hold', () => {
    const { bytes, notes } = writeSrt(
      documentOf(
        {
          kind: 'interval',
          name: 'a',
          items: [item(1, 2, 'a\n\n\nb'), item(2, 3, ' '), item(3, 4, '00:00:01,000 --> 00:00:02,000')],
        },
        { kind: 'point', name: 'b', items: [item(1.5, 1.5, 'p')] },
      ),
    );
    expect(new TextDecoder().decode(bytes)).toBe(
      '1\n00:00:01,000 --> 00:00:02,000\na\nb\n\n2\n00:00:01,500 --> 00:00:01,501\np\n\n' +
        '3\n00:00:03,000 --> 00:00:04,000\n00:00:01,000 -> 00:00:02,000\n',
    );
    expect(notes).toEqual([
      '2 tiers: joined into one list, their names are not kept.',
      '2 labels: empty lines were left out.',
      '1 item: left out, as it has no label.',
      '1 item: too short for a cue, lasts 1 ms there.',
      '1 label: a line of times in it was changed, so that it is none.',
    ]);
  });

  it('reads what is around: byte order mark, returns, points, missing numbers, positions, empty lines in a cue', () => {
    const document = srt(
      '\ufeff1\r\n00:00:01.5 --> 00:00:02,25 X1:40 X2:600\r\n<i>one</i>\r\n\r\n7\r\n\r\n\r\n0:0:3,000 --> 0:0:04,000\r\n' +
        'two\r\n3\r\n00:00:04,000 --> 00:00:05,000\r\n\r\n',
    );
    expect(items(document)).toEqual([item(1.5, 2.25, '<i>one</i>\n\n7'), item(3, 4, 'two'), item(4, 5, '')]);
    expect(document.notes).toEqual(['1 cue: the position behind its times is not kept.']);
  });

  it('an empty file holds nothing', () => {
    expect(srt('\n\n')).toEqual({ startSec: 0, endSec: null, tiers: [], notes: [] });
  });

  it.each([
    ['hello', 'there is no line of times'],
    ['1\n00:00:02,000 --> 00:00:01,000\nx', 'line 2: "00:00:02,000 --> 00:00:01,000" must be a start and a later end'],
    ['00:99:02,000 --> 00:99:05,000\nx', 'line 1: "00:99:02,000 --> 00:99:05,000" must be'],
  ])('refuses %j', (text, message) => {
    expect(() => srt(text)).toThrow(message);
  });

  it('refuses to write what is before the start', () => {
    const document = documentOf({ kind: 'interval', name: 'a', items: [item(-1, 2, 'x')] });
    expect(() => writeSrt(document)).toThrow('a time of -1 s cannot be written, must be ≥ 0');
  });
});

describe('WebVTT', () => {
  it('comes back identical, as far as it can hold it', () => {
    const fields = fc.option(
      fc.record({ id: lineLabel.filter((id) => !id.includes('-->')), settings: fc.constant('align:start line:0') }),
    );
    const document = arbitraryDocument({
      rateHz: 1000,
      label: cueLabel.filter((text) => text.trim() !== ''),
      kinds: ['interval'],
      itemExtra: fields.map((one) => (one === null ? {} : { fields: one })),
    });
    fc.assert(
      fc.property(document, (original) => {
        const named = original.tiers.map((tier) => {
          const name = tier.name.replace(/\s+/g, ' ').replaceAll('-->', '').trim() || 'x';
          return { ...tier, name, speaker: name };
        });
        fc.pre(new Set(named.map(({ name }) => name)).size === named.length);
        const { bytes, notes } = writeVtt({ ...original, tiers: named });
        expect(notes).toEqual([]);
        const { tiers } = readVtt(readAnnotationText(bytes), 'film');
        const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
        expect(tiers.toSorted(byName)).toEqual(named.toSorted(byName));
      }),
      { numRuns: 300 },
    );
  });

  it('reads cues with identifiers, settings, voices, several lines and character references', () => {
    const document = vtt(
      [
        'WEBVTT Kind: captions',
        'Language: en',
        '',
        'NOTE a remark',
        'of two lines',
        '',
        'STYLE',
        '::cue { color: red }',
        '',
        'first',
        '00:01.000 --> 00:02.500 align:start position:10%',
        '<v.loud Ann &amp; Bo>Hello <b>you</b>',
        'there</v>',
        '',
        '00:00:03.000 --> 00:00:04.000',
        '- a &lt; b &#233;&#x2014;&unknown;&nbsp;',
        '',
        '100:00:00.000 --> 100:00:01.000',
        '<v Ann>One\n<v Bo>two',
      ].join('\n'),
    );
    const fields = { id: 'first', settings: 'align:start position:10%' };
    expect(document.tiers).toEqual([
      {
        kind: 'interval',
        name: 'Ann & Bo',
        speaker: 'Ann & Bo',
        items: [{ ...item(1, 2.5, 'Hello you\nthere'), fields }],
      },
      { kind: 'interval', name: 'film', items: [item(3, 4, '- a < b é—&unknown;\u00a0')] },
      { kind: 'interval', name: 'Ann', speaker: 'Ann', items: [item(360_000, 360_001, 'One')] },
      { kind: 'interval', name: 'Bo', speaker: 'Bo', items: [item(360_000, 360_001, 'two')] },
    ]);
    expect(document.notes).toEqual([
      '1 NOTE block: not kept.',
      '1 STYLE block: not kept.',
      '2 tags: markup in cues is not kept.',
      '1 cue: of several voices, became an item for each.',
    ]);
  });

  it('escapes what is markup', () => {
    const tier = { kind: 'interval' as const, name: 'A>', speaker: 'A>', items: [item(1, 2, '<b> & -->')] };
    expect(written(writeVtt(documentOf(tier)))).toBe(
      'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v A&gt;>&lt;b&gt; &amp; --&gt;\n',
    );
  });

  it.each([
    ['hello', 'line 1: WebVTT must begin with WEBVTT'],
    ['WEBVTTx\n', 'line 1: WebVTT must begin with WEBVTT'],
    ['WEBVTT\n\n00:01 --> 00:02.000\nx', 'line 3: "00:01 --> 00:02.000" must be a start and a later end'],
    ['WEBVTT\n\nid\n00:03.000 --> 00:02.000\nx', 'line 4: "00:03.000 --> 00:02.000" must be'],
  ])('refuses %j', (text, message) => {
    expect(() => vtt(text)).toThrow(message);
  });

  it('a file without cues holds nothing', () => {
    expect(labels(vtt('WEBVTT'))).toEqual([]);
  });
});
