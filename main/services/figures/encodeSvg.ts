/** SVG 1.1: axes, curves and text as vectors around an embedded PNG of the picture. */
import { escapeXml } from '../../engine/annotation/xml.ts';
import type { Box, Drawing, DrawingItem, Envelope, Text } from './drawing.ts';
import { encodePng } from './encodePng.ts';
import { envelopeOutline } from './envelopeOutline.ts';

export function encodeSvg({ width, height, items, title, parameters, paper, ink }: Drawing): string {
  const size = `width="${round(width)}" height="${round(height)}" viewBox="0 0 ${round(width)} ${round(height)}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size}>`,
    `<title>${escapeXml(title)}</title>`,
    `<metadata>${escapeXml(JSON.stringify({ software: 'Phonoscope', ...parameters }))}</metadata>`,
    `<rect width="${round(width)}" height="${round(height)}" fill="${paper}"/>`,
    `<g font-family="Helvetica, Arial, sans-serif" fill="${ink}">`,
    ...items.map(element),
    '</g>',
    '</svg>\n',
  ].join('\n');
}

function element(item: DrawingItem): string {
  switch (item.kind) {
    case 'bar':
      return `<rect ${place(item)}${fill(item.ink)}/>`;
    case 'image': {
      const png = Buffer.from(encodePng(item.raster)).toString('base64');
      return `<image ${place(item)} preserveAspectRatio="none" href="data:image/png;base64,${png}"/>`;
    }
    case 'lines': {
      const { lines, width, ink, dash } = item;
      const style = `stroke="${ink}" stroke-width="${round(width)}" stroke-linejoin="round"`;
      const ends = dash === undefined ? ' stroke-linecap="round"' : ` stroke-dasharray="${dash.map(round).join(' ')}"`;
      return `<path d="${lines.map(pathOf).join('')}" fill="none" ${style}${ends}/>`;
    }
    case 'envelope':
      return envelope(item);
    case 'text':
      return textElement(item);
  }
}

function textElement({ text, x, y, size, anchor, upright = false, ink }: Text): string {
  const at = upright ? `transform="translate(${round(x)} ${round(y)}) rotate(-90)"` : `x="${round(x)}" y="${round(y)}"`;
  const style = `font-size="${round(size)}"${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}${fill(ink)}`;
  return `<text ${at} ${style}>${escapeXml(text)}</text>`;
}

function envelope(item: Envelope): string {
  return `<path d="${pathOf(envelopeOutline(item))}Z"${fill(item.ink)}/>`;
}

/** M x y L x y …; a line without length is drawn by its round ends. */
function pathOf(line: readonly number[]): string {
  let path = '';
  for (let i = 0; i + 1 < line.length; i += 2)
    path += `${i === 0 ? 'M' : 'L'}${round(line[i]!)} ${round(line[i + 1]!)}`;
  return path;
}

function fill(ink: string | undefined): string {
  return ink === undefined ? '' : ` fill="${ink}"`;
}

function place({ x, y, w, h }: Box): string {
  return `x="${round(x)}" y="${round(y)}" width="${round(w)}" height="${round(h)}"`;
}

const round = (value: number) => Number(value.toFixed(2));
