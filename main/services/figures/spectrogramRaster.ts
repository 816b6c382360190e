import type { FrequencyScale } from '../../engine/dsp/frequencyScale.ts';
import type { IndexedRaster } from './drawing.ts';

export interface PictureBand {
  readonly scale: FrequencyScale;
  readonly fMinHz: number;
  readonly fMaxHz: number;
  readonly height: number; // pixels
}

/** Where a pixel row's lower edge (0 is the lowest row's) lies, in Hz. */
export function rowEdges({ scale, fMinHz, fMaxHz, height }: PictureBand): (edge: number) => number {
  const low = scale.fromHz(fMinHz);
  const span = scale.fromHz(fMaxHz) - low;
  return (edge) => scale.toHz(low + (span * edge) / height);
}

/**
 * From levels of bins to levels of pixel rows, the highest frequency first: the greatest of the bins in a row's band, or
 * where bins are wider, the level between the two nearest.
 * @param binHz between bins; @param nBins of a column
 */
export function pixelRows(
  band: PictureBand,
  binHz: number,
  nBins: number,
): (bins: Float32Array, rows: Float32Array) => void {
  const hzAt = rowEdges(band);
  const { height } = band;
  const binAt = (edge: number) => Math.min(hzAt(edge) / binHz, nBins - 1);
  const bands = Array.from({ length: height }, (_, y) => ({
    from: Math.ceil(binAt(height - y - 1)),
    to: Math.floor(binAt(height - y)),
    middle: binAt(height - y - 0.5),
  }));
  return (bins, rows) => {
    bands.forEach(({ from, to, middle }, y) => {
      if (to >= from) {
        let most = -Infinity;
        for (let k = from; k <= to; k++) most = Math.max(most, bins[k]!);
        rows[y] = most;
      } else {
        const k = Math.min(Math.floor(middle), nBins - 2);
        rows[y] = bins[k]! + (middle - k) * (bins[k + 1]! - bins[k]!);
      }
    });
  };
}

/** @param levels [height, width] dB, the highest frequency first */
export function colourLevels(
  levels: Float32Array,
  size: { readonly width: number; readonly height: number },
  { floorDb, rangeDb, colours }: { readonly floorDb: number; readonly rangeDb: number; readonly colours: Uint8Array },
): IndexedRaster {
  const steps = colours.length / 3;
  const indices = Uint8Array.from(levels, (level) =>
    Math.min(steps - 1, Math.max(0, Math.floor(((level - floorDb) / rangeDb) * steps))),
  );
  return { ...size, indices, palette: colours };
}
