/** PDF 1.4 (ISO 32000) of one page: the picture as an image, axes as filled rectangles, text in Helvetica. */
import { deflateSync } from 'node:zlib';
import type { Drawing, DrawingItem, IndexedRaster, Text } from './drawing.ts';
import { helveticaWidth, winAnsi } from './helvetica.ts';

const pointsPerPixel = 0.75; // 96 pixels, 72 points an inch
const inkOfGrey = 0.38; // brightness

export function encodePdf({ width, height, items, title, parameters }: Drawing): Uint8Array {
  const images = items.flatMap((item) => (item.kind === 'image' ? [item.raster] : []));
  const firstImage = 7; // objects 1 to 6 are the ones below
  const names = images.map((_, i) => `/Im${i} ${firstImage + i} 0 R`).join(' ');
  const page = [`/MediaBox [0 0 ${points(width)} ${points(height)}]`, '/Contents 4 0 R'].join(' ');
  const info = `/Title ${hexText(title)} /Creator (Phonoscope) /Subject ${hexText(JSON.stringify(parameters))}`;
  return assemble([
    object('<< /Type /Catalog /Pages 2 0 R >>'),
    object('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    object(`<< /Type /Page /Parent 2 0 R ${page} /Resources << /Font << /F1 5 0 R >> /XObject << ${names} >> >> >>`),
    stream('', Buffer.from(pageContent(items, height), 'latin1')),
    object('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'),
    object(`<< ${info} >>`),
    ...images.map(imageObject),
  ]);
}

const points = (pixels: number) => Number((pixels * pointsPerPixel).toFixed(3));

function object(text: string): Buffer {
  return Buffer.from(`${text}\n`, 'latin1');
}

function stream(dictionary: string, data: Uint8Array): Buffer {
  const packed = deflateSync(data);
  const head = `<< ${dictionary} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), packed, Buffer.from('\nendstream\n', 'latin1')]);
}

function imageObject({ width, height, indices, palette }: IndexedRaster): Buffer {
  const colours = `[/Indexed /DeviceRGB ${palette.length / 3 - 1} <${Buffer.from(palette).toString('hex')}>]`;
  const size = `/Width ${width} /Height ${height} /BitsPerComponent 8`;
  return stream(`/Type /XObject /Subtype /Image ${size} /ColorSpace ${colours}`, indices);
}

/** The objects, the table of where they begin, and the trailer. */
function assemble(bodies: readonly Buffer[]): Uint8Array {
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  let offset = parts[0]!.length;
  const offsets = bodies.map((body, i) => {
    const start = offset;
    const whole = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), body, Buffer.from('endobj\n')]);
    parts.push(whole);
    offset += whole.length;
    return start;
  });
  const rows = offsets.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('');
  const trailer = `trailer\n<< /Size ${bodies.length + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n${offset}\n%%EOF\n`;
  parts.push(Buffer.from(`xref\n0 ${bodies.length + 1}\n0000000000 65535 f \n${rows}${trailer}`, 'latin1'));
  return Buffer.concat(parts);
}

/** y goes up on a PDF page. */
function pageContent(items: readonly DrawingItem[], height: number): string {
  let nImages = 0;
  return items
    .map((item) => {
      if (item.kind === 'text') return textOperators(item, height);
      const box = { x: points(item.x), y: points(height - item.y - item.h), w: points(item.w), h: points(item.h) };
      if (item.kind === 'bar') return `${box.x} ${box.y} ${box.w} ${box.h} re f`;
      return `q ${box.w} 0 0 ${box.h} ${box.x} ${box.y} cm /Im${nImages++} Do Q`;
    })
    .join('\n');
}

function textOperators({ text, x, y, size, anchor, upright = false, grey = false }: Text, height: number): string {
  const bytes = winAnsi(text);
  const shift = { start: 0, middle: 0.5, end: 1 }[anchor] * helveticaWidth(bytes) * size;
  const [left, baseline] = upright ? [x, height - y - shift] : [x - shift, height - y];
  const matrix = upright ? '0 1 -1 0' : '1 0 0 1';
  const hex = Buffer.from(bytes).toString('hex');
  const ink = grey ? inkOfGrey : 0;
  return `${ink} g BT /F1 ${points(size)} Tf ${matrix} ${points(left)} ${points(baseline)} Tm <${hex}> Tj ET 0 g`;
}

/** UTF-16 with its byte order mark: any file name. */
function hexText(text: string): string {
  return `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
}
