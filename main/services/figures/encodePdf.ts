/**
 * PDF 1.4 (ISO 32000) of one page: the picture as an image, axes and curves as vectors, text in Helvetica and what
 * Helvetica lacks in strokes.
 */
import { deflateSync } from 'node:zlib';
import { inkBytes, type Box, type Drawing, type IndexedRaster, type Ink, type Text } from './drawing.ts';
import { envelopeOutline } from './envelopeOutline.ts';
import { helveticaWidth, isWinAnsi, winAnsi } from './helvetica.ts';
import { textLines } from './textLines.ts';

const pointsPerPixel = 0.75; // 96 pixels, 72 points an inch

export function encodePdf(drawing: Drawing): Uint8Array {
  const { width, height, items, title, parameters } = drawing;
  const images = items.flatMap((item) => (item.kind === 'image' ? [item.raster] : []));
  const firstImage = 7; // objects 1 to 6 are the ones below
  const names = images.map((_, i) => `/Im${i} ${firstImage + i} 0 R`).join(' ');
  const page = [`/MediaBox [0 0 ${points(width)} ${points(height)}]`, '/Contents 4 0 R'].join(' ');
  const info = `/Title ${hexText(title)} /Creator (Phonoscope) /Subject ${hexText(JSON.stringify(parameters))}`;
  return assemble([
    object('<< /Type /Catalog /Pages 2 0 R >>'),
    object('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    object(`<< /Type /Page /Parent 2 0 R ${page} /Resources << /Font << /F1 5 0 R >> /XObject << ${names} >> >> >>`),
    stream('', Buffer.from(pageContent(drawing), 'latin1')),
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
function pageContent({ items, width, height, paper, ink: usual }: Drawing): string {
  let nImages = 0;
  const up = (y: number) => points(height - y);
  const rectangle = ({ x, y, w, h }: Box) => `${points(x)} ${up(y + h)} ${points(w)} ${points(h)} re f`;
  const path = (line: readonly number[]) => {
    const steps: string[] = [];
    for (let i = 0; i + 1 < line.length; i += 2)
      steps.push(`${points(line[i]!)} ${up(line[i + 1]!)} ${i === 0 ? 'm' : 'l'}`);
    return steps.join(' ');
  };
  const drawn = items.map((shown) => {
    const isStrokes = shown.kind === 'text' && !isWinAnsi(shown.text);
    const item = isStrokes ? textLines(shown, shown.ink ?? usual) : shown;
    switch (item.kind) {
      case 'text':
        return textOperators(item, height, item.ink ?? usual);
      case 'bar':
        return `${colour(item.ink ?? usual)} rg ${rectangle(item)}`;
      case 'image':
        return `q ${points(item.w)} 0 0 ${points(item.h)} ${points(item.x)} ${up(item.y + item.h)} cm /Im${nImages++} Do Q`;
      case 'lines': {
        const { lines, width: lineWidth, ink, dash = [] } = item;
        const ends = dash.length > 0 ? 0 : 1; // a line without length is drawn by its round ends
        const style = `${points(lineWidth)} w ${ends} J 1 j [${dash.map(points).join(' ')}] 0 d`;
        return `${colour(ink)} RG ${style} ${lines.map(path).join(' ')} S`;
      }
      case 'envelope':
        return `${colour(item.ink)} rg ${path(envelopeOutline(item))} h f`;
    }
  });
  return [`${colour(paper)} rg 0 0 ${points(width)} ${points(height)} re f`, ...drawn].join('\n');
}

function colour(ink: Ink): string {
  return inkBytes(ink)
    .map((byte) => Number((byte / 255).toFixed(3)))
    .join(' ');
}

function textOperators({ text, x, y, size, anchor, upright = false }: Text, height: number, ink: Ink): string {
  const bytes = winAnsi(text);
  const shift = { start: 0, middle: 0.5, end: 1 }[anchor] * helveticaWidth(bytes) * size;
  const [left, baseline] = upright ? [x, height - y - shift] : [x - shift, height - y];
  const matrix = upright ? '0 1 -1 0' : '1 0 0 1';
  const hex = Buffer.from(bytes).toString('hex');
  return `${colour(ink)} rg BT /F1 ${points(size)} Tf ${matrix} ${points(left)} ${points(baseline)} Tm <${hex}> Tj ET`;
}

/** UTF-16 with its byte order mark: any file name. */
function hexText(text: string): string {
  return `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
}
