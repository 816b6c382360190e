/** Labels as text formats can hold them. */
import type { Losses } from './losses.ts';
import { heldByXml } from './xmlCharacters.ts';

/** Unicode without control characters, whose lines end with \n. */
export function plainLabel(label: string, losses: Losses): string {
  const clean = heldByXml(label);
  if (clean !== label) losses.add('label', 'characters that text cannot hold became U+FFFD');
  const lines = clean.replace(/\r\n?|[\u2028\u2029]/g, '\n'); // Praat, too, reads a line separator as the end of a line
  if (lines !== clean) losses.add('label', 'ends of lines of other kinds became line feeds');
  return lines;
}

/** The same on one line, for formats in which a line or a tab ends something. */
export function oneLineLabel(label: string, losses: Losses): string {
  const clean = plainLabel(label, losses);
  const line = clean.replace(/[\n\t]+/g, ' ');
  if (line !== clean) losses.add('label', 'line breaks and tabs became spaces');
  return line;
}

/** Several lines, none of them empty, for formats in which an empty line ends a cue. */
export function cueLines(label: string, losses: Losses): string {
  const clean = plainLabel(label, losses);
  const lines = clean
    .split('\n')
    .filter((line) => line.trim() !== '')
    .join('\n');
  if (lines !== clean) losses.add('label', 'empty lines were left out');
  return lines;
}
