import type { FigureFormatName } from '../../../preload/contract/figureFormat.ts';
import type { Drawing } from './drawing.ts';
import { encodePdf } from './encodePdf.ts';
import { encodePng } from './encodePng.ts';
import { encodeSvg } from './encodeSvg.ts';
import { paintRaster } from './paintRaster.ts';

/** Units of a drawing an inch. */
export const unitsPerInch = 96;

/** @param dpi pixels an inch of a PNG; without it a unit is a pixel, and the file does not say how large it is */
export function encodeFigure(drawing: Drawing, format: FigureFormatName, dpi?: number): Uint8Array {
  if (format === 'svg') return new TextEncoder().encode(encodeSvg(drawing));
  if (format === 'pdf') return encodePdf(drawing);
  const texts = {
    Title: asciiJson(drawing.title).slice(1, -1),
    Software: 'Phonoscope',
    Parameters: asciiJson(drawing.parameters),
  };
  return encodePng(paintRaster(drawing, (dpi ?? unitsPerInch) / unitsPerInch), { texts, dpi });
}

/** JSON may escape every character beyond ASCII. */
function asciiJson(value: unknown): string {
  const escape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replace(/[^\x20-\x7e]/g, escape);
}
