/** The samples that a tile's frames look at, gathered in pieces between which other requests are served. */
import { throwIfAborted } from '../../engine/core/errors.ts';
import { spectrogramTileColumns } from '../../engine/dsp/spectrogramColumns.ts';
import type { SpectrogramColumnParams } from '../../engine/dsp/spectrogramColumns.ts';
import { readSamples } from '../../engine/dsp/sampleSource.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import type { SampleRoom } from './sampleRoom.ts';
import { createTimeSlice } from '../audio/timeSlice.ts';
import type { SamplePiece, TileTask } from './tileTask.ts';

export interface TileAddress {
  readonly level: number;
  readonly index: number;
  /** Fewer frames than a column has: a preview. */
  readonly maxFramesPerColumn: number | null;
}

/** Frame 0 begins this many samples before sample 0: the window lies in the middle of the FFT's frame. */
export function frameLead({ fftSize, winLength }: SpectrogramColumnParams): number {
  return fftSize / 2 - Math.floor((fftSize - winLength) / 2);
}

export interface GatherOptions {
  readonly signal: AbortSignal;
  readonly room: SampleRoom;
}

export async function gatherTile(
  x: SampleSource,
  params: SpectrogramColumnParams,
  address: TileAddress,
  { signal, room }: GatherOptions,
): Promise<TileTask> {
  const { level, maxFramesPerColumn } = address;
  const isSparse = maxFramesPerColumn !== null && maxFramesPerColumn < 2 ** level;
  const pieces = isSparse
    ? await gatherFrames(x, params, sparseFrames(address, maxFramesPerColumn), { signal, room })
    : await gatherStretch(x, params, address, { signal, room });
  return { params, ...address, nSamples: x.nSamples, pieces };
}

/** The frames that a preview looks at: evenly spaced in every column, as engine/dsp/spectrogramColumns.ts takes them. */
function* sparseFrames({ level, index }: TileAddress, perColumn: number): Generator<number> {
  const span = 2 ** level;
  for (let c = 0; c < spectrogramTileColumns; c++) {
    const first = (index * spectrogramTileColumns + c) * span;
    for (let i = 0; i < perColumn; i++) yield first + Math.floor(((i + 0.5) * span) / perColumn);
  }
}

async function gatherFrames(
  x: SampleSource,
  params: SpectrogramColumnParams,
  frames: Iterable<number>,
  { signal, room }: GatherOptions,
): Promise<SamplePiece[]> {
  const { hopLength, winLength } = params;
  const lead = frameLead(params);
  const starts = [...frames].map((frame) => frame * hopLength - lead).filter((start) => start < x.nSamples);
  const memory = room.take(starts.length * winLength); // one for all: hundreds of buffers are slow to transfer
  const yieldIfDue = createTimeSlice();
  const pieces: SamplePiece[] = [];
  for (const [i, start] of starts.entries()) {
    throwIfAborted(signal);
    const samples = memory.subarray(i * winLength, (i + 1) * winLength);
    readSamples(x, start, samples);
    pieces.push({ start, samples });
    await yieldIfDue();
  }
  return pieces;
}

const pieceSamples = 65_536;

async function gatherStretch(
  x: SampleSource,
  params: SpectrogramColumnParams,
  { level, index }: TileAddress,
  { signal, room }: GatherOptions,
): Promise<SamplePiece[]> {
  const { hopLength, winLength } = params;
  const nFrames = spectrogramTileColumns * 2 ** level;
  const start = index * nFrames * hopLength - frameLead(params);
  const end = Math.min(start + (nFrames - 1) * hopLength + winLength, x.nSamples);
  if (end <= start) return [];
  const samples = room.take(end - start);
  const yieldIfDue = createTimeSlice();
  for (let at = start; at < end; at += pieceSamples) {
    throwIfAborted(signal);
    const from = at - start;
    readSamples(x, at, samples.subarray(from, Math.min(from + pieceSamples, samples.length)));
    await yieldIfDue();
  }
  return [{ start, samples }];
}
