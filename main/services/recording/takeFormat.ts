/**
 * The file a take is written to while it is recorded: appended to only, little endian, never needing an end.
 *
 *     file    "PHONTAKE" · u32 n · n bytes of JSON (TakeHeader) · u32 CRC-32 of all before
 *     chunk   "PHCK" · u32 nFrames · f64 startFrame · f64 stampMs · u32 nOver · u32 CRC-32 of these 28 bytes
 *             nFrames·channels f32, interleaved · u32 CRC-32 of them
 *     marker  "PHMK" · f64 frame · u32 CRC-32 of these 12 bytes
 *
 * A chunk says where it belongs, so that one that is missing or damaged leaves a gap of known length.
 */
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { takePlaceSchema } from '../../../preload/contract/recording.ts';

export const takeHeaderSchema = z.object({
  name: z.string().min(1).max(200),
  sampleRateHz: z.number().int().min(1).max(1_000_000),
  channels: z.number().int().min(1).max(32),
  device: z.string().max(200), // as the system names it
  startedAt: z.string().max(40), // ISO 8601
  place: takePlaceSchema.nullable().optional(),
});
export type TakeHeader = z.infer<typeof takeHeaderSchema>;

export interface TakeChunk {
  readonly startFrame: number; // counted from the first that was captured, with those that were lost on the way
  readonly stampMs: number; // Date.now() when its first frame came in
  readonly channels: readonly Float32Array[]; // [channels][nFrames], kept bit for bit
}

export interface ChunkHead {
  readonly nFrames: number;
  readonly startFrame: number;
  readonly stampMs: number;
  readonly nOver: number; // samples at full scale or beyond
}

export const chunkHeadBytes = 32;
export const checksumBytes = 4;
export const maxChunkFrames = 2 ** 20;
/** A day, on a disk that stays full. More cannot be lost between two chunks: a file that says so is damaged. */
export const maxGapSec = 86_400;
export const chunkMagic = Buffer.from('PHCK', 'latin1');
export const markMagic = Buffer.from('PHMK', 'latin1');
export const markBytes = 16;
const fileMagic = Buffer.from('PHONTAKE', 'latin1');
export const headerStartBytes = fileMagic.length + 4;
const maxHeaderBytes = 4096;

export const payloadBytes = (nFrames: number, channels: number): number => nFrames * channels * 4;

export function encodeTakeHeader(header: TakeHeader): Buffer {
  const json = Buffer.from(JSON.stringify(header), 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return withChecksum(Buffer.concat([fileMagic, length, json]));
}

/** Of the header's JSON; null: not a take, or not whole. @param start its first bytes, headerStartBytes of them */
export function takeHeaderLength(start: Buffer): number | null {
  if (start.length < headerStartBytes || !start.subarray(0, fileMagic.length).equals(fileMagic)) return null;
  const length = start.readUInt32LE(fileMagic.length);
  return length <= maxHeaderBytes ? length : null;
}

/** @param bytes from the file's start to the header's checksum; null: damaged */
export function decodeTakeHeader(bytes: Buffer): TakeHeader | null {
  if (!isChecked(bytes)) return null;
  try {
    const json: unknown = JSON.parse(bytes.toString('utf8', headerStartBytes, bytes.length - checksumBytes));
    return takeHeaderSchema.safeParse(json).data ?? null;
  } catch {
    return null; // whoever wrote it knew how to compute a checksum only
  }
}

export function encodeTakeChunk({ startFrame, stampMs, channels }: TakeChunk): Buffer {
  const nFrames = channels[0]?.length ?? 0;
  const samples = new Float32Array(nFrames * channels.length);
  let nOver = 0;
  for (const [c, from] of channels.entries())
    for (let n = 0; n < nFrames; n++) {
      const value = from[n]!;
      if (Math.abs(value) >= 1) nOver++;
      samples[n * channels.length + c] = value;
    }
  const head = Buffer.alloc(chunkHeadBytes - checksumBytes);
  chunkMagic.copy(head);
  head.writeUInt32LE(nFrames, 4);
  head.writeDoubleLE(startFrame, 8);
  head.writeDoubleLE(stampMs, 16);
  head.writeUInt32LE(nOver, 24);
  return Buffer.concat([withChecksum(head), withChecksum(Buffer.from(samples.buffer))]);
}

/** null: no chunk begins here, or its head is damaged. */
export function decodeChunkHead(bytes: Buffer): ChunkHead | null {
  const head = bytes.subarray(0, chunkHeadBytes);
  if (head.length < chunkHeadBytes || !head.subarray(0, 4).equals(chunkMagic) || !isChecked(head)) return null;
  const found = {
    nFrames: head.readUInt32LE(4),
    startFrame: head.readDoubleLE(8),
    stampMs: head.readDoubleLE(16),
    nOver: head.readUInt32LE(24),
  };
  const isSound = found.nFrames <= maxChunkFrames && Number.isSafeInteger(found.startFrame) && found.startFrame >= 0;
  return isSound ? found : null;
}

export function encodeMark(frame: number): Buffer {
  const mark = Buffer.alloc(markBytes - checksumBytes);
  markMagic.copy(mark);
  mark.writeDoubleLE(frame, markMagic.length);
  return withChecksum(mark);
}

/** The frame that is marked; null: no marker is here, or it is damaged. */
export function decodeMark(bytes: Buffer): number | null {
  const mark = bytes.subarray(0, markBytes);
  if (!mark.subarray(0, markMagic.length).equals(markMagic) || !isChecked(mark)) return null;
  const frame = mark.readDoubleLE(markMagic.length);
  return Number.isSafeInteger(frame) && frame >= 0 ? frame : null;
}

function withChecksum(bytes: Buffer): Buffer {
  const checksum = Buffer.alloc(checksumBytes);
  checksum.writeUInt32LE(crc32(bytes));
  return Buffer.concat([bytes, checksum]);
}

/** Whether the last four bytes are the checksum of those before. */
export function isChecked(bytes: Buffer): boolean {
  const at = bytes.length - checksumBytes;
  return at >= 0 && crc32(bytes.subarray(0, at)) === bytes.readUInt32LE(at);
}
