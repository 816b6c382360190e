import { EngineError } from '../core/errors.ts';
import type { AnnotationDocument } from './annotationDocument.ts';
import { readAnnotationText } from './readAnnotationText.ts';
import type { TextEncoding } from './textEncoding.ts';
import { binaryMark, parseBinaryTextGrid } from './textGridBinary.ts';
import { parseTextGrid } from './textGridText.ts';

export interface ReadTextGrid extends AnnotationDocument {
  readonly encoding: TextEncoding | 'binary';
  readonly endSec: number;
}

export function isBinaryTextGrid(bytes: Uint8Array): boolean {
  return new TextDecoder('windows-1252').decode(bytes.subarray(0, binaryMark.length)) === binaryMark;
}

/**
 * A TextGrid file of any of Praat's formats and encodings.
 * @throws EngineError E_FORMAT: empty, or as `parseTextGrid`, `parseBinaryTextGrid`
 */
export function readTextGrid(bytes: Uint8Array): ReadTextGrid {
  if (bytes.length === 0) throw new EngineError('E_FORMAT', 'a TextGrid file of 0 bytes holds nothing');
  if (isBinaryTextGrid(bytes)) return { ...parseBinaryTextGrid(bytes), encoding: 'binary', notes: [] };
  const { text, encoding, notes } = readAnnotationText(bytes);
  return { ...parseTextGrid(text), encoding, notes };
}
