/** Bits into bytes, most significant first. */
export class BitWriter {
  private buffer: Uint8Array;
  private used = 0;
  private held = 0; // bits not yet a whole byte, right-aligned
  private heldBits = 0;

  constructor(capacityBytes: number) {
    this.buffer = new Uint8Array(capacityBytes);
  }

  /** The low `count` bits of `value`; count 0…32. */
  bits(value: number, count: number): void {
    let rest = count;
    if (rest > 16) {
      this.bits(value >>> 16, rest - 16);
      rest = 16;
    }
    if (this.used + 4 > this.buffer.length) this.grow();
    this.held = (this.held << rest) | (value & ((1 << rest) - 1));
    this.heldBits += rest;
    while (this.heldBits >= 8) {
      this.heldBits -= 8;
      this.buffer[this.used++] = this.held >>> this.heldBits;
    }
    this.held &= (1 << this.heldBits) - 1;
  }

  /** `zeros` zero bits, then a one. */
  unary(zeros: number): void {
    let rest = zeros;
    for (; rest >= 16; rest -= 16) this.bits(0, 16);
    this.bits(1, rest + 1);
  }

  /** Fills the last byte with zeros. */
  align(): void {
    if (this.heldBits > 0) this.bits(0, 8 - this.heldBits);
  }

  /** A view of the whole bytes so far, good until the next write. */
  view(): Uint8Array {
    return this.buffer.subarray(0, this.used);
  }

  private grow(): void {
    const grown = new Uint8Array(2 * this.buffer.length + 64);
    grown.set(this.buffer);
    this.buffer = grown;
  }
}
