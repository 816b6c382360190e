import { helveticaWidth, winAnsi } from './helvetica.ts';
import { measureText } from './strokeFont.ts';

/** The most that a text takes in any of the formats. */
export function textWidth(text: string, size: number): number {
  return Math.max(helveticaWidth(winAnsi(text)) * size, measureText(text, size));
}

/** As much of the text as fits, with … where something is left out; empty where not even that fits. */
export function shortened(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text;
  const characters = Array.from(text);
  for (let n = characters.length - 1; n > 0; n--) {
    const part = `${characters.slice(0, n).join('').trimEnd()}…`;
    if (textWidth(part, size) <= width) return part;
  }
  return '';
}
