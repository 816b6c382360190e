import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AnnotationDocument } from '../../../main/engine/annotation/annotationDocument.ts';
import { withoutGaps } from '../../../main/engine/annotation/arrangeItems.ts';
import { readAnnotationText } from '../../../main/engine/annotation/readAnnotationText.ts';
import { readSrt } from '../../../main/engine/annotation/srt.ts';
import { readTextGrid } from '../../../main/engine/annotation/readTextGrid.ts';
import { readVtt } from '../../../main/engine/annotation/vtt.ts';
import { goldenDocument, interview } from './goldenDocument.ts';
import { goldenFiles } from './goldenFiles.ts';

const stored = (path: string) => new Uint8Array(readFileSync(new URL(path, import.meta.url)));
const plainTiers = goldenDocument.tiers.map(({ kind, name, items }) => ({
  kind,
  name,
  items: items.map(({ startSec, endSec, label }) => ({ startSec, endSec, label })),
}));

const written = await goldenFiles();

describe('files that other programs have read', () => {
  it.each(Object.entries(written))('%s is still written so', (name, bytes) => {
    expect(Buffer.from(bytes).equals(stored(`written/${name}`))).toBe(true);
  });

  it.each(['long8', 'short16le', 'long16be', 'binary'])('Praat read the %s TextGrid as it was meant', (form) => {
    const { startSec, endSec, tiers } = readTextGrid(stored(`read/praat-${form}.TextGrid`));
    expect([startSec, endSec]).toEqual([0, 11]);
    expect(withoutGaps(tiers)).toEqual(plainTiers);
  });

  const cues = goldenDocument.tiers
    .flatMap(({ speaker, items }) =>
      items.map(({ startSec, endSec, label }) => ({
        startSec,
        endSec: Math.max(endSec, Math.round(startSec * 1000 + 1) / 1000), // a point lasts a millisecond
        label,
        speaker,
      })),
    )
    .sort((a, b) => a.startSec - b.startSec || a.endSec - b.endSec);
  const timed = (list: readonly { startSec: number; endSec: number; label: string }[]) =>
    list.map(({ startSec, endSec, label }) => ({ startSec, endSec, label }));
  const allItems = ({ tiers }: AnnotationDocument) =>
    tiers
      .flatMap(({ speaker, items }) => items.map((item) => ({ ...item, speaker })))
      .sort((a, b) => a.startSec - b.startSec || a.endSec - b.endSec);
  const text = (path: string) => readAnnotationText(stored(path));

  it('ffmpeg and mkvtoolnix read the SRT as it was meant', () => {
    const closed = (label: string) => label.replace('<b> & more', '<b> & more</b>'); // ffmpeg takes it for markup
    const byFfmpeg = timed(cues).map((cue) => ({ ...cue, label: closed(cue.label) }));
    expect(timed(allItems(readSrt(text('read/ffmpeg-from-srt.srt'), 'x')))).toEqual(byFfmpeg);
    expect(timed(allItems(readSrt(text('read/mkvtoolnix-from-srt.srt'), 'x')))).toEqual(timed(cues));
  });

  it('ffmpeg reads the WebVTT as it was meant, but for voices', () => {
    const unbraced = (label: string) => label.replace(/\\([{}])/g, '$1'); // ffmpeg escapes braces
    const seen = timed(allItems(readSrt(text('read/ffmpeg-from-vtt.srt'), 'x')));
    expect(seen.map((cue) => ({ ...cue, label: unbraced(cue.label) }))).toEqual(timed(cues));
  });

  it('mkvtoolnix reads the WebVTT as it was meant', () => {
    expect(allItems(readVtt(text('read/mkvtoolnix-from-vtt.vtt'), 'x'))).toEqual(cues);
  });

  it('Python reads the tables as they were meant', () => {
    const read = JSON.parse(new TextDecoder().decode(stored('read/python-tables.json'))) as Record<
      'csv' | 'audition' | 'raven',
      Record<string, string>[]
    >;
    const rows = goldenDocument.tiers
      .flatMap(({ name, items }) => items.map((item) => ({ name, ...item })))
      .sort((a, b) => a.startSec - b.startSec || a.endSec - b.endSec);
    const oneLine = (label: string) => label.replace('\n', ' ');
    expect(read.csv.map((row) => [row['tier'], Number(row['startSec']), Number(row['endSec']), row['label']])).toEqual(
      rows.map(({ name, startSec, endSec, label }) => [name, startSec, endSec, label.replace(/^=/, "'=")]),
    );
    expect(
      read.raven.map((row) => [
        row['Tier'],
        Number(row['Begin Time (s)']),
        Number(row['End Time (s)']),
        row['Annotation'],
      ]),
    ).toEqual(rows.map(({ name, startSec, endSec, label }) => [name, startSec, endSec, oneLine(label)]));
    expect(read.audition.map((row) => row['Name'])).toEqual(rows.map(({ label }) => oneLine(label)));
  });

  it('the ELAN documents are valid by the schema, and pympi reads them as they were meant', () => {
    const read = JSON.parse(new TextDecoder().decode(stored('read/pympi-eaf.json'))) as Record<
      string,
      { isValid: boolean; tiers: Record<string, [number, number, string][]> }
    >;
    const inMs = ({ tiers }: AnnotationDocument) =>
      Object.fromEntries(
        tiers.map(({ name, items }) => [
          name,
          items.map(({ startSec, endSec, label }) => {
            const startMs = Math.round(startSec * 1000);
            return [startMs, Math.max(startMs + 1, Math.round(endSec * 1000)), label];
          }),
        ]),
      );
    expect(read['tiers.eaf']).toEqual({ isValid: true, tiers: inMs(goldenDocument) });
    const { morphs, pos, ...others } = inMs(interview());
    const seen = read['interview.eaf']!;
    expect(seen.isValid).toBe(true);
    expect(seen.tiers).toMatchObject(others);
    expect(seen.tiers['pos']).toEqual(pos!.map(([, , label]) => [null, null, label])); // see elan.py
    // pympi gives every reference the whole time of its parent
    expect(seen.tiers['morphs']).toEqual(morphs!.map(([, , label]) => [2000, 3100, label]));
  });

  it('wavinfo reads the cues of the WAV file as they were meant', () => {
    const read = JSON.parse(new TextDecoder().decode(stored('read/wavinfo-cues.json'))) as [number, number, string][];
    const meant = goldenDocument.tiers
      .flatMap(({ items }) => items)
      .sort((a, b) => a.startSec - b.startSec || a.endSec - b.endSec)
      .map(({ startSec, endSec, label }) => [
        Math.round(startSec * 1000),
        Math.round((endSec - startSec) * 1000),
        label,
      ]);
    expect(read).toEqual(meant);
  });
});
