/** A canvas on which each pixel of time is painted once, at its slot, and from there copied to where it is now. */
import { slotOf, type PixelGrid, type PixelRange } from './pixelGrid.ts';

export class ScrollStrip {
  readonly #grid: PixelGrid;
  readonly #canvas: OffscreenCanvas;
  readonly context: OffscreenCanvasRenderingContext2D;

  constructor(grid: PixelGrid, heightPx: number) {
    this.#grid = grid;
    this.#canvas = new OffscreenCanvas(grid.widthPx, heightPx);
    const context = this.#canvas.getContext('2d', { alpha: false });
    if (context === null) throw new Error('no 2D canvas in the worker');
    this.context = context;
  }

  /** Runs of neighbouring slots: pixels first … last, at most the width of them. */
  *runs({
    first,
    last,
  }: PixelRange): Iterable<{ readonly slot: number; readonly pixel: number; readonly count: number }> {
    for (let pixel = Math.max(first, last - this.#grid.widthPx + 1); pixel <= last;) {
      const slot = slotOf(this.#grid, pixel);
      const count = Math.min(last - pixel + 1, this.#grid.widthPx - slot);
      yield { slot, pixel, count };
      pixel += count;
    }
  }

  /** Draws the pixels from `left` on; those outside `known` are ground. */
  drawInto(target: OffscreenCanvasRenderingContext2D, left: number, known: PixelRange | null, ground: string): void {
    const { width, height } = this.#canvas;
    const first = known === null ? width : Math.max(0, known.first - left);
    const end = known === null ? width : Math.min(width, known.last + 1 - left);
    target.fillStyle = ground;
    target.fillRect(0, 0, first, height);
    target.fillRect(end, 0, width - end, height);
    if (end <= first) return;
    for (const { slot, pixel, count } of this.runs({ first: left + first, last: left + end - 1 }))
      target.drawImage(this.#canvas, slot, 0, count, height, pixel - left, 0, count, height);
  }
}
