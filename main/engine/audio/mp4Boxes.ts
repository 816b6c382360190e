/** Boxes of ISO base media and QuickTime files (ISO/IEC 14496-12 section 4.2): found by walking, read only on demand. */
import { EngineError } from '../core/errors.ts';
import type { ByteSource } from './source.ts';

export interface Mp4Box {
  readonly type: string; // four characters, Latin-1
  readonly bodyAt: number; // byte offset in the file
  readonly end: number; // byte offset; Infinity: to the end of a source of unknown size
}

const mostBoxes = 1 << 20; // in one container: a day of half-second fragments is a third of it
const largestTableBytes = 64 << 20; // sample sizes of 250 hours of AAC

/** The boxes between two offsets. A box that claims more than its container is cut to it. */
export async function* walkBoxes(source: ByteSource, start: number, end: number): AsyncGenerator<Mp4Box> {
  let at = start;
  for (let n = 0; at + 8 <= end; n++) {
    if (n === mostBoxes)
      throw new EngineError('E_FORMAT', `"${source.name}" has more than ${mostBoxes} boxes in a row`);
    const head = await source.read(at, 16);
    if (head.length < 8) return;
    const view = new DataView(head.buffer, head.byteOffset, head.length);
    const size32 = view.getUint32(0);
    const isLong = size32 === 1 && head.length === 16;
    const headerBytes = isLong ? 16 : 8;
    const size = isLong ? Number(view.getBigUint64(8)) : size32 === 0 ? end - at : size32;
    if (size < headerBytes) return; // padding, or nothing that can be followed
    const boxEnd = Math.min(end, at + size);
    yield { type: String.fromCharCode(...head.subarray(4, 8)), bodyAt: at + headerBytes, end: boxEnd };
    at = boxEnd;
  }
}

/** The first box of each type between two offsets. */
export async function boxesByType(source: ByteSource, start: number, end: number): Promise<Map<string, Mp4Box>> {
  const found = new Map<string, Mp4Box>();
  for await (const box of walkBoxes(source, start, end)) if (!found.has(box.type)) found.set(box.type, box);
  return found;
}

/** The first box down a path of types, or null. */
export async function findBox(source: ByteSource, inside: Mp4Box, path: readonly string[]): Promise<Mp4Box | null> {
  let box: Mp4Box | null = inside;
  for (const type of path) {
    box = (await boxesByType(source, box.bodyAt, box.end)).get(type) ?? null;
    if (!box) return null;
  }
  return box;
}

/** What is there of a box's body; shorter than declared where the file ends. @throws EngineError E_FORMAT if too big */
export async function readBody(source: ByteSource, box: Mp4Box, atMost = largestTableBytes): Promise<DataView> {
  const length = box.end - box.bodyAt;
  if (length > atMost)
    throw new EngineError('E_FORMAT', `box "${box.type}" of ${length} bytes, the limit is ${atMost}`);
  const bytes = await source.read(box.bodyAt, length);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
