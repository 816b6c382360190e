/** SVG 1.1: axes and text as vectors around an embedded PNG of the picture. */
import type { Drawing, DrawingItem } from './drawing.ts';
import { encodePng } from './encodePng.ts';

export function encodeSvg({ width, height, items, title, parameters }: Drawing): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${escapeXml(title)}</title>`,
    `<metadata>${escapeXml(JSON.stringify({ software: 'Phonoscope', ...parameters }))}</metadata>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<g font-family="Helvetica, Arial, sans-serif">`,
    ...items.map(element),
    '</g>',
    '</svg>\n',
  ].join('\n');
}

function element(item: DrawingItem): string {
  if (item.kind === 'bar') return `<rect ${place(item)}/>`;
  if (item.kind === 'image') {
    const png = Buffer.from(encodePng(item.raster, {})).toString('base64');
    return `<image ${place(item)} preserveAspectRatio="none" href="data:image/png;base64,${png}"/>`;
  }
  const { text, x, y, size, anchor, upright = false, grey = false } = item;
  const at = upright ? `transform="translate(${round(x)} ${round(y)}) rotate(-90)"` : `x="${round(x)}" y="${round(y)}"`;
  const style = `font-size="${round(size)}"${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}${grey ? ' fill="#616161"' : ''}`;
  return `<text ${at} ${style}>${escapeXml(text)}</text>`;
}

function place({ x, y, w, h }: { x: number; y: number; w: number; h: number }): string {
  return `x="${round(x)}" y="${round(y)}" width="${round(w)}" height="${round(h)}"`;
}

const round = (value: number) => Number(value.toFixed(2));

/** XML holds no control characters, not even escaped. */
function escapeXml(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (character) => names[character]!).replace(/\p{Cc}/gu, ' ');
}
