/** Movie fragments (ISO/IEC 14496-12 section 8.8): the packets of streamed and recorded files. */
import { EngineError } from '../core/errors.ts';
import { boxesByType, findBox, readBody, walkBoxes } from './mp4Boxes.ts';
import type { Mp4Box } from './mp4Boxes.ts';
import type { Mp4Sample } from './mp4SampleTable.ts';
import type { ByteSource } from './source.ts';

export interface FragmentDefaults {
  readonly trackId: number;
  readonly duration: number; // media time units
  readonly size: number; // bytes
}

const mostEntries = 1 << 20; // of one run
const largestBoxBytes = 16 << 20;

/** The track's defaults from moov/mvex/trex; null if the file is not fragmented. */
export async function readFragmentDefaults(
  source: ByteSource,
  moov: Mp4Box,
  trackId: number,
): Promise<FragmentDefaults | null> {
  const mvex = await findBox(source, moov, ['mvex']);
  if (!mvex) return null;
  for await (const box of walkBoxes(source, mvex.bodyAt, mvex.end)) {
    if (box.type !== 'trex') continue;
    const view = await readBody(source, box, 64);
    if (view.byteLength >= 24 && view.getUint32(4) === trackId) {
      return { trackId, duration: view.getUint32(12), size: view.getUint32(16) };
    }
  }
  return { trackId, duration: 0, size: 0 };
}

/** The track's packets in all fragments behind `from`, in file order. `start` counts from `startTime`. */
export async function* walkFragments(
  source: ByteSource,
  from: number,
  track: FragmentDefaults,
  startTime: number,
): AsyncGenerator<Mp4Sample> {
  let now = startTime;
  for await (const moof of walkBoxes(source, from, source.size ?? Infinity)) {
    if (moof.type !== 'moof') continue;
    const moofAt = moof.bodyAt - 8; // a fragment header with a 64-bit length is not worth supporting
    for await (const traf of walkBoxes(source, moof.bodyAt, moof.end)) {
      if (traf.type !== 'traf') continue;
      for await (const sample of walkTraf(source, traf, moofAt, track)) {
        yield { ...sample, start: now };
        now += sample.duration;
      }
    }
  }
}

async function* walkTraf(
  source: ByteSource,
  traf: Mp4Box,
  moofAt: number,
  track: FragmentDefaults,
): AsyncGenerator<Omit<Mp4Sample, 'start'>> {
  const header = (await boxesByType(source, traf.bodyAt, traf.end)).get('tfhd');
  if (!header) return;
  const defaults = parseTfhd(await readBody(source, header, 64), track);
  if (!defaults) return;
  let next = defaults.baseOffset ?? moofAt;
  for await (const box of walkBoxes(source, traf.bodyAt, traf.end)) {
    if (box.type !== 'trun') continue;
    const view = await readBody(source, box, largestBoxBytes);
    const run = parseTrunHeader(view);
    if (run.dataOffset !== null) next = (defaults.baseOffset ?? moofAt) + run.dataOffset;
    for (let i = 0, at = run.entriesAt; i < run.count; i++) {
      if (at + run.entryBytes > view.byteLength) return;
      const duration = run.hasDuration ? view.getUint32(at) : defaults.duration;
      const size = run.hasSize ? view.getUint32(at + (run.hasDuration ? 4 : 0)) : defaults.size;
      yield { offset: next, size, count: 1, duration };
      next += size;
      at += run.entryBytes;
    }
  }
}

function parseTfhd(view: DataView, track: FragmentDefaults) {
  if (view.byteLength < 8 || view.getUint32(4) !== track.trackId) return null;
  const flags = view.getUint32(0) & 0xffffff;
  let at = 8;
  const take = (bit: number, bytes: 4 | 8): number | null => {
    if ((flags & bit) === 0) return null;
    if (at + bytes > view.byteLength) throw new EngineError('E_FORMAT', 'a fragment header is cut short');
    const value = bytes === 8 ? Number(view.getBigUint64(at)) : view.getUint32(at);
    at += bytes;
    return value;
  };
  const baseOffset = take(0x1, 8);
  take(0x2, 4); // sample description
  const duration = take(0x8, 4) ?? track.duration;
  const size = take(0x10, 4) ?? track.size;
  return { baseOffset, duration, size };
}

function parseTrunHeader(view: DataView) {
  if (view.byteLength < 8) throw new EngineError('E_FORMAT', 'a fragment run is cut short');
  const flags = view.getUint32(0) & 0xffffff;
  const count = view.getUint32(4);
  if (count > mostEntries) throw new EngineError('E_FORMAT', `a fragment run of ${count} packets`);
  const hasOffset = (flags & 0x1) !== 0;
  const dataOffset = hasOffset && view.byteLength >= 12 ? view.getInt32(8) : null;
  const entryBytes = 4 * [0x100, 0x200, 0x400, 0x800].filter((bit) => (flags & bit) !== 0).length;
  return {
    count,
    dataOffset,
    entriesAt: 8 + (hasOffset ? 4 : 0) + ((flags & 0x4) !== 0 ? 4 : 0),
    entryBytes,
    hasDuration: (flags & 0x100) !== 0,
    hasSize: (flags & 0x200) !== 0,
  };
}
