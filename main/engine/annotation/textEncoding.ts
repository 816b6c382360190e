/**
 * What encoding a text file of an older program is in. A byte order mark decides; without one, UTF-16 shows by the zeros
 * beside its first letters, and what is valid UTF-8 is that. What is neither is one byte a letter: MacRoman if a byte from
 * 0x80 to 0x9F stands for a letter there (Windows-1252 has few letters at those), else Windows-1252, which holds Latin-1.
 */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'macintosh';

export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncoding;
  /** The encoding is a guess between two that no byte can prove. */
  readonly isGuessed: boolean;
}

export function decodeText(bytes: Uint8Array): DecodedText {
  const known = (encoding: TextEncoding, skip = 0): DecodedText => ({
    text: new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(skip)),
    encoding,
    isGuessed: false,
  });
  const [b0, b1, b2] = bytes;
  if (b0 === 0xef && b1 === 0xbb && b2 === 0xbf) return known('utf-8', 3);
  if (b0 === 0xfe && b1 === 0xff) return known('utf-16be', 2);
  if (b0 === 0xff && b1 === 0xfe) return known('utf-16le', 2);
  if (b0 === 0 && b1 !== 0) return known('utf-16be');
  if (b0 !== 0 && b1 === 0) return known('utf-16le');
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8', isGuessed: false };
  } catch {
    return { ...known(bytes.some(isMacLetter) ? 'macintosh' : 'windows-1252'), isGuessed: true };
  }
}

/** Ä to ü in MacRoman; in Windows-1252 a control, a rare letter or punctuation (0x80, 0x85 and 0x91 to 0x97 are common). */
function isMacLetter(byte: number): boolean {
  return byte > 0x80 && byte < 0xa0 && byte !== 0x85 && !(byte >= 0x91 && byte <= 0x97) && byte !== 0x99;
}

export type UnicodeEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** @param options.mark begin with a byte order mark */
export function encodeText(text: string, encoding: UnicodeEncoding, { mark = false } = {}): Uint8Array<ArrayBuffer> {
  const whole = mark ? `\ufeff${text}` : text;
  if (encoding === 'utf-8') return new TextEncoder().encode(whole);
  const bytes = new Uint8Array(2 * whole.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < whole.length; i++) view.setUint16(2 * i, whole.charCodeAt(i), encoding === 'utf-16le');
  return bytes;
}
