/**
 * Powers of a tile of the spectrogram lane by reassignment: level-0 column m, bin k is the cell [m, k] of
 * reassignedColumns.ts; a column of a higher level is the greatest (or mean) of its level-0 cells. Cells hold energy, not
 * peaks, so they are scaled by
 *
 *   (Σw)²/(N·Σw²)
 *
 * (N = fftSize): with the gain of spectrogramGain.ts a full-scale sine, all of whose energy comes together in one cell,
 * reads 0 dB. Where only a few frames of a column are looked at, their energy is moved in frequency alone: its neighbours
 * in time are not there.
 */
import { EngineError } from '../../core/errors.ts';
import { finiteSamples } from '../finiteSamples.ts';
import type { SampleSource } from '../sampleSource.ts';
import { placedWindow } from '../stftParams.ts';
import { reassignedColumns } from './reassignedColumns.ts';
import { reassignedFrames, type ReassignParams } from './reassignedFrames.ts';

export interface TileCells {
  readonly nColumns: number;
  readonly firstFrame: number; // of the tile
  readonly framesPerColumn: number; // 2^level
  readonly reduce: 'max' | 'mean';
  /** Frames that are looked at of each column; all where there are as many as framesPerColumn. */
  readonly frameAt: (column: number, i: number) => number;
  readonly nFrames: number; // of a column that are looked at
}

const framesPerPiece = 256;

/**
 * @param params centred: pad is not `none`
 * @returns [nColumns, nBins], row-major
 * @throws EngineError E_PARAM, E_SHAPE as `stft`; E_ABORTED: isCancelled said so
 */
export function reassignedTilePowers(
  source: SampleSource,
  params: ReassignParams,
  cells: TileCells,
  isCancelled: () => boolean,
): Float32Array {
  if (source.nSamples === 0) return new Float32Array(cells.nColumns * (params.fftSize / 2 + 1));
  const sound: SampleSource = {
    nSamples: source.nSamples,
    read: (start, count) => finiteSamples(source.read(start, count)),
  };
  const scale = cellScale(params);
  const isWhole = cells.nFrames === cells.framesPerColumn;
  const powers = (isWhole ? wholeColumns : fewFrames)(sound, params, cells, isCancelled);
  return powers.map((power) => power * scale);
}

function cellScale(params: ReassignParams): number {
  const window = placedWindow(params);
  const sum = window.reduce((total, gain) => total + gain, 0);
  const energy = window.reduce((total, gain) => total + gain * gain, 0);
  return sum ** 2 / (window.length * energy);
}

function wholeColumns(
  source: SampleSource,
  params: ReassignParams,
  { nColumns, firstFrame, framesPerColumn, reduce }: TileCells,
  isCancelled: () => boolean,
): Float32Array {
  const nBins = params.fftSize / 2 + 1;
  const powers = new Float32Array(nColumns * nBins);
  const add = adder(powers, nBins, reduce, framesPerColumn);
  const lastFrame = Math.floor(source.nSamples / params.hopLength);
  const end = Math.min(nColumns * framesPerColumn, lastFrame + 1 - firstFrame);
  for (let done = 0; done < end; done += framesPerPiece) {
    stopIf(isCancelled);
    const range = { first: firstFrame + done, nColumns: Math.min(framesPerPiece, end - done) };
    const piece = reassignedColumns(source, params, range);
    for (let m = 0; m < range.nColumns; m++)
      add(Math.floor((done + m) / framesPerColumn), piece.subarray(m * nBins, (m + 1) * nBins));
  }
  return powers;
}

function fewFrames(
  source: SampleSource,
  params: ReassignParams,
  { nColumns, reduce, frameAt, nFrames }: TileCells,
  isCancelled: () => boolean,
): Float32Array {
  const nBins = params.fftSize / 2 + 1;
  const powers = new Float32Array(nColumns * nBins);
  const add = adder(powers, nBins, reduce, nFrames);
  const cells = new Float64Array(nBins);
  const lastFrame = Math.floor(source.nSamples / params.hopLength);
  for (let at = 0; at < nColumns * nFrames; at++) {
    stopIf(isCancelled);
    const column = Math.floor(at / nFrames);
    const frame = frameAt(column, at % nFrames);
    if (frame > lastFrame) break;
    cells.fill(0);
    for (const { hz, magnitude } of reassignedFrames(source, params, frame, frame + 1)) {
      for (let k = 0; k < nBins; k++) {
        if (Number.isNaN(hz[k])) continue;
        const cell = Math.round((hz[k]! * params.fftSize) / params.sampleRateHz);
        cells[cell] = cells[cell]! + magnitude[k]! ** 2;
      }
    }
    add(column, cells);
  }
  return powers;
}

function adder(powers: Float32Array, nBins: number, reduce: 'max' | 'mean', n: number) {
  return (column: number, cells: Float64Array): void => {
    const offset = column * nBins;
    for (let k = 0; k < nBins; k++) {
      const before = powers[offset + k]!;
      powers[offset + k] = reduce === 'max' ? Math.max(before, cells[k]!) : before + cells[k]! / n;
    }
  };
}

function stopIf(isCancelled: () => boolean): void {
  if (isCancelled()) throw new EngineError('E_ABORTED', 'cancelled');
}
