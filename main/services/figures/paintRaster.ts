/** A drawing as pixels. */
import {
  inkBytes,
  type Box,
  type Drawing,
  type Envelope,
  type Image,
  type Ink,
  type Lines,
  type Raster,
  type Text,
} from './drawing.ts';
import { dashed } from './dashed.ts';
import { textLines } from './textLines.ts';

/** @param scale pixels a unit of the drawing */
export function paintRaster({ width, height, items, paper, ink }: Drawing, scale = 1): Raster {
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  const raster = { ...size, rgb: new Uint8Array(3 * size.width * size.height) };
  const ground = inkBytes(paper);
  for (let at = 0; at < raster.rgb.length; at += 3) raster.rgb.set(ground, at);
  const mask = new Uint8Array(size.width * size.height);
  for (const item of items) {
    if (item.kind === 'image') paintImage(raster, item, scale);
    else if (item.kind === 'bar') paintBar(raster, item, item.ink ?? ink, scale);
    else if (item.kind === 'envelope') paintEnvelope(raster, item, scale);
    else paintStrokes(raster, mask, item.kind === 'text' ? textPen(item, ink, scale) : linePen(item, scale));
  }
  return raster;
}

/** Whole pixels, at least one each way. */
function pixelsOf({ x, y, w, h }: Box, scale: number): Box {
  const [left, top] = [Math.round(x * scale), Math.round(y * scale)];
  return {
    x: left,
    y: top,
    w: Math.max(1, Math.round((x + w) * scale) - left),
    h: Math.max(1, Math.round((y + h) * scale) - top),
  };
}

/** Nearest pixel of the picture, which has the box's own resolution or is the colour bar. */
function paintImage({ width, rgb }: Raster, { raster, ...box }: Image, scale: number): void {
  const { x, y, w, h } = pixelsOf(box, scale);
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

function paintBar(raster: Raster, box: Box, ink: Ink, scale: number): void {
  const colour = inkBytes(ink);
  const { x, y, w, h } = pixelsOf(box, scale);
  for (let row = y; row < y + h; row++)
    for (let column = x; column < x + w; column++) blend(raster, column, row, colour, 1);
}

const thinnestPx = 1;

/** A pixel covers from the highest top to the lowest bottom of the columns it touches. */
function paintEnvelope(raster: Raster, { x, step, top, bottom, ink }: Envelope, scale: number): void {
  const colour = inkBytes(ink);
  const end = Math.round((x + step * top.length) * scale);
  for (let column = Math.round(x * scale); column < end; column++) {
    const first = Math.max(0, Math.floor((column / scale - x) / step + 1e-6));
    const last = Math.min(top.length - 1, Math.max(first, Math.ceil(((column + 1) / scale - x) / step - 1e-6) - 1));
    let [high, low] = [Infinity, -Infinity];
    for (let i = first; i <= last; i++) {
      high = Math.min(high, top[i]! * scale);
      low = Math.max(low, bottom[i]! * scale);
    }
    const grow = Math.max(0, thinnestPx - (low - high)) / 2;
    for (let row = Math.floor(high - grow); row <= Math.floor(low + grow); row++) {
      const covered = Math.min(row + 1, low + grow) - Math.max(row, high - grow);
      blend(raster, column, row, colour, Math.max(0, covered));
    }
  }
}

/** x₁, y₁, x₂, y₂ in pixels of each stroke. */
interface Pen {
  readonly strokes: readonly (readonly [number, number, number, number])[];
  readonly radius: number;
  readonly ink: Ink;
}

const thinnestText = 1.1; // pixels

function textPen(text: Text, usual: Ink, scale: number): Pen {
  const pen = linePen(textLines(text, text.ink ?? usual), scale);
  return { ...pen, radius: Math.max(thinnestText / 2, pen.radius) };
}

function linePen({ lines, width, ink, dash }: Lines, scale: number): Pen {
  const parts = dash === undefined ? lines : lines.flatMap((line) => dashed(line, dash));
  const strokes = parts.flatMap((line) =>
    Array.from({ length: line.length / 2 - 1 }, (_, i) => {
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = line.slice(2 * i, 2 * i + 4).map((value) => value * scale);
      return [x1, y1, x2, y2] as const;
    }),
  );
  return { strokes, radius: Math.max(0.5, (width * scale) / 2), ink };
}

/**
 * Coverage falls over one pixel across the edge of a round-ended stroke; strokes of one pen that touch do not darken each
 * other: the greatest coverage counts.
 * @param mask [height, width], 0 everywhere, and again afterwards
 */
function paintStrokes(raster: Raster, mask: Uint8Array, { strokes, radius, ink }: Pen): void {
  const { width, height } = raster;
  const colour = inkBytes(ink);
  const touched: number[] = [];
  const reach = radius + 1;
  for (const [x1, y1, x2, y2] of strokes) {
    const dx = x2 - x1;
    const dy = y2 - y1;
    const lengthSquared = dx * dx + dy * dy;
    const bottom = Math.min(height - 1, Math.max(y1, y2) + reach);
    const right = Math.min(width - 1, Math.max(x1, x2) + reach);
    for (let row = Math.max(0, Math.floor(Math.min(y1, y2) - reach)); row <= bottom; row++) {
      for (let column = Math.max(0, Math.floor(Math.min(x1, x2) - reach)); column <= right; column++) {
        const px = column + 0.5 - x1;
        const py = row + 0.5 - y1;
        const t = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / lengthSquared));
        const coverage = radius + 0.5 - Math.hypot(px - t * dx, py - t * dy);
        if (coverage <= 0) continue;
        const at = row * width + column;
        if (mask[at] === 0) touched.push(at);
        mask[at] = Math.max(mask[at]!, Math.ceil(255 * Math.min(1, coverage)));
      }
    }
  }
  for (const at of touched) {
    blend(raster, at % width, Math.floor(at / width), colour, mask[at]! / 255);
    mask[at] = 0;
  }
}

function blend({ width, height, rgb }: Raster, x: number, y: number, ink: readonly number[], coverage: number): void {
  if (coverage <= 0 || x < 0 || y < 0 || x >= width || y >= height) return;
  const at = 3 * (y * width + x);
  for (let c = 0; c < 3; c++) rgb[at + c] = Math.round(rgb[at + c]! + (ink[c]! - rgb[at + c]!) * coverage);
}
