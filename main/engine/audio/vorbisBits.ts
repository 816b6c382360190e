/**
 * Bits of a Vorbis packet, least significant first (Vorbis I section 2). Past the end it gives zeros and sets
 * `ended`: to Vorbis the end of a packet is ordinary and means "the rest is zero".
 */
export class VorbisBits {
  ended = false;
  private bitPosition = 0;
  private readonly endBit: number;
  private readonly view: DataView;

  constructor(bytes: Uint8Array) {
    const padded = new Uint8Array(bytes.length + 8);
    padded.set(bytes);
    this.view = new DataView(padded.buffer);
    this.endBit = bytes.length * 8;
  }

  /** @param bits 0–32 */
  read(bits: number): number {
    if (bits > 24) {
      const low = this.read(24);
      return (low | (this.read(bits - 24) << 24)) >>> 0;
    }
    const value = this.peek(bits);
    this.skip(bits);
    return value;
  }

  /** @param bits 0–25 */
  peek(bits: number): number {
    if (this.bitPosition >= this.endBit) return 0;
    const word = this.view.getUint32(this.bitPosition >>> 3, true) >>> (this.bitPosition & 7);
    return word & ((1 << bits) - 1);
  }

  skip(bits: number): void {
    this.bitPosition += bits;
    if (this.bitPosition <= this.endBit) return;
    this.bitPosition = this.endBit;
    this.ended = true;
  }
}

/** Position of the highest set bit, counted from one; 0 for 0. */
export function ilog(value: number): number {
  return value <= 0 ? 0 : 32 - Math.clz32(value);
}
