/** The powers of spectrogramColumns.ts by a kernel of native/: a tile's worth of frames in pieces of bounded size. */
import { EngineError } from '../core/errors.ts';
import type { Kernels } from '../native/kernels.ts';
import { finiteSamples } from './finiteSamples.ts';
import type { SampleSource } from './sampleSource.ts';

export interface TileFrames {
  readonly window: Float32Array;
  readonly fftSize: number;
  readonly hopLength: number;
  readonly lead: number; // frame m begins at sample m·hopLength − lead
  readonly reduce: 'max' | 'mean';
}

export interface TileColumns {
  readonly firstFrame: number;
  readonly framesPerColumn: number; // a power of 2
  readonly nColumns: number;
}

const pieceSamples = 2 ** 17;
const vectorFrames = 16;

/** Every frame of every column that begins within the signal: [nColumns, nBins], 0 past the end. */
export function contiguousPowers(
  kernel: Kernels,
  source: SampleSource,
  frames: TileFrames,
  columns: TileColumns,
  isCancelled: () => boolean,
): Float32Array {
  const { window, hopLength, lead } = frames;
  const { firstFrame, framesPerColumn, nColumns } = columns;
  const powers = new Float32Array(nColumns * (frames.fftSize / 2 + 1));
  const nInside = Math.ceil((source.nSamples + lead) / hopLength) - firstFrame; // begin before the end
  const nFrames = Math.min(nColumns * framesPerColumn, nInside);
  const fitting = Math.max(vectorFrames, (pieceSamples - window.length) / hopLength);
  const perPiece = 2 ** Math.floor(Math.log2(fitting));
  for (let done = 0; done < nFrames; done += perPiece) {
    if (isCancelled()) throw new EngineError('E_ABORTED', 'cancelled');
    const count = Math.min(perPiece, nFrames - done);
    const start = (firstFrame + done) * hopLength - lead;
    const samples = finiteSamples(source.read(start, (count - 1) * hopLength + window.length));
    addPiece(kernel, frames, { samples, hopLength, count, done, perColumn: framesPerColumn }, powers);
  }
  return scaledMeans(powers, frames.reduce, framesPerColumn);
}

/** `frameAt(0 … nFrames−1)` of every column, ascending. */
export function sparsePowers(
  kernel: Kernels,
  source: SampleSource,
  frames: TileFrames,
  { nFrames, nColumns, frameAt }: { nFrames: number; nColumns: number; frameAt: (column: number, i: number) => number },
  isCancelled: () => boolean,
): Float32Array {
  const { window, hopLength, lead } = frames;
  const powers = new Float32Array(nColumns * (frames.fftSize / 2 + 1));
  const pieces = new Float32Array(nFrames * nColumns * window.length);
  let count = 0;
  for (; count < nFrames * nColumns; count++) {
    if (isCancelled()) throw new EngineError('E_ABORTED', 'cancelled');
    const start = frameAt(Math.floor(count / nFrames), count % nFrames) * hopLength - lead;
    if (start >= source.nSamples) break;
    pieces.set(finiteSamples(source.read(start, window.length)), count * window.length);
  }
  const piece = { samples: pieces, hopLength: window.length, count, done: 0, perColumn: nFrames };
  if (count > 0) addPiece(kernel, frames, piece, powers);
  return scaledMeans(powers, frames.reduce, nFrames);
}

interface Piece {
  readonly samples: Float32Array;
  readonly hopLength: number; // within `samples`
  readonly count: number;
  readonly done: number; // frames of the tile before these
  readonly perColumn: number;
}

/** A piece is whole columns and the beginning of one, or a part of one. */
function addPiece(
  kernel: Kernels,
  { window, fftSize, reduce }: TileFrames,
  { samples, hopLength, count, done, perColumn }: Piece,
  powers: Float32Array,
): void {
  const nBins = fftSize / 2 + 1;
  const column = Math.floor(done / perColumn);
  const part = powers.subarray(column * nBins, (column + Math.ceil(count / perColumn)) * nBins);
  const piece = { samples, window, fftSize, hopLength, nFrames: count };
  kernel.spectrogram(piece, perColumn, reduce === 'max' ? 'max' : 'sum', part);
}

function scaledMeans(powers: Float32Array, reduce: 'max' | 'mean', nFrames: number): Float32Array {
  return reduce === 'max' ? powers : powers.map((sum) => sum / nFrames);
}
