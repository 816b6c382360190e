/**
 * Columns of the spectrogram lane. Level-0 column m is the power spectrum of the frame centred on sample m·hopLength,
 * dB re a full-scale sine (spectrogramGain.ts), as 16-bit steps (spectrogramQuantiser.ts). Column c of level L is the
 * greatest (or mean) power of the 2^L level-0 columns from c·2^L on, so it covers the samples from
 * (c·2^L − ½)·hopLength to ((c + 1)·2^L − ½)·hopLength. A tile is 64 columns: tile i of a level starts at column 64·i.
 * Past the signal's ends samples are 0; samples that are not finite count as 0. Kernels of native/ compute in float32:
 * a step or two apart from float64 at 100 dB below the column's greatest bin, more below that. By the method
 * `reassigned` the energy stands where it comes from (reassign/reassignedTilePowers.ts).
 */
import { EngineError } from '../core/errors.ts';
import { hasFftKernel } from '../native/kernels.ts';
import type { Kernels } from '../native/kernels.ts';
import { kernels } from '../native/loadKernels.ts';
import { realFft } from './fft.ts';
import type { RealFft } from './fft.ts';
import { finiteSamples } from './finiteSamples.ts';
import { reassignedTilePowers } from './reassign/reassignedTilePowers.ts';
import { requireInteger } from './requireInteger.ts';
import type { SampleSource } from './sampleSource.ts';
import { spectrogramGain } from './spectrogramGain.ts';
import type { PreEmphasis } from './spectrogramGain.ts';
import { contiguousPowers, sparsePowers } from './spectrogramPowers.ts';
import { SpectrogramQuantiser } from './spectrogramQuantiser.ts';
import { makeWindow } from './window.ts';
import type { WindowName, WindowOptions } from './window.ts';
import { maxHopLength } from './frameReader.ts';

export const spectrogramTileColumns = 64;

/** 2^24 columns of one sample each are 6 minutes at 44.1 kHz; at usual hops level 24 holds weeks. */
export const maxSpectrogramLevel = 24;

export interface SpectrogramColumnParams extends WindowOptions, PreEmphasis {
  readonly window: WindowName;
  readonly winLength: number; // samples, 1 … fftSize
  readonly fftSize: number; // N; even; more than winLength is zero padding
  readonly hopLength: number; // samples between level-0 columns
  readonly reduce?: 'max' | 'mean' | undefined; // of power, over the frames of a column; max
  readonly method?: 'power' | 'reassigned' | undefined; // power
}

/** Columns to either side whose frames can send energy into one: 0 unless it is reassigned. */
export function reassignReach({ method, fftSize, hopLength }: SpectrogramColumnParams): number {
  return method === 'reassigned' ? Math.ceil(fftSize / (2 * hopLength)) : 0;
}

export interface SpectrogramTileRequest {
  readonly level: number;
  readonly index: number; // i ≥ 0
  /** At most this many frames per column, evenly spaced: a first view that costs the same at every level. */
  readonly maxFramesPerColumn?: number | undefined;
  readonly isCancelled?: (() => boolean) | undefined; // asked before every column, or piece of columns
}

export interface SpectrogramTile {
  readonly level: number;
  readonly index: number;
  readonly nBins: number; // fftSize/2 + 1
  readonly values: Uint16Array; // [spectrogramTileColumns, nBins], row-major
  readonly isExact: boolean; // false: frames were left out
}

/** Level-L columns that touch the signal: ⌈(1 + ⌊nSamples/hopLength⌋)/2^L⌉. @throws EngineError E_PARAM: no integers */
export function countSpectrogramColumns(nSamples: number, hopLength: number, level: number): number {
  requireInteger('nSamples', nSamples, 0);
  requireInteger('hopLength', hopLength, 1);
  requireInteger('level', level, 0, maxSpectrogramLevel);
  return Math.ceil((1 + Math.floor(nSamples / hopLength)) / 2 ** level);
}

