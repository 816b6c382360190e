/** A drawing as pixels. */
import type { Drawing, IndexedRaster, Raster, Text } from './drawing.ts';
import { measureText, strokeWidthPerSize, textStrokes } from './strokeFont.ts';

const inkOfGrey = 0.62;

export function paintRaster({ width, height, items }: Drawing): Raster {
  const raster = { width, height, rgb: new Uint8Array(3 * width * height).fill(255) };
  for (const item of items) {
    if (item.kind === 'image') paintImage(raster, item);
    else if (item.kind === 'bar') paintBar(raster, item);
    else paintText(raster, item);
  }
  return raster;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Nearest pixel of the picture, which has the box's own resolution or is the colour bar. */
function paintImage({ width, rgb }: Raster, { x, y, w, h, raster }: Box & { raster: IndexedRaster }): void {
  for (let row = 0; row < h; row++) {
    const from = Math.min(raster.height - 1, Math.floor(((row + 0.5) * raster.height) / h));
    for (let column = 0; column < w; column++) {
      const pixel = from * raster.width + Math.min(raster.width - 1, Math.floor(((column + 0.5) * raster.width) / w));
      const target = 3 * ((y + row) * width + x + column);
      const colour = 3 * raster.indices[pixel]!;
      for (let c = 0; c < 3; c++) rgb[target + c] = raster.palette[colour + c]!;
    }
  }
}

function paintBar(raster: Raster, { x, y, w, h }: Box): void {
  for (let row = y; row < y + h; row++) for (let column = x; column < x + w; column++) ink(raster, column, row, 1);
}

function paintText(raster: Raster, { text, x, y, size, anchor, upright = false, grey = false }: Text): void {
  const shift = { start: 0, middle: 0.5, end: 1 }[anchor] * measureText(text, size);
  const radius = Math.max(0.55, (strokeWidthPerSize * size) / 2);
  const darkness = grey ? inkOfGrey : 1;
  for (const [ax, ay, bx, by] of textStrokes(text, size)) {
    const place = (px: number, py: number) => (upright ? [x + py, y - (px - shift)] : [x + px - shift, y + py]);
    const [x1, y1] = place(ax, ay) as [number, number];
    const [x2, y2] = place(bx, by) as [number, number];
    paintStroke(raster, { x1, y1, x2, y2 }, radius, darkness);
  }
}

/** Coverage falls over one pixel across the edge of a round-ended stroke; strokes that touch do not darken each other. */
function paintStroke(
  raster: Raster,
  { x1, y1, x2, y2 }: { x1: number; y1: number; x2: number; y2: number },
  radius: number,
  darkness: number,
): void {
  const reach = radius + 1;
  const dx = x2 - x1;
  const dy = y2 - y1;
  const lengthSquared = dx * dx + dy * dy;
  for (let row = Math.floor(Math.min(y1, y2) - reach); row <= Math.max(y1, y2) + reach; row++) {
    for (let column = Math.floor(Math.min(x1, x2) - reach); column <= Math.max(x1, x2) + reach; column++) {
      const px = column + 0.5 - x1;
      const py = row + 0.5 - y1;
      const t = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / lengthSquared));
      const distance = Math.hypot(px - t * dx, py - t * dy);
      ink(raster, column, row, darkness * Math.min(1, Math.max(0, radius + 0.5 - distance)));
    }
  }
}

function ink({ width, height, rgb }: Raster, x: number, y: number, coverage: number): void {
  if (coverage <= 0 || x < 0 || y < 0 || x >= width || y >= height) return;
  const value = Math.round(255 * (1 - coverage));
  const at = 3 * (y * width + x);
  for (let c = at; c < at + 3; c++) rgb[c] = Math.min(rgb[c]!, value);
}
