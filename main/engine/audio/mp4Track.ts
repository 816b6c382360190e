/** The audio track of an MP4, M4A or QuickTime file: description, timing, and what an edit list or iTunes trims. */
import { EngineError } from '../core/errors.ts';
import { boxesByType, findBox, readBody, walkBoxes } from './mp4Boxes.ts';
import type { Mp4Box } from './mp4Boxes.ts';
import { readFragmentDefaults } from './mp4Fragments.ts';
import type { FragmentDefaults } from './mp4Fragments.ts';
import { readSampleEntry } from './mp4SampleEntry.ts';
import type { Mp4SampleEntry } from './mp4SampleEntry.ts';
import { mediaDuration, readSampleTable } from './mp4SampleTable.ts';
import type { SampleTable } from './mp4SampleTable.ts';
import { addWarning } from './planarStream.ts';
import type { ByteSource } from './source.ts';

export interface Mp4Track {
  readonly entry: Mp4SampleEntry;
  readonly table: SampleTable;
  readonly timescale: number; // media time units a second
  readonly edit: MediaEdit | null;
  readonly fragments: FragmentDefaults | null;
  readonly moovEnd: number;
  readonly isQuickTime: boolean;
}

/** The stretch of the media that is the recording. */
export interface MediaEdit {
  readonly startSec: number;
  readonly durationSec: number | null; // null: to the end
}

/** @throws EngineError E_FORMAT, E_CODEC */
export async function readAudioTrack(source: ByteSource, warnings: string[]): Promise<Mp4Track> {
  const { moov, brand } = await findMoov(source);
  const movieScale = (await readScale(source, await findBox(source, moov, ['mvhd']))) ?? 1000;
  const traks = await audioTracks(source, moov);
  const trak = traks[0];
  if (!trak) throw new EngineError('E_FORMAT', `"${source.name}" has no audio track`);
  if (traks.length > 1) addWarning(warnings, `The file has ${traks.length} audio tracks: only the first is read.`);
  const stbl = await findBox(source, trak, ['mdia', 'minf', 'stbl']);
  const stsd = stbl && (await findBox(source, stbl, ['stsd']));
  if (!stbl || !stsd) throw new EngineError('E_FORMAT', `"${source.name}": the audio track has no sample table`);
  const timescale = (await readScale(source, await findBox(source, trak, ['mdia', 'mdhd']))) ?? 0;
  if (timescale === 0) throw new EngineError('E_FORMAT', `"${source.name}": the audio track has a time scale of 0`);
  const table = await readSampleTable(source, stbl);
  const mediaSec = mediaDuration(table) / timescale;
  const edit = await readEdit(source, trak, { movieScale, timescale, mediaSec, warnings });
  return {
    entry: await readSampleEntry(source, stsd),
    table,
    timescale,
    edit,
    fragments: await readFragmentDefaults(source, moov, await readTrackId(source, trak)),
    moovEnd: moov.end,
    isQuickTime: brand === 'qt  ',
  };
}

async function findMoov(source: ByteSource): Promise<{ moov: Mp4Box; brand: string }> {
  let brand = 'qt  '; // files without "ftyp" are old QuickTime
  for await (const box of walkBoxes(source, 0, source.size ?? Infinity)) {
    if (box.type === 'ftyp') brand = String.fromCharCode(...(await source.read(box.bodyAt, 4)));
    if (box.type === 'moov') return { moov: box, brand };
  }
  throw new EngineError('E_FORMAT', `"${source.name}" has no movie header ("moov"): the recording was not finished`);
}

async function audioTracks(source: ByteSource, moov: Mp4Box): Promise<Mp4Box[]> {
  const found: Mp4Box[] = [];
  for await (const trak of walkBoxes(source, moov.bodyAt, moov.end)) {
    if (trak.type !== 'trak') continue;
    const handler = await findBox(source, trak, ['mdia', 'hdlr']);
    if (!handler) continue;
    const type = String.fromCharCode(...(await source.read(handler.bodyAt + 8, 4)));
    if (type === 'soun') found.push(trak);
  }
  return found;
}