/** Computes the tiles of one set of parameters, with buffers kept between calls. */
export class SpectrogramColumns {
  readonly nBins: number;
  readonly #params: SpectrogramColumnParams;
  readonly #fft: RealFft;
  readonly #window: Float64Array;
  readonly #kernelWindow: Float32Array;
  readonly #lead: number; // samples of frame m before sample m·hopLength
  readonly #scale: Float64Array;
  readonly #quantiser: SpectrogramQuantiser;
  readonly #frame: Float64Array;
  readonly #power: Float64Array;
  readonly #column: Float64Array;

  /** @throws EngineError E_PARAM */
  constructor(params: SpectrogramColumnParams) {
    const { fftSize, winLength, hopLength } = params;
    this.#fft = realFft(fftSize);
    requireInteger('winLength', winLength, 1, fftSize);
    requireInteger('hopLength', hopLength, 1, maxHopLength);
    this.#params = params;
    this.nBins = this.#fft.nBins;
    this.#window = makeWindow(params.window, winLength, params);
    this.#kernelWindow = Float32Array.from(this.#window);
    // The window lies in the middle of fftSize, as in stft.ts; the position inside the FFT does not change the power.
    this.#lead = fftSize / 2 - Math.floor((fftSize - winLength) / 2);
    this.#scale = spectrogramGain(this.#window, fftSize, params);
    this.#quantiser = new SpectrogramQuantiser(this.nBins);
    this.#frame = new Float64Array(fftSize);
    this.#power = new Float64Array(this.nBins);
    this.#column = new Float64Array(this.nBins);
  }

