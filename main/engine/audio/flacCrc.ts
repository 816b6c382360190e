/** The two checksums of a FLAC frame (RFC 9639, 9.1.8 and 9.3): no reflection, initial value 0. */
function crcTable(polynomial: number, bits: number): Uint16Array {
  const top = 1 << (bits - 1);
  const mask = 2 ** bits - 1;
  return Uint16Array.from({ length: 256 }, (_, byte) => {
    let crc = byte << (bits - 8);
    for (let k = 0; k < 8; k++) crc = (crc & top ? (crc << 1) ^ polynomial : crc << 1) & mask;
    return crc;
  });
}

const table8 = crcTable(0x07, 8);
const table16 = crcTable(0x8005, 16);

/** x⁸ + x² + x + 1 */
export function flacCrc8(bytes: Uint8Array): number {
  let crc = 0;
  for (let i = 0; i < bytes.length; i++) crc = table8[crc ^ bytes[i]!]!;
  return crc;
}

/** x¹⁶ + x¹⁵ + x² + 1 */
export function flacCrc16(bytes: Uint8Array): number {
  let crc = 0;
  for (let i = 0; i < bytes.length; i++) crc = ((crc << 8) & 0xffff) ^ table16[(crc >> 8) ^ bytes[i]!]!;
  return crc;
}
