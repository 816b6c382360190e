import type { WaveformInk } from './liveMessages.ts';
import type { PixelGrid, PixelRange } from './pixelGrid.ts';
import type { PixelEnvelope } from './pixelEnvelope.ts';
import { ScrollStrip } from './scrollStrip.ts';

/** Full scale fills the height; a pixel that reaches it is marked over all of it. */
export class WaveformStrip {
  readonly strip: ScrollStrip;
  readonly #ink: WaveformInk;
  readonly #heightPx: number;

  constructor(grid: PixelGrid, ink: WaveformInk, heightPx: number) {
    this.strip = new ScrollStrip(grid, heightPx);
    this.#ink = ink;
    this.#heightPx = heightPx;
  }

  paint(envelope: PixelEnvelope, changed: PixelRange): void {
    const { context } = this.strip;
    const height = this.#heightPx;
    const middle = Math.floor(height / 2);
    const yOf = (value: number) => Math.round((height - 1) * (0.5 - Math.min(1, Math.max(-1, value)) / 2));
    for (const { slot, count } of this.strip.runs(changed)) {
      context.fillStyle = this.#ink.ground;
      context.fillRect(slot, 0, count, height);
      context.fillStyle = this.#ink.axis;
      context.fillRect(slot, middle, count, 1);
      for (let i = slot; i < slot + count; i++) {
        const low = envelope.min[i] ?? 0;
        const high = envelope.max[i] ?? 0;
        const isClipped = high >= 1 || low <= -1;
        const top = isClipped ? 0 : yOf(high);
        context.fillStyle = isClipped ? this.#ink.clip : this.#ink.wave;
        context.fillRect(i, top, 1, isClipped ? height : yOf(low) - top + 1);
      }
    }
  }
}
