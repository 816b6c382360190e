/**
 * ITU-T G.711 (1988) companding: one byte a sample, logarithmic. Values are on the 16-bit scale, so ±32,124 (µ-law)
 * and ±32,256 (A-law) are the loudest codes.
 *
 *   µ-law:  |y| = ((2m + 33)·2^e − 33)·4      A-law:  |y| = (2m + 1)·8 if e = 0, else (2m + 33)·2^(e−1)·8
 *
 * m is the 4-bit mantissa, e the 3-bit segment. µ-law codes are stored inverted, A-law codes with even bits inverted.
 */
function decodeUlaw(stored: number): number {
  const code = ~stored & 0xff;
  const magnitude = (2 * (code & 15) + 33) * 2 ** ((code >> 4) & 7) - 33;
  return (code & 0x80 ? -4 : 4) * magnitude;
}

function decodeAlaw(stored: number): number {
  const code = stored ^ 0x55;
  const segment = (code >> 4) & 7;
  const step = 2 * (code & 15);
  const magnitude = segment === 0 ? step + 1 : (step + 33) * 2 ** (segment - 1);
  return (code & 0x80 ? 8 : -8) * magnitude;
}

/** [256] values on the 16-bit scale, indexed by the stored byte. */
export const ulawTable: Int16Array = Int16Array.from({ length: 256 }, (_, code) => decodeUlaw(code));
export const alawTable: Int16Array = Int16Array.from({ length: 256 }, (_, code) => decodeAlaw(code));

/** @param value integer on the 16-bit scale, −32,768…32,767; returns the stored byte */
export function encodeUlaw(value: number): number {
  const biased = Math.min(Math.abs(value), 32_635) + 132;
  const segment = 24 - Math.clz32(biased);
  const code = (segment << 4) | ((biased >> (segment + 3)) & 15);
  return ~(value < 0 ? code | 0x80 : code) & 0xff;
}

/** @param value integer on the 16-bit scale, −32,768…32,767; returns the stored byte */
export function encodeAlaw(value: number): number {
  const magnitude = value < 0 ? ~value : value;
  const segment = magnitude < 256 ? 0 : 24 - Math.clz32(magnitude);
  const mantissa = segment === 0 ? magnitude >> 4 : (magnitude >> (segment + 3)) & 15;
  return ((value < 0 ? 0 : 0x80) | (segment << 4) | mantissa) ^ 0x55;
}
