/**
 * Spectra by pixel: each shows the greatest (or mean) power of the frames whose middle lies in it, and one without a
 * frame the nearest frame. The newest pixel is shown with the frames it has so far.
 */
import type { FrameSpectra } from '../../kernels/frameSpectra.ts';
import { leftPixel, pixelOf, slotOf, type PixelGrid, type PixelRange } from './pixelGrid.ts';
import type { SampleHistory } from './sampleHistory.ts';

export interface FramePlan {
  readonly winLength: number;
  readonly hopLength: number;
  readonly reduce: 'max' | 'mean';
}

const batchFrames = 64;

export class PixelSpectra {
  readonly nBins: number;
  /** [widthPx, nBins] quantised levels, by slot. */
  readonly values: Uint16Array;
  readonly #grid: PixelGrid;
  readonly #plan: FramePlan;
  readonly #spectra: FrameSpectra;
  readonly #sum: Float32Array; // of the pixel that is being filled
  #nSummed = 0;
  #nextFrame = 0;
  #first: number | null = null; // pixels that have a spectrum: first … last
  #last = -1;

  constructor(grid: PixelGrid, plan: FramePlan, spectra: FrameSpectra) {
    this.#grid = grid;
    this.#plan = plan;
    this.#spectra = spectra;
    this.nBins = spectra.nBins;
    this.values = new Uint16Array(grid.widthPx * this.nBins);
    this.#sum = new Float32Array(this.nBins);
  }

  /** Sample after the last of the frame that comes next. */
  get nextFrameEnd(): number {
    return this.#nextFrame * this.#plan.hopLength + this.#plan.winLength;
  }

  /** Pixels that have a spectrum; null: none. */
  get known(): PixelRange | null {
    return this.#first === null
      ? null
      : { first: Math.max(this.#first, this.#last - this.#grid.widthPx + 1), last: this.#last };
  }

  /** Takes in the frames that are complete by now. @returns the pixels that changed; null: none */
  advance(history: SampleHistory): PixelRange | null {
    const { hopLength, winLength } = this.#plan;
    this.#skipTo(
      Math.max(history.start, Math.floor(leftPixel(this.#grid, history.end) * this.#grid.samplesPerPixel) - winLength),
    );
    const nReady = Math.floor((history.end - winLength) / hopLength) + 1 - this.#nextFrame;
    if (nReady <= 0) return null;
    let first = Infinity;
    for (let done = 0; done < nReady; done += batchFrames) {
      const count = Math.min(batchFrames, nReady - done);
      const samples = history.read(this.#nextFrame * hopLength, (count - 1) * hopLength + winLength);
      const powers = this.#spectra.powers(samples, count);
      for (let i = 0; i < count; i++)
        first = Math.min(first, this.#take(powers.subarray(i * this.nBins, (i + 1) * this.nBins)));
    }
    this.#show(this.#last);
    return { first, last: this.#last };
  }

  /** Frames that begin before `sample` are out of view, or lost. */
  #skipTo(sample: number): void {
    this.#nextFrame = Math.max(this.#nextFrame, Math.ceil(sample / this.#plan.hopLength));
  }

  /** @returns the first pixel that changed */
  #take(power: Float32Array): number {
    const { hopLength, winLength, reduce } = this.#plan;
    const pixel = pixelOf(this.#grid, this.#nextFrame * hopLength + winLength / 2);
    this.#nextFrame++;
    const before = this.#last;
    if (this.#first === null || pixel - before > this.#grid.widthPx) this.#first = pixel;
    else if (pixel > before) this.#show(before);
    if (pixel > before) {
      this.#sum.fill(0);
      this.#nSummed = 0;
    }
    for (let k = 0; k < power.length; k++)
      this.#sum[k] = reduce === 'mean' ? this.#sum[k]! + power[k]! : Math.max(this.#sum[k]!, power[k]!);
    this.#nSummed++;
    this.#last = pixel;
    if (pixel <= before + 1 || this.#first === pixel) return Math.min(pixel, Math.max(before, this.#first));
    this.#show(pixel);
    this.#fillBetween(before, pixel);
    return before;
  }

  #fillBetween(before: number, after: number): void {
    for (let pixel = before + 1; pixel < after; pixel++) {
      const nearest = pixel - before <= after - pixel ? before : after;
      const from = slotOf(this.#grid, nearest) * this.nBins;
      this.values.copyWithin(slotOf(this.#grid, pixel) * this.nBins, from, from + this.nBins);
    }
  }

  #show(pixel: number): void {
    const powers = this.#plan.reduce === 'mean' ? this.#sum.map((sum) => sum / this.#nSummed) : this.#sum;
    this.#spectra.quantise(powers, this.values, slotOf(this.#grid, pixel) * this.nBins);
  }
}

const mostFramesPerSec = 1000;
const mostTransformedPerSec = 4e6; // FFT points

/** A hop so short that the picture could not show it would only cost: the least multiple of it that is affordable. */
export function affordableHop(hopLength: number, fftSize: number, sampleRateHz: number): number {
  const framesPerSec = Math.min(mostFramesPerSec, mostTransformedPerSec / fftSize);
  return hopLength * Math.max(1, Math.ceil(sampleRateHz / hopLength / framesPerSec));
}
