/** Which format of annotations a file is: by its content; its name decides only where the content could be several. */
import type { AnnotationFormatName } from './annotationFormats.ts';
import { parseTime } from './clock.ts';
import { hasStart } from './csvColumns.ts';
import { isBinaryTextGrid } from './readTextGrid.ts';
import { TableColumns } from './tableColumns.ts';
import { decodeText } from './textEncoding.ts';

const byExtension: readonly (readonly [string, AnnotationFormatName])[] = [
  ['.textgrid', 'textgrid'],
  ['.eaf', 'eaf'],
  ['.srt', 'srt'],
  ['.vtt', 'vtt'],
  ['.selections.txt', 'raven'],
  ['.txt', 'audacity'],
  ['.csv', 'csv'],
  ['.tsv', 'csv'],
  ['.json', 'json'],
];

/** That of a file of this name, as it would be written; null: its extension is none of annotations. */
export function formatOfName(fileName: string): AnnotationFormatName | null {
  const name = fileName.toLowerCase();
  return byExtension.find(([extension]) => name.endsWith(extension))?.[1] ?? null;
}

const headBytes = 65_536;

/** @param bytes of the file, or its first 64 KiB  @returns null: neither content nor name tell */
export function detectAnnotationFormat(bytes: Uint8Array, fileName: string): AnnotationFormatName | null {
  if (isBinaryTextGrid(bytes)) return 'textgrid-binary';
  const text = decodeText(bytes.subarray(0, headBytes - (headBytes % 2))).text.trimStart();
  if (/^(?:File type\s*=\s*)?"(?:ooTextFile|Praat chronological TextGrid)/.test(text)) return 'textgrid';
  if (/^WEBVTT(?:\s|$)/.test(text)) return 'vtt';
  if (text.startsWith('<')) return text.includes('<ANNOTATION_DOCUMENT') ? 'eaf' : null;
  if (/^[[{]/.test(text)) return 'json';
  if (/^\s*\d+:\d+:\d+[.,]\d+\s*-->/m.test(text)) return 'srt';
  return tableOf(text, fileName) ?? formatOfName(fileName);
}

function tableOf(text: string, fileName: string): AnnotationFormatName | null {
  const [line = ''] = text.split(/[\r\n]/, 1);
  for (const separator of ['\t', ';', ',']) {
    const cells = line.split(separator).map((cell) => cell.replace(/^"(.*)"$/, '$1'));
    if (cells.length < 2) continue;
    const columns = new TableColumns({ line: 1, cells });
    const has = (name: string) => columns.find(name) !== undefined;
    if (separator === '\t' && has('Begin Time (s)') && has('End Time (s)')) return 'raven';
    if (has('Name') && has('Start') && (has('Time Format') || has('Duration'))) return 'audition';
    if (hasStart(columns)) return 'csv';
    if (parseTime(cells[0]!) === null) continue;
    if (separator === '\t' && !/\.[ct]sv$/i.test(fileName)) return 'audacity';
    if (parseTime(cells[1]!) !== null) return 'csv';
  }
  return null;
}
