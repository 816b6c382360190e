/** What of a take is on the disk and whole, however its writing ended. */
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { EngineError } from '../../engine/core/errors.ts';
import { storeError } from '../../store/sqliteErrors.ts';
import {
  checksumBytes,
  chunkHeadBytes,
  chunkMagic,
  decodeChunkHead,
  decodeMark,
  decodeTakeHeader,
  headerStartBytes,
  isChecked,
  markBytes,
  markMagic,
  maxGapSec,
  payloadBytes,
  takeHeaderLength,
  type ChunkHead,
  type TakeHeader,
} from './takeFormat.ts';

export interface StoredChunk extends ChunkHead {
  readonly offset: number; // of its samples in the file
}

export interface Take {
  readonly header: TakeHeader;
  readonly chunks: readonly StoredChunk[]; // ascending, apart
  readonly nFrames: number; // from 0 to the end of the last, gaps included
  readonly lostFrames: number; // in gaps: lost before they were written, or damaged since
  readonly nOver: number; // samples at full scale or beyond
  readonly marks: readonly number[]; // frames, ascending
  readonly unreadBytes: number; // that belong to no whole chunk
  readonly endBytes: number; // of the last that is whole: what follows may be written over
  readonly measuredRateHz: number | null; // by the computer's clock; null: too short to tell
}

const searchBytes = 65_536;
const leastMeasuredMs = 10_000;

/** @throws EngineError E_FORMAT: not a take, or its header is damaged; E_NOT_FOUND, E_PERMISSION, E_IO */
export async function readTake(path: string): Promise<Take> {
  try {
    const file = await open(path, 'r');
    try {
      return await scan(file, basename(path));
    } finally {
      await file.close();
    }
  } catch (error) {
    throw storeError(error, path);
  }
}

async function scan(file: FileHandle, name: string): Promise<Take> {
  const start = await readAt(file, 0, headerStartBytes);
  const jsonBytes = takeHeaderLength(start);
  const headerBytes = headerStartBytes + (jsonBytes ?? 0) + checksumBytes;
  const header = jsonBytes === null ? null : decodeTakeHeader(await readAt(file, 0, headerBytes));
  if (header === null) throw new EngineError('E_FORMAT', `"${name}" is no recording, or its header is damaged`);
  const { size } = await file.stat();
  const maxGapFrames = maxGapSec * header.sampleRateHz;
  const chunks: StoredChunk[] = [];
  let nFrames = 0;
  const marks: number[] = [];
  let goodBytes = headerBytes;
  let endBytes = headerBytes;
  for (let at = headerBytes; at < size;) {
    const start = await readAt(file, at, chunkHeadBytes);
    const mark = decodeMark(start);
    if (mark !== null) {
      marks.push(mark);
      goodBytes += markBytes;
      at = endBytes = at + markBytes;
      continue;
    }
    const head = decodeChunkHead(start);
    const samplesBytes = head === null ? 0 : payloadBytes(head.nFrames, header.channels) + checksumBytes;
    const offset = at + chunkHeadBytes;
    const fits = head !== null && head.startFrame >= nFrames && head.startFrame <= nFrames + maxGapFrames;
    if (!fits || offset + samplesBytes > size) {
      at = await findMagic(file, at + 1, size);
      continue;
    }
    if (isChecked(await readAt(file, offset, samplesBytes))) {
      chunks.push({ ...head, offset });
      nFrames = head.startFrame + head.nFrames;
      goodBytes += chunkHeadBytes + samplesBytes;
      at = endBytes = offset + samplesBytes;
    } else at = await findMagic(file, at + 1, size);
  }
  const kept = chunks.reduce((sum, chunk) => sum + chunk.nFrames, 0);
  return {
    ...{ header, chunks, nFrames, lostFrames: nFrames - kept, unreadBytes: size - goodBytes, endBytes },
    marks: [...new Set(marks)].sort((a, b) => a - b), // one whose answer was lost was sent again
    nOver: chunks.reduce((sum, chunk) => sum + chunk.nOver, 0),
    measuredRateHz: measuredRate(chunks),
  };
}

/** Where the next chunk or marker may begin; the end where none does. */
async function findMagic(file: FileHandle, from: number, size: number): Promise<number> {
  for (let at = from; at < size; at += searchBytes - chunkMagic.length + 1) {
    const bytes = await readAt(file, at, searchBytes);
    const found = [chunkMagic, markMagic].map((magic) => bytes.indexOf(magic)).filter((place) => place >= 0);
    if (found.length > 0) return at + Math.min(...found);
  }
  return size;
}

async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, await fill(file, bytes, offset));
}

/** A disk may give less at once than it is asked for. @returns bytes read, fewer than there is room for at the end only */
export async function fill(file: FileHandle, room: Uint8Array, offset: number): Promise<number> {
  let filled = 0;
  while (filled < room.length) {
    const { bytesRead } = await file.read(room, filled, room.length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

function measuredRate(chunks: readonly StoredChunk[]): number | null {
  const [first, last] = [chunks[0], chunks.at(-1)];
  if (first === undefined || last === undefined) return null;
  const elapsedMs = last.stampMs - first.stampMs;
  return elapsedMs < leastMeasuredMs ? null : ((last.startFrame - first.startFrame) / elapsedMs) * 1000;
}
