import { EngineError } from '../core/errors.ts';
import { annotationLimits, type AnnotationDocument } from './annotationDocument.ts';
import {
  annotationFormatNames,
  annotationFormats,
  type AnnotationFormatName,
  type ReadOptions,
} from './annotationFormats.ts';
import { withoutGaps } from './arrangeItems.ts';
import { detectAnnotationFormat } from './detectAnnotationFormat.ts';

export interface ReadAnnotations {
  readonly format: AnnotationFormatName;
  readonly document: AnnotationDocument;
}

/**
 * A file of annotations in whatever format it is.
 * @param fileName for what its content leaves open, and without its extension the name of tiers that have none
 * @throws EngineError E_FORMAT: no format that is known, or damaged, with the line or byte; E_PARAM: times are in samples and
 *   `rateHz` is not given
 */
export function readAnnotations(
  bytes: Uint8Array,
  fileName: string,
  options: { readonly format?: AnnotationFormatName | undefined; readonly rateHz?: number | undefined } = {},
): ReadAnnotations {
  const { maxBytes } = annotationLimits;
  if (bytes.length > maxBytes)
    throw new EngineError('E_FORMAT', `"${fileName}" has ${bytes.length} bytes, annotations at most ${maxBytes}`);
  const format = options.format ?? detectAnnotationFormat(bytes, fileName);
  if (format === null) {
    const known = annotationFormatNames.join(', ');
    throw new EngineError('E_FORMAT', `"${fileName}" holds no annotations of a known format (${known})`);
  }
  const readOptions: ReadOptions = { name: nameWithoutExtension(fileName), rateHz: options.rateHz };
  return { format, document: annotationFormats[format].read(bytes, readOptions) };
}

export function nameWithoutExtension(fileName: string): string {
  return fileName.replace(/(?:\.selections)?\.[^./\\]{1,10}$/i, '') || fileName;
}

/** In a TextGrid intervals without a label are what lies between others: elsewhere they are left out. */
export function fromTextGrid(document: AnnotationDocument): AnnotationDocument {
  return { ...document, tiers: withoutGaps(document.tiers) };
}

export function isTextGrid(format: AnnotationFormatName | 'wav'): boolean {
  return format.startsWith('textgrid');
}
