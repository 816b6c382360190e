import { EngineError } from '../core/errors.ts';
import { annotationLimits } from './annotationDocument.ts';
import { decodeText, type TextEncoding } from './textEncoding.ts';

export interface AnnotationText {
  readonly text: string;
  readonly encoding: TextEncoding;
  readonly notes: readonly string[];
}

const names: Readonly<Record<string, string>> = { 'windows-1252': 'Latin-1 (Windows-1252)', macintosh: 'MacRoman' };

/**
 * The text of a file, and a note if its encoding had to be guessed.
 * @throws EngineError E_FORMAT: it is longer than `annotationLimits` allow
 */
export function readAnnotationText(bytes: Uint8Array): AnnotationText {
  const { maxBytes } = annotationLimits;
  if (bytes.length > maxBytes)
    throw new EngineError('E_FORMAT', `${bytes.length} bytes are too long for annotations, the limit is ${maxBytes}`);
  const { text, encoding, isGuessed } = decodeText(bytes);
  const notes = isGuessed ? [`Not Unicode: read as ${names[encoding]}; check the letters with accents.`] : [];
  return { text, encoding, notes };
}
