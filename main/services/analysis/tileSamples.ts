/** The samples that a tile's frames look at, gathered in pieces between which other requests are served. */
import { throwIfAborted } from '../../engine/core/errors.ts';
import { reassignReach, spectrogramTileColumns } from '../../engine/dsp/spectrogramColumns.ts';
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
function frameLead({ fftSize, winLength }: SpectrogramColumnParams): number {
  return fftSize / 2 - Math.floor((fftSize - winLength) / 2);
}

/** What a frame looks at: its window, or where it is reassigned all of the FFT's frame: slopes reach beyond the window. */
function frameSpan(params: SpectrogramColumnParams): { readonly lead: number; readonly length: number } {
  const { fftSize, winLength, method } = params;
  return method === 'reassigned'
    ? { lead: fftSize / 2, length: fftSize }
    : { lead: frameLead(params), length: winLength };
}

/** The samples that a tile depends on, ends of the sound aside. */
export function tileStretch(params: SpectrogramColumnParams, level: number, index: number) {
  const { lead, length } = frameSpan(params);
  const reach = reassignReach(params);
  const nFrames = spectrogramTileColumns * 2 ** level;
  const start = (index * nFrames - reach) * params.hopLength - lead;
  return { start, end: start + (nFrames - 1 + 2 * reach) * params.hopLength + length };
}

/** After the frame that begins a tile's next neighbour, this many samples can still change the tile. */
export function frameTail(params: SpectrogramColumnParams): number {
  const { lead, length } = frameSpan(params);
  return reassignReach(params) * params.hopLength + length - lead;
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
  const { hopLength } = params;
  const { lead, length } = frameSpan(params);
  const starts = [...frames].map((frame) => frame * hopLength - lead).filter((start) => start < x.nSamples);
  const memory = room.take(starts.length * length); // one for all: hundreds of buffers are slow to transfer
  const yieldIfDue = createTimeSlice();
  const pieces: SamplePiece[] = [];
  for (const [i, start] of starts.entries()) {
    throwIfAborted(signal);
    const samples = memory.subarray(i * length, (i + 1) * length);
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
  const stretch = tileStretch(params, level, index);
  const { start } = stretch;
  const end = Math.min(stretch.end, x.nSamples);
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
