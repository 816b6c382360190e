/** Paints quantised spectra into a strip, in the colours and on the axis of the spectrogram lane. */
import { levelPixels, type LevelColours } from '../../shared/colormap/levelColours.ts';
import type { FrequencyRange } from '../../shared/frequencyScale/frequencyAxis.ts';
import { rowMap, rowValue, type RowMap } from '../../shared/frequencyScale/rowMap.ts';
import { slotOf, type PixelGrid, type PixelRange } from './pixelGrid.ts';
import type { PixelSpectra } from './pixelSpectra.ts';
import { ScrollStrip } from './scrollStrip.ts';

export interface SpectrogramLook {
  readonly range: FrequencyRange;
  readonly binHz: number;
  readonly interpolate: boolean;
  readonly colours: LevelColours;
  readonly heightPx: number;
}

export class SpectrogramStrip {
  readonly strip: ScrollStrip;
  readonly #grid: PixelGrid;
  readonly #rows: RowMap;
  readonly #pixels: Uint32Array;
  readonly #heightPx: number;

  constructor(grid: PixelGrid, { range, binHz, interpolate, colours, heightPx }: SpectrogramLook, nBins: number) {
    this.strip = new ScrollStrip(grid, heightPx);
    this.#grid = grid;
    this.#rows = rowMap(range, { heightPx, nBins, binHz, interpolate });
    this.#pixels = levelPixels(colours);
    this.#heightPx = heightPx;
  }

  paint(spectra: PixelSpectra, changed: PixelRange): void {
    for (const { slot, count } of this.strip.runs(changed)) {
      const image = new ImageData(count, this.#heightPx);
      const out = new Uint32Array(image.data.buffer);
      for (let i = 0; i < count; i++) {
        const offset = (slot + i) * spectra.nBins;
        for (let y = 0; y < this.#heightPx; y++)
          out[y * count + i] = this.#pixels[rowValue(this.#rows, y, spectra.values, offset)] ?? 0;
      }
      this.strip.context.putImageData(image, slot, 0);
    }
  }

  valueAt(spectra: PixelSpectra, pixel: number, y: number): number {
    return rowValue(this.#rows, y, spectra.values, slotOf(this.#grid, pixel) * spectra.nBins);
  }
}
