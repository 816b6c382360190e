/** Decodes what Playwright's screenshots are: PNG of 8 bits, RGB or RGBA, not interlaced. */
import { inflateSync } from 'node:zlib';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** [height · width · 4] bytes r, g, b, a. */
  readonly rgba: Uint8Array;
}

export function readPng(png: Buffer): Picture {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const [depth, colourType, , , interlace] = png.subarray(24, 29);
  if (depth !== 8 || (colourType !== 2 && colourType !== 6) || interlace !== 0)
    throw new Error(`PNG of ${String(depth)} bits, colour type ${String(colourType)} is none of Playwright's`);
  const nChannels = colourType === 2 ? 3 : 4;
  const raw = inflateSync(Buffer.concat(chunksNamed(png, 'IDAT')));
  const rgba = new Uint8Array(width * height * 4).fill(255);
  const stride = width * nChannels;
  let before = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const at = y * (stride + 1);
    const row = unfilter(raw[at] ?? 0, raw.subarray(at + 1, at + 1 + stride), before, nChannels);
    for (let x = 0; x < width; x++)
      for (let c = 0; c < nChannels; c++) rgba[(y * width + x) * 4 + c] = row[x * nChannels + c] ?? 0;
    before = row;
  }
  return { width, height, rgba };
}

function chunksNamed(png: Buffer, name: string): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === name) chunks.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return chunks;
}

/** PNG filter types 0 to 4. */
function unfilter(filter: number, line: Uint8Array, above: Uint8Array, step: number): Uint8Array<ArrayBuffer> {
  const row = new Uint8Array(line.length);
  for (let i = 0; i < line.length; i++) {
    const left = i >= step ? (row[i - step] ?? 0) : 0;
    const up = above[i] ?? 0;
    const corner = i >= step ? (above[i - step] ?? 0) : 0;
    const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
    row[i] = (line[i] ?? 0) + predicted;
  }
  return row;
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const distances = [left, up, corner].map((value) => Math.abs(estimate - value));
  const [toLeft = 0, toUp = 0, toCorner = 0] = distances;
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
