/** PNG (ISO/IEC 15948), 8-bit RGB or 256 colours, with text chunks. */
import { crc32, deflateSync } from 'node:zlib';
import type { IndexedRaster, Raster } from './drawing.ts';

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

export interface PngFacts {
  /** Keyword to value; both must be ASCII here, which tEXt holds without doubt about the character set. */
  readonly texts?: Readonly<Record<string, string>> | undefined;
  readonly dpi?: number | undefined;
}

export function encodePng(raster: Raster | IndexedRaster, { texts = {}, dpi }: PngFacts = {}): Uint8Array {
  const { width, height } = raster;
  const isIndexed = 'indices' in raster;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, isIndexed ? 3 : 2, 0, 0, 0], 8); // bits, colour type, deflate, adaptive filters, not interlaced
  const pixels = isIndexed ? raster.indices : raster.rgb;
  const rowBytes = pixels.length / height;
  const rows = new Uint8Array(height * (rowBytes + 1)); // each begins with its filter: 0, none
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(rowBytes * y, rowBytes * (y + 1)), y * (rowBytes + 1) + 1);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    ...(dpi === undefined ? [] : [chunk('pHYs', pixelSize(dpi))]),
    ...Object.entries(texts).map(([key, value]) => chunk('tEXt', Buffer.from(`${key}\0${value}`, 'latin1'))),
    ...(isIndexed ? [chunk('PLTE', raster.palette)] : []),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

const metresPerInch = 0.0254;

/** Pixels a metre, across and down. */
function pixelSize(dpi: number): Uint8Array {
  const size = Buffer.alloc(9);
  const perMetre = Math.round(dpi / metresPerInch);
  size.writeUInt32BE(perMetre, 0);
  size.writeUInt32BE(perMetre, 4);
  size[8] = 1; // the unit is the metre
  return size;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  out.set(data, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
}
