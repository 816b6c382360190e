/**
 * Cue points of a WAV file: where they are in the chunk "cue ", and in a LIST of type "adtl" their names (labl), remarks
 * (note) and lengths (ltxt), each with the number of its cue. Multimedia Programming Interface and Data Specifications 1.0
 * (IBM, Microsoft 1991), "Cue-Points Chunk", "Associated Data Chunk".
 */
import { asciiAt, ByteReader } from '../audio/byteReader.ts';
import type { ByteSource } from '../audio/source.ts';
import { listWavChunks, type WavChunk, type WavFile } from '../audio/wavChunkList.ts';
import { EngineError } from '../core/errors.ts';
import type { AnnotationDocument } from './annotationDocument.ts';
import { tiersOfRows, type ItemRow } from './itemRows.ts';
import { Losses } from './losses.ts';
import { secondsOfSample } from './sampleTime.ts';
import { decodeText } from './textEncoding.ts';

interface CueText {
  label?: string;
  note?: string;
  lengthSamples?: number;
}

const mostCues = 1_000_000;
const longestText = 65_536;

/** @param name of the tier  @throws EngineError E_FORMAT, E_CODEC: it is no WAV file with PCM; E_IO */
export async function readWavCues(source: ByteSource, name: string): Promise<AnnotationDocument> {
  const file = await listWavChunks(source);
  const rateHz = file.format.sampleRateHz;
  if (!(rateHz > 0)) throw new EngineError('E_FORMAT', `"${source.name}" has a rate of ${rateHz} Hz, must be > 0`);
  const losses = new Losses();
  const starts = await readStarts(source, file);
  const texts = await readTexts(source, file, losses);
  const rows = [...starts].map(([id, start]): ItemRow => {
    const { label = '', note = '', lengthSamples = 0 } = texts.get(id) ?? {};
    const item = {
      startSec: secondsOfSample(start, rateHz),
      endSec: secondsOfSample(start + lengthSamples, rateHz),
      label,
      ...(note === '' ? {} : { fields: { note } }),
    };
    return { tier: { name }, item };
  });
  losses.add('label', 'of no cue, left out', [...texts.keys()].filter((id) => !starts.has(id)).length);
  return { startSec: 0, endSec: null, tiers: tiersOfRows(rows), notes: losses.sentences() };
}

/** Samples by number. */
async function readStarts(source: ByteSource, { chunks, littleEndian }: WavFile): Promise<Map<number, number>> {
  const starts = new Map<number, number>();
  for (const { id, offset, bytes } of chunks) {
    if (id !== 'cue ' || bytes < 4) continue;
    const reader = new ByteReader(source, offset);
    const declared = (await reader.take(4, 'the number of cues')).getUint32(0, littleEndian);
    const count = Math.min(declared, Math.floor((bytes - 4) / 24));
    if (count > mostCues)
      throw new EngineError('E_FORMAT', `"${source.name}" holds ${count} cues, at most ${mostCues} are read`);
    for (let c = 0; c < count; c++) {
      const cue = await reader.take(24, 'a cue');
      starts.set(cue.getUint32(0, littleEndian), cue.getUint32(20, littleEndian));
    }
  }
  return starts;
}

async function readTexts(source: ByteSource, file: WavFile, losses: Losses): Promise<Map<number, CueText>> {
  const texts = new Map<number, CueText>();
  for (const chunk of file.chunks)
    if (await isCueList(source, chunk)) await readList(source, file, chunk, texts, losses);
  return texts;
}

/** Whether a chunk holds what belongs to cues. */
export async function isCueList(source: ByteSource, { id, offset, bytes }: WavChunk): Promise<boolean> {
  if (id !== 'LIST' || bytes < 4) return false;
  return asciiAt(await new ByteReader(source, offset).take(4, 'the type of a list'), 0, 4) === 'adtl';
}

async function readList(
  source: ByteSource,
  { littleEndian }: WavFile,
  list: WavChunk,
  texts: Map<number, CueText>,
  losses: Losses,
): Promise<void> {
  const reader = new ByteReader(source, list.offset + 4);
  const end = list.offset + list.bytes;
  while (reader.position + 12 <= end) {
    const header = await reader.take(12, 'a label');
    const kind = asciiAt(header, 0, 4);
    const bytes = Math.min(header.getUint32(4, littleEndian), end - reader.position + 4);
    const next = reader.position - 4 + bytes + (bytes % 2);
    const id = header.getUint32(8, littleEndian);
    const own = texts.get(id) ?? {};
    if (kind === 'labl') own.label = await readText(reader, bytes - 4, losses);
    else if (kind === 'note') own.note = await readText(reader, bytes - 4, losses);
    else if (kind === 'ltxt' && bytes >= 20) {
      own.lengthSamples = (await reader.take(16, 'a labelled text')).getUint32(0, littleEndian);
      if (bytes > 20) own.label ??= await readText(reader, bytes - 20, losses);
    }
    if (kind === 'labl' || kind === 'note' || kind === 'ltxt') texts.set(id, own);
    reader.position = Math.max(next, reader.position);
  }
}

async function readText(reader: ByteReader, length: number, losses: Losses): Promise<string> {
  if (length <= 0) return '';
  const bytes = await reader.peek(Math.min(length, longestText));
  const end = bytes.indexOf(0);
  const { text, isGuessed } = decodeText(bytes.subarray(0, end === -1 ? bytes.length : end));
  if (isGuessed) losses.add('label', 'not Unicode, letters with accents were guessed');
  if (end === -1 && length > longestText) losses.add('label', `cut to ${longestText} bytes`);
  return text;
}
