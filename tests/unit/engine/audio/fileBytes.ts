/** Builds audio files byte by byte, right or wrong on purpose. */
export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function number(width: number, littleEndian: boolean) {
  return (value: number | bigint): Uint8Array => {
    const bytes = new Uint8Array(width);
    let rest = BigInt.asUintN(8 * width, BigInt(value));
    for (let i = 0; i < width; i++) {
      bytes[littleEndian ? i : width - 1 - i] = Number(rest & 255n);
      rest >>= 8n;
    }
    return bytes;
  };
}

export const [u16, u32, u64] = [number(2, true), number(4, true), number(8, true)];
export const [u16be, u32be, u64be] = [number(2, false), number(4, false), number(8, false)];

/** A RIFF chunk; `bytes` overrides the size field. */
export function chunk(id: string, body: Uint8Array, { bytes = body.length, pad = true } = {}): Uint8Array {
  return join(ascii(id), u32(bytes), body, new Uint8Array(pad ? body.length % 2 : 0));
}

export function bigChunk(id: string, body: Uint8Array, { bytes = body.length } = {}): Uint8Array {
  return join(ascii(id), u32be(bytes), body, new Uint8Array(body.length % 2));
}

export interface FormatFields {
  readonly tag?: number;
  readonly channels?: number;
  readonly rate?: number;
  readonly blockAlign?: number;
  readonly bits?: number;
}

export function formatChunk({
  tag = 1,
  channels = 1,
  rate = 8000,
  bits = 16,
  blockAlign,
}: FormatFields = {}): Uint8Array {
  const align = blockAlign ?? channels * Math.ceil(bits / 8);
  return chunk('fmt ', join(u16(tag), u16(channels), u32(rate), u32(rate * align), u16(align), u16(bits)));
}

export function riff(...chunks: readonly Uint8Array[]): Uint8Array {
  const body = join(ascii('WAVE'), ...chunks);
  return join(ascii('RIFF'), u32(body.length), body);
}

/** 16-bit little-endian samples. */
export function s16(...values: readonly number[]): Uint8Array {
  return join(...values.map(u16));
}
