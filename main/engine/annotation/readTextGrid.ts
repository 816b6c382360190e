import { EngineError } from '../core/errors.ts';
import { decodeText, type TextEncoding } from './textEncoding.ts';
import type { TextGrid } from './textGrid.ts';
import { binaryMark, parseBinaryTextGrid } from './textGridBinary.ts';
import { parseTextGrid } from './textGridText.ts';

export interface ReadTextGrid extends TextGrid {
  readonly encoding: TextEncoding | 'binary';
  readonly warnings: readonly string[];
}

/**
 * A TextGrid file of any of Praat's formats and encodings.
 * @throws EngineError E_FORMAT: empty, or as `parseTextGrid`, `parseBinaryTextGrid`
 */
export function readTextGrid(bytes: Uint8Array): ReadTextGrid {
  if (bytes.length === 0) throw new EngineError('E_FORMAT', 'a TextGrid file of 0 bytes holds nothing');
  if (new TextDecoder('windows-1252').decode(bytes.subarray(0, binaryMark.length)) === binaryMark)
    return { ...parseBinaryTextGrid(bytes), encoding: 'binary', warnings: [] };
  const { text, encoding, isGuessed } = decodeText(bytes);
  const names = { 'windows-1252': 'Latin-1 (Windows-1252)', macintosh: 'MacRoman' } as Record<string, string>;
  const warnings = isGuessed ? [`not Unicode: read as ${names[encoding]}; check the letters with accents`] : [];
  return { ...parseTextGrid(text), encoding, warnings };
}
