/** Cyclic redundancy checks of FLAC (8 and 16 bits) and Ogg (32 bits): most significant bit first, start value 0. */

function crcTable(width: 8 | 16 | 32, polynomial: number): Uint32Array {
  const mask = width === 32 ? 0xffffffff : (1 << width) - 1;
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = (byte << (width - 8)) >>> 0;
    for (let bit = 0; bit < 8; bit++) {
      const carry = (value >>> (width - 1)) & 1;
      value = ((value << 1) ^ (carry ? polynomial : 0)) & mask;
    }
    return value >>> 0;
  });
}

const table8 = crcTable(8, 0x07);
const table16 = crcTable(16, 0x8005);
const table32 = crcTable(32, 0x04c11db7);

/** x⁸ + x² + x + 1 over bytes[0, end). */
export function crc8(bytes: Uint8Array, end: number): number {
  let crc = 0;
  for (let i = 0; i < end; i++) crc = table8[crc ^ bytes[i]!]!;
  return crc;
}

/** x¹⁶ + x¹⁵ + x² + 1 over bytes[0, end). */
export function crc16(bytes: Uint8Array, end: number): number {
  let crc = 0;
  for (let i = 0; i < end; i++) crc = ((crc << 8) & 0xffff) ^ table16[(crc >>> 8) ^ bytes[i]!]!;
  return crc;
}

/** The Ogg page checksum: its own field, bytes 22–25, counts as zero (RFC 3533). */
export function oggPageCrc(page: Uint8Array): number {
  let crc = 0;
  for (let i = 0; i < page.length; i++) {
    const byte = i >= 22 && i < 26 ? 0 : page[i]!;
    crc = (crc << 8) ^ table32[(crc >>> 24) ^ byte]!;
  }
  return crc >>> 0;
}
