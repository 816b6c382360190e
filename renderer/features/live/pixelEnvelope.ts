/** Least and greatest sample by pixel. */
import { leftPixel, pixelOf, slotOf, type PixelGrid, type PixelRange } from './pixelGrid.ts';
import type { SampleHistory } from './sampleHistory.ts';

export class PixelEnvelope {
  readonly min: Float32Array; // [widthPx], by slot
  readonly max: Float32Array;
  readonly #grid: PixelGrid;
  #next = 0; // sample
  #first: number | null = null;
  #last = -1;

  constructor(grid: PixelGrid) {
    this.#grid = grid;
    this.min = new Float32Array(grid.widthPx);
    this.max = new Float32Array(grid.widthPx);
  }

  get known(): PixelRange | null {
    return this.#first === null
      ? null
      : { first: Math.max(this.#first, this.#last - this.#grid.widthPx + 1), last: this.#last };
  }

  peakAt(pixel: number): number {
    const slot = slotOf(this.#grid, pixel);
    return Math.max(-(this.min[slot] ?? 0), this.max[slot] ?? 0);
  }

  /** @returns the pixels that changed; null: none */
  advance(history: SampleHistory): PixelRange | null {
    const oldest = Math.max(history.start, Math.ceil(leftPixel(this.#grid, history.end) * this.#grid.samplesPerPixel));
    if (oldest > this.#next) {
      this.#next = oldest;
      this.#first = null;
    }
    const count = history.end - this.#next;
    if (count <= 0) return null;
    const samples = history.read(this.#next, count);
    const first = pixelOf(this.#grid, this.#next);
    this.#first ??= first;
    for (let i = 0; i < count; i++) this.#take(samples[i]!, pixelOf(this.#grid, this.#next + i));
    this.#next += count;
    return { first, last: this.#last };
  }

  #take(value: number, pixel: number): void {
    const slot = slotOf(this.#grid, pixel);
    if (pixel > this.#last) {
      const isNeighbour = pixel === this.#last + 1 && this.#last >= (this.#first ?? 0);
      const before = slotOf(this.#grid, this.#last);
      // Where a pixel holds few samples its neighbours' ends are joined, as the line through them.
      this.min[slot] = isNeighbour ? Math.min(value, this.max[before]!) : value;
      this.max[slot] = isNeighbour ? Math.max(value, this.min[before]!) : value;
      this.#last = pixel;
    } else {
      if (value < this.min[slot]!) this.min[slot] = value;
      if (value > this.max[slot]!) this.max[slot] = value;
    }
  }
}
