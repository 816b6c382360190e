/**
 * Vorbis comments, the tags of FLAC and of Ogg files: who wrote it, then NAME=value pairs, every text with its length before
 * it, all little-endian. RFC 7845 section 5.2, RFC 9639 section 8.6.
 */
import { EngineError } from '../core/errors.ts';

export interface VorbisComments {
  readonly vendor: string;
  /** [name, value]; names are ASCII from 0x20 to 0x7D without "=". */
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/** A FLAC metadata block has room for so many. */
const mostBytes = 2 ** 24 - 1;
const namePattern = /^[ -<>-}]+$/;

/** @throws EngineError E_PARAM: a name that is none, or more text than a block holds */
export function vorbisCommentBytes({ vendor, fields }: VorbisComments): Uint8Array {
  const odd = fields.find(([name]) => !namePattern.test(name));
  if (odd) throw new EngineError('E_PARAM', `comment name "${odd[0]}" must be ASCII without "="`);
  const encoder = new TextEncoder();
  const texts = [vendor, ...fields.map(([name, value]) => `${name}=${value}`)].map((text) => encoder.encode(text));
  const length = texts.reduce((sum, text) => sum + 4 + text.length, 4);
  if (length > mostBytes)
    throw new EngineError('E_PARAM', `comments have ${length} bytes, must have at most ${mostBytes}`);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  texts.forEach((text, i) => {
    view.setUint32(at, text.length, true);
    bytes.set(text, at + 4);
    at += 4 + text.length;
    if (i > 0) return;
    view.setUint32(at, fields.length, true);
    at += 4;
  });
  return bytes;
}