  /** @throws EngineError E_PARAM: bad level or index; E_ABORTED: isCancelled said so */
  tile(source: SampleSource, request: SpectrogramTileRequest): SpectrogramTile {
    const { level, index, maxFramesPerColumn: most = Infinity } = request;
    requireInteger('level', level, 0, maxSpectrogramLevel);
    requireInteger('index', index, 0);
    if (!(most >= 1)) throw new EngineError('E_PARAM', `maxFramesPerColumn=${most} must be ≥ 1`);
    const span = 2 ** level;
    const nFrames = Math.min(span, Math.floor(most));
    if (this.#params.method === 'reassigned') {
      const values = this.quantised(this.#reassignedPowers(source, request, nFrames), request.isCancelled);
      return { level, index, nBins: this.nBins, values, isExact: nFrames === span };
    }
    const kernel = hasFftKernel(this.#fft.size) ? kernels() : null;
    if (kernel) {
      const powers = this.#kernelPowers(kernel, source, request, nFrames);
      const values = this.quantised(powers, request.isCancelled);
      return { level, index, nBins: this.nBins, values, isExact: nFrames === span };
    }
    const values = new Uint16Array(spectrogramTileColumns * this.nBins);
    const samples = new ColumnSamples(source, this.#window.length, nFrames === span);
    for (let c = 0; c < spectrogramTileColumns; c++) {
      if (request.isCancelled?.() === true) throw new EngineError('E_ABORTED', 'cancelled');
      const first = (index * spectrogramTileColumns + c) * span;
      if (!this.#accumulate(samples, (i) => first + sparseOffset(i, span, nFrames), nFrames)) break;
      this.#quantiser.quantise(this.#column, this.#scale, values, c * this.nBins);
    }
    return { level, index, nBins: this.nBins, values, isExact: nFrames === span };
  }

  /** A tile's values from the powers |X|² of its columns, wherever they were computed; both [spectrogramTileColumns, nBins]. */
  quantised(powers: Float32Array, isCancelled = () => false): Uint16Array {
    const values = new Uint16Array(powers.length);
    for (let at = 0; at < values.length; at += this.nBins) {
      if (isCancelled()) throw new EngineError('E_ABORTED', 'cancelled');
      this.#quantiser.quantise(powers.subarray(at, at + this.nBins), this.#scale, values, at);
    }
    return values;
  }

  #reassignedPowers(
    source: SampleSource,
    { level, index, isCancelled = () => false }: SpectrogramTileRequest,
    nFrames: number,
  ): Float32Array {
    const { reduce = 'max' } = this.#params;
    const span = 2 ** level;
    const nColumns = spectrogramTileColumns;
    const firstFrame = index * nColumns * span;
    const frameAt = (column: number, i: number) => firstFrame + column * span + sparseOffset(i, span, nFrames);
    const cells = { nColumns, firstFrame, framesPerColumn: span, reduce, frameAt, nFrames };
    return reassignedTilePowers(source, { ...this.#params, pad: 'constant' }, cells, isCancelled);
  }

  #kernelPowers(
    kernel: Kernels,
    source: SampleSource,
    { level, index, isCancelled = () => false }: SpectrogramTileRequest,
    nFrames: number,
  ): Float32Array {
    const { hopLength, reduce = 'max' } = this.#params;
    const frames = { window: this.#kernelWindow, fftSize: this.#fft.size, hopLength, lead: this.#lead, reduce };
    const span = 2 ** level;
    const firstFrame = index * spectrogramTileColumns * span;
    const nColumns = spectrogramTileColumns;
    if (nFrames === span) {
      const columns = { firstFrame, framesPerColumn: span, nColumns };
      return contiguousPowers(kernel, source, frames, columns, isCancelled);
    }
    const frameAt = (column: number, i: number) => firstFrame + column * span + sparseOffset(i, span, nFrames);
    return sparsePowers(kernel, source, frames, { nFrames, nColumns, frameAt }, isCancelled);
  }

  /** Fills #column from the frames frameAt(0 … nFrames−1); false if all of them lie past the end of the signal. */
  #accumulate(samples: ColumnSamples, frameAt: (i: number) => number, nFrames: number): boolean {
    const { hopLength } = this.#params;
    const column = this.#column.fill(0);
    const isMean = this.#params.reduce === 'mean';
    let isInside = false;
    for (let i = 0; i < nFrames; i++) {
      const start = frameAt(i) * hopLength - this.#lead;
      if (start >= samples.nSamples) break;
      isInside = true;
      samples.readWindowed(start, this.#window, this.#frame);
      this.#fft.power(this.#frame, this.#power);
      if (isMean) addInto(column, this.#power, 1 / nFrames);
      else raiseTo(column, this.#power);
    }
    return isInside;
  }
}

/** Frame i of nFrames evenly spaced ones of a column of `span`. */
function sparseOffset(i: number, span: number, nFrames: number): number {
  return Math.floor(((i + 0.5) * span) / nFrames);
}

/** Reads frames in ascending order, in larger pieces while they follow each other. */
class ColumnSamples {
  readonly nSamples: number;
  readonly #source: SampleSource;
  readonly #pieceSamples: number;
  #piece: Float32Array = new Float32Array(0);
  #pieceStart = 0;

  constructor(source: SampleSource, winLength: number, isContiguous: boolean) {
    this.nSamples = source.nSamples;
    this.#source = source;
    this.#pieceSamples = isContiguous ? Math.max(32_768, 4 * winLength) : winLength;
  }

  readWindowed(start: number, window: Float64Array, target: Float64Array): void {
    let at = start - this.#pieceStart;
    if (at < 0 || at + window.length > this.#piece.length) {
      this.#piece = finiteSamples(this.#source.read(start, this.#pieceSamples));
      this.#pieceStart = start;
      at = 0;
    }
    const piece = this.#piece;
    for (let n = 0; n < window.length; n++) target[n] = piece[at + n]! * window[n]!;
  }
}

function raiseTo(column: Float64Array, power: Float64Array): void {
  for (let k = 0; k < column.length; k++) if (power[k]! > column[k]!) column[k] = power[k]!;
}

function addInto(column: Float64Array, power: Float64Array, weight: number): void {
  for (let k = 0; k < column.length; k++) column[k] = column[k]! + weight * power[k]!;
}
