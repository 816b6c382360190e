import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annotationFormatNames, annotationFormats } from '../../../../main/engine/annotation/annotationFormats.ts';
import { detectAnnotationFormat, formatOfName } from '../../../../main/engine/annotation/detectAnnotationFormat.ts';
import { fromTextGrid, readAnnotations } from '../../../../main/engine/annotation/readAnnotations.ts';
import { goldenFiles } from '../../../golden/annotations/goldenFiles.ts';
import { goldenDocument } from '../../../golden/annotations/goldenDocument.ts';
import { anyLabel, arbitraryDocument } from './arbitraryDocument.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const golden = await goldenFiles();

describe('detectAnnotationFormat', () => {
  it.each([
    ['long8.TextGrid', 'textgrid'],
    ['short16le.TextGrid', 'textgrid'],
    ['long16be.TextGrid', 'textgrid'],
    ['binary.TextGrid', 'textgrid-binary'],
    ['cues.srt', 'srt'],
    ['cues.vtt', 'vtt'],
    ['labels.txt', 'audacity'],
    ['selections.txt', 'raven'],
    ['markers.csv', 'audition'],
    ['table.csv', 'csv'],
    ['document.json', 'json'],
    ['tiers.eaf', 'eaf'],
  ] as const)('%s is %s, whatever it is called', (name, format) => {
    for (const fileName of ['x', 'x.txt', 'x.csv', 'x.srt', 'x.TextGrid'])
      if (format !== 'audacity' || fileName !== 'x.csv')
        expect(detectAnnotationFormat(golden[name]!, fileName)).toBe(format);
  });

  it('what every writer wrote is found again', () => {
    const document = arbitraryDocument({ rateHz: 1000, label: anyLabel });
    fc.assert(
      fc.property(document, fc.constantFrom(...annotationFormatNames), (original, format) => {
        const { bytes } = annotationFormats[format].write(original, {});
        const { extension } = annotationFormats[format];
        if (bytes.length === 0) return; // subtitles of labels that are all empty
        expect(detectAnnotationFormat(bytes, `x${extension}`)).toBe(format.replace('-short', ''));
      }),
      { numRuns: 300 },
    );
  });

  it('the name decides for what is empty, and nothing for what is neither', () => {
    expect(detectAnnotationFormat(bytesOf(''), 'x.srt')).toBe('srt');
    expect(detectAnnotationFormat(bytesOf('<html></html>'), 'x.eaf')).toBe(null);
    expect(detectAnnotationFormat(bytesOf('hello'), 'x.doc')).toBe(null);
    expect(formatOfName('a.b.Selections.TXT')).toBe('raven');
    expect(formatOfName('a.wav')).toBe(null);
  });
});

describe('readAnnotations', () => {
  it('names tiers after the file', () => {
    const { format, document } = readAnnotations(bytesOf('1\t2\tx\n'), 'talk.one.txt');
    expect(format).toBe('audacity');
    expect(document.tiers.map(({ name }) => name)).toEqual(['talk.one']);
  });

  it('takes the format and the rate it is told', () => {
    const { document } = readAnnotations(bytesOf('startSample\n48000'), 'x', { format: 'csv', rateHz: 48_000 });
    expect(document.tiers[0]?.items[0]?.startSec).toBe(1);
  });

  it('refuses what it does not know, and what is too long', () => {
    expect(() => readAnnotations(bytesOf('hello'), 'x.doc')).toThrow(
      '"x.doc" holds no annotations of a known format (textgrid,',
    );
    expect(() => readAnnotations(new Uint8Array((1 << 26) + 1), 'x.srt')).toThrow('"x.srt" has 67108865 bytes');
  });

  it('writers say nothing of what their format holds', () => {
    const plain = { ...goldenDocument, tiers: [goldenDocument.tiers[2]!] };
    for (const format of ['textgrid', 'json', 'csv', 'raven'] as const)
      expect(annotationFormats[format].write(plain, {}).notes).toEqual([]);
  });

  it('ten thousand labels come back from every format (binary files grew beyond their first 4096 bytes wrongly)', () => {
    const items = Array.from({ length: 10_000 }, (_, i) => ({ startSec: i, endSec: i + 0.5, label: `word ${i}` }));
    const long = { startSec: 0, endSec: null, tiers: [{ kind: 'interval' as const, name: 'x', items }], notes: [] };
    for (const format of annotationFormatNames) {
      const { bytes } = annotationFormats[format].write(long, {});
      const { document } = readAnnotations(bytes, `x${annotationFormats[format].extension}`);
      const plain = fromTextGrid(document).tiers[0]?.items.map(({ startSec, endSec, label }) => ({
        startSec,
        endSec,
        label,
      }));
      expect(plain, format).toEqual(items);
    }
  });
});
