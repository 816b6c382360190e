/** Blocks of a Matroska or WebM file in order (RFC 9559 sections 5.1.3 and 10). */
import { throwIfAborted } from '../core/errors.ts';
import { maxReadBytes } from './byteReader.ts';
import type { ByteReader } from './byteReader.ts';
import { children, readElementHeader, readSigned, readUnsigned, readVint } from './ebml.ts';
import { addWarning } from './planarStream.ts';

export interface MatroskaBlock {
  readonly packets: readonly Uint8Array[];
  readonly timestamp: number; // in units of the segment's timestamp scale
  readonly discardSec: number; // to drop from the end of the block; negative: from its beginning
}

const ids = { cluster: 0x1f43b675, timestamp: 0xe7, simpleBlock: 0xa3, blockGroup: 0xa0, block: 0xa1, discard: 0x75a2 };
const clusterMark = [0x1f, 0x43, 0xb6, 0x75];
const scanBytes = 65_536;

/** Blocks of one track from the cursor on, which stands inside the segment. Clusters are walked through as if flat. */
export async function* walkBlocks(
  reader: ByteReader,
  trackNumber: number,
  warnings: string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<MatroskaBlock> {
  let clusterTimestamp = 0;
  for (;;) {
    throwIfAborted(signal);
    const start = reader.position;
    const element = await readElementHeader(reader);
    if (!element) {
      if (!(await seekCluster(reader, start, warnings))) return;
      continue;
    }
    if (element.id === ids.cluster) continue;
    const isBlock = element.id === ids.simpleBlock || element.id === ids.blockGroup;
    const isWanted = isBlock || element.id === ids.timestamp;
    if (element.bodyBytes === null || (isWanted && element.bodyBytes > maxReadBytes)) {
      if (!(await seekCluster(reader, start + 1, warnings))) return;
      continue;
    }
    if (isWanted) {
      const body = await reader.peek(element.bodyBytes);
      if (body.length < element.bodyBytes) {
        addWarning(warnings, `The file ends inside a block at byte ${start}: decoded what is there.`);
        return;
      }
      if (element.id === ids.timestamp) clusterTimestamp = readUnsigned(body);
      const block = isBlock ? parseBlock(body, element.id === ids.blockGroup, trackNumber) : null;
      if (block) yield { ...block, timestamp: block.timestamp + clusterTimestamp };
    }
    reader.position = element.bodyAt + element.bodyBytes;
  }
}

/** Moves to the next cluster at or after `from`; false, silently, if nothing is left at all. */
async function seekCluster(reader: ByteReader, from: number, warnings: string[]): Promise<boolean> {
  reader.position = from;
  for (;;) {
    const bytes = await reader.peek(scanBytes);
    if (bytes.length < clusterMark.length) break;
    for (let i = 0; i + 4 <= bytes.length; i++) {
      if (!clusterMark.every((byte, k) => bytes[i + k] === byte)) continue;
      reader.position += i;
      addWarning(warnings, `${reader.position - from} bytes at byte ${from} are damaged: skipped.`);
      return true;
    }
    reader.position += Math.max(1, bytes.length - 3);
  }
  const left = reader.position - from;
  if (left > 3) addWarning(warnings, `The last ${left} bytes, from byte ${from} on, are damaged: left out.`);
  return false;
}

function parseBlock(body: Uint8Array, isGroup: boolean, trackNumber: number): MatroskaBlock | null {
  if (!isGroup) return unlace(body, trackNumber, 0);
  let block: Uint8Array | null = null;
  let discardSec = 0;
  for (const child of children(body)) {
    if (child.id === ids.block) block = child.body;
    if (child.id === ids.discard) discardSec = readSigned(child.body) / 1e9;
  }
  return block && unlace(block, trackNumber, discardSec);
}

function unlace(block: Uint8Array, trackNumber: number, discardSec: number): MatroskaBlock | null {
  const number = readVint(block, 0);
  if (number?.value !== trackNumber || number.end + 3 > block.length) return null;
  const timestamp = ((block[number.end]! << 24) >> 16) | block[number.end + 1]!;
  const lacing = (block[number.end + 2]! >>> 1) & 3;
  const data = block.slice(number.end + 3);
  if (lacing === 0) return { packets: [data], timestamp, discardSec };
  const nPackets = (data[0] ?? 0) + 1;
  const laced =
    lacing === 2
      ? fixedSizes(data.length - 1, nPackets)
      : lacing === 1
        ? xiphSizes(data, nPackets)
        : ebmlSizes(data, nPackets);
  if (!laced) return null;
  const packets: Uint8Array[] = [];
  let at = laced.start;
  for (const size of [...laced.sizes, data.length]) {
    packets.push(data.subarray(at, Math.min(data.length, at + size))); // the last takes what is left
    at += size;
  }
  return { packets, timestamp, discardSec };
}

interface Lacing {
  readonly sizes: readonly number[]; // of all packets but the last
  readonly start: number;
}

function fixedSizes(length: number, nPackets: number): Lacing {
  return { sizes: new Array<number>(nPackets - 1).fill(Math.floor(length / nPackets)), start: 1 };
}

/** Sizes as runs of 255 and a rest; also how Vorbis headers share the private data. */
export function xiphSizes(data: Uint8Array, nPackets: number): Lacing | null {
  const sizes: number[] = [];
  let at = 1;
  while (sizes.length < nPackets - 1) {
    let size = 0;
    while (data[at] === 255) {
      size += 255;
      at++;
    }
    const last = data[at++];
    if (last === undefined) return null;
    sizes.push(size + last);
  }
  return { sizes, start: at };
}

/** The first size plain, the others as signed differences. */
function ebmlSizes(data: Uint8Array, nPackets: number): Lacing | null {
  const sizes: number[] = [];
  let at = 1;
  while (sizes.length < nPackets - 1) {
    const number = readVint(data, at);
    if (!number) return null;
    const bias = 2 ** (7 * (number.end - at) - 1) - 1;
    const size = sizes.length === 0 ? number.value : sizes.at(-1)! + number.value - bias;
    if (size < 0 || size > data.length) return null;
    sizes.push(size);
    at = number.end;
  }
  return { sizes, start: at };
}
