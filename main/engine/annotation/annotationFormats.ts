/** Every format of annotations: what it is called, which extensions its files have, its reader and its writer. */
import type { AnnotationDocument, WrittenAnnotations } from './annotationDocument.ts';
import { readJson, writeJson } from './annotationJson.ts';
import { readAudacity, writeAudacity } from './audacity.ts';
import { readAudition, writeAudition } from './audition.ts';
import { readRaven, writeRaven } from './raven.ts';
import { readAnnotationText, type AnnotationText } from './readAnnotationText.ts';
import { readCsv } from './readCsv.ts';
import { readEaf } from './readEaf.ts';
import { readTextGrid } from './readTextGrid.ts';
import { readSrt, writeSrt } from './srt.ts';
import type { UnicodeEncoding } from './textEncoding.ts';
import { readVtt, writeVtt } from './vtt.ts';
import { writeCsv } from './writeCsv.ts';
import { writeEaf } from './writeEaf.ts';
import { writeTextGrid } from './writeTextGrid.ts';

export interface ReadOptions {
  /** Of tiers whose file gives no name. */
  readonly name: string;
  /** Of times that count samples, where the file does not say. */
  readonly rateHz?: number | undefined;
}

export interface WriteOptions {
  /** Of TextGrids; others are UTF-8. */
  readonly encoding?: UnicodeEncoding | undefined;
  /** CSV: whole samples at this rate instead of seconds. */
  readonly rateHz?: number | undefined;
  /** ELAN: when it was written, ISO 8601. */
  readonly date?: string | undefined;
}

export interface AnnotationFormat {
  readonly title: string;
  readonly extension: string; // of a new file, with its dot
  readonly read: (bytes: Uint8Array, options: ReadOptions) => AnnotationDocument;
  readonly write: (document: AnnotationDocument, options: WriteOptions) => WrittenAnnotations;
}

const fromText =
  (read: (text: AnnotationText, name: string, rateHz?: number) => AnnotationDocument) =>
  (bytes: Uint8Array, { name, rateHz }: ReadOptions) =>
    read(readAnnotationText(bytes), name, rateHz);

const textGrid = (form: 'long' | 'short' | 'binary', title: string): AnnotationFormat => ({
  title,
  extension: '.TextGrid',
  read: readTextGrid,
  write: (document, { encoding = 'utf-8' }) => writeTextGrid(document, { form, encoding }),
});

export const annotationFormats = {
  textgrid: textGrid('long', 'Praat TextGrid'),
  'textgrid-short': textGrid('short', 'Praat TextGrid, short'),
  'textgrid-binary': textGrid('binary', 'Praat TextGrid, binary'),
  eaf: {
    title: 'ELAN',
    extension: '.eaf',
    read: fromText(readEaf),
    write: (document, { date }) => writeEaf(document, date === undefined ? {} : { date }),
  },
  srt: { title: 'SubRip subtitles', extension: '.srt', read: fromText(readSrt), write: writeSrt },
  vtt: { title: 'WebVTT', extension: '.vtt', read: fromText(readVtt), write: writeVtt },
  audacity: { title: 'Audacity labels', extension: '.txt', read: fromText(readAudacity), write: writeAudacity },
  raven: { title: 'Raven selection table', extension: '.selections.txt', read: fromText(readRaven), write: writeRaven },
  audition: { title: 'Audition markers', extension: '.csv', read: fromText(readAudition), write: writeAudition },
  csv: {
    title: 'CSV',
    extension: '.csv',
    read: fromText(readCsv),
    write: (document, { rateHz }) => writeCsv(document, rateHz === undefined ? {} : { rateHz }),
  },
  json: { title: 'JSON', extension: '.json', read: fromText(readJson), write: writeJson },
} as const satisfies Readonly<Record<string, AnnotationFormat>>;

export type AnnotationFormatName = keyof typeof annotationFormats;
export const annotationFormatNames = Object.keys(annotationFormats) as AnnotationFormatName[];