/** The time scale of "mvhd" or "mdhd". */
async function readScale(source: ByteSource, box: Mp4Box | null): Promise<number | null> {
  const view = box && (await readBody(source, box, 4096));
  if (!view || view.byteLength < 24) return null;
  return view.getUint8(0) === 1 ? view.getUint32(20) : view.getUint32(12);
}

async function readTrackId(source: ByteSource, trak: Mp4Box): Promise<number> {
  const box = (await boxesByType(source, trak.bodyAt, trak.end)).get('tkhd');
  const view = box && (await readBody(source, box, 4096));
  if (!view || view.byteLength < 24) return 0;
  return view.getUint8(0) === 1 ? view.getUint32(20) : view.getUint32(12);
}

interface EditContext {
  readonly movieScale: number;
  readonly timescale: number;
  readonly mediaSec: number;
  readonly warnings: string[];
}

async function readEdit(source: ByteSource, trak: Mp4Box, context: EditContext): Promise<MediaEdit | null> {
  const elst = await findBox(source, trak, ['edts', 'elst']);
  const view = elst && (await readBody(source, elst, 1 << 20));
  if (!view || view.byteLength < 8) return null;
  const edits = parseEdits(view).filter(({ mediaTime }) => mediaTime >= 0); // −1: silence before the track starts
  const first = edits[0];
  if (!first) return null;
  if (edits.length > 1) addWarning(context.warnings, `The track has ${edits.length} edits: only the first is applied.`);
  const startSec = first.mediaTime / context.timescale;
  const editSec = first.duration / context.movieScale;
  // The movie's scale is often a mere 1,000: an end within one of its ticks is the media's own end.
  const endsWithMedia = Math.abs(startSec + editSec - context.mediaSec) <= 1 / context.movieScale;
  if (first.duration === 0) return { startSec, durationSec: null };
  return { startSec, durationSec: endsWithMedia ? context.mediaSec - startSec : editSec };
}

function parseEdits(view: DataView): { duration: number; mediaTime: number }[] {
  const isLong = view.getUint8(0) === 1;
  const entryBytes = isLong ? 20 : 12;
  const count = Math.min(view.getUint32(4), Math.floor((view.byteLength - 8) / entryBytes));
  return Array.from({ length: count }, (_, i) => {
    const at = 8 + i * entryBytes;
    return isLong
      ? { duration: Number(view.getBigUint64(at)), mediaTime: Number(view.getBigInt64(at + 8)) }
      : { duration: view.getUint32(at), mediaTime: view.getInt32(at + 4) };
  });
}

/** Delay, padding and length that iTunes and Apple's encoders note beside the edit list; null if absent or zero. */
export async function readItunesGapless(source: ByteSource): Promise<{ skip: number; keep: number } | null> {
  const { moov } = await findMoov(source);
  const meta = await findBox(source, moov, ['udta', 'meta']);
  if (!meta) return null;
  const isFullBox = (await source.read(meta.bodyAt, 4)).every((byte) => byte === 0);
  const inside = { ...meta, bodyAt: meta.bodyAt + (isFullBox ? 4 : 0) };
  const ilst = await findBox(source, inside, ['ilst']);
  if (!ilst) return null;
  for await (const item of walkBoxes(source, ilst.bodyAt, ilst.end)) {
    if (item.type !== '----') continue;
    const parts = await boxesByType(source, item.bodyAt, item.end);
    const text = async (type: string, skip: number): Promise<string> => {
      const box = parts.get(type);
      if (!box || box.end - box.bodyAt > 4096) return '';
      const view = await readBody(source, box, 4096);
      return new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset, view.byteLength).subarray(skip));
    };
    if ((await text('name', 4)) === 'iTunSMPB') return parseItunesGapless(await text('data', 8));
  }
  return null;
}

/** " 00000000 00000840 000001CA 00000000003F31F6 …": version, delay, padding, length, all hexadecimal. */
export function parseItunesGapless(text: string): { skip: number; keep: number } | null {
  const [, delay, , length] = text
    .trim()
    .split(/\s+/)
    .map((field) => Number.parseInt(field, 16));
  return delay !== undefined && length !== undefined && delay >= 0 && length > 0 ? { skip: delay, keep: length } : null;
}
