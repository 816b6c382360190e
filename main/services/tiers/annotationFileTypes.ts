/** What dialogs offer; the content decides what a file is. */
import { annotationFormats } from '../../engine/annotation/annotationFormats.ts';
import { detectAnnotationFormat, formatOfName } from '../../engine/annotation/detectAnnotationFormat.ts';

const offered = ['textgrid', 'eaf', 'srt', 'vtt', 'audacity', 'raven', 'csv', 'json'] as const;

/** Of files to save: a format each. */
export const annotationFilters = offered.map((format) => {
  const { title, extension } = annotationFormats[format];
  return { name: title, extensions: [extension.slice(1)] };
});

export const annotationFileExtensions: readonly string[] = [
  'TextGrid',
  'eaf',
  'srt',
  'vtt',
  'txt',
  'csv',
  'tsv',
  'json',
];

const ownExtensions = /\.(?:textgrid|eaf|srt|vtt)$/i;

/** Whether a file that is opened or dropped is one of labels: of names that others use too, the content decides. */
export function isAnnotationFile(fileName: string, head: Uint8Array): boolean {
  if (ownExtensions.test(fileName)) return true;
  return formatOfName(fileName) !== null && detectAnnotationFormat(head, '') !== null;
}
