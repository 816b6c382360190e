/**
 * Time in pixels: pixel p holds the samples from p·samplesPerPixel on, counted from the first that ever came, so that
 * what is drawn once never changes its place but by whole pixels. A ring of `widthPx` slots keeps what is in view.
 */
export interface PixelGrid {
  readonly widthPx: number;
  readonly samplesPerPixel: number;
}

export const pixelOf = ({ samplesPerPixel }: PixelGrid, sample: number): number => Math.floor(sample / samplesPerPixel);

/** The pixel at the left edge when the one of the newest sample is at the right. */
export function leftPixel(grid: PixelGrid, endSample: number): number {
  return pixelOf(grid, Math.max(0, endSample - 1)) - grid.widthPx + 1;
}

export const slotOf = ({ widthPx }: PixelGrid, pixel: number): number => ((pixel % widthPx) + widthPx) % widthPx;

/** What has changed since it was last drawn: pixels first … last; nothing if last < first. */
export interface PixelRange {
  readonly first: number;
  readonly last: number;
}
