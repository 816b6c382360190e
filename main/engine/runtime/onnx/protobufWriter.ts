/**
 * Protocol Buffers on the wire, as far as ONNX needs them: varints, 32-bit floats and length-delimited fields.
 * developers.google.com/protocol-buffers/docs/encoding.
 */
const varintType = 0;
const bytesType = 2;
const fixed32Type = 5;

const encoder = new TextEncoder();

export class ProtobufWriter {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  /** @param value an integer ≥ 0, or a negative one as 64-bit two's complement */
  int(field: number, value: number | bigint): this {
    this.#tag(field, varintType);
    return this.#varint(BigInt.asUintN(64, BigInt(value)));
  }

  float(field: number, value: number): this {
    this.#tag(field, fixed32Type);
    return this.#push(new Uint8Array(Float32Array.of(value).buffer));
  }

  string(field: number, value: string): this {
    return this.bytes(field, encoder.encode(value));
  }

  bytes(field: number, value: Uint8Array): this {
    this.#tag(field, bytesType);
    this.#varint(BigInt(value.length));
    return this.#push(value);
  }

  message(field: number, write: (message: ProtobufWriter) => void): this {
    const message = new ProtobufWriter();
    write(message);
    return this.bytes(field, message.finish());
  }

  finish(): Uint8Array {
    const out = new Uint8Array(this.#length);
    let offset = 0;
    for (const part of this.#parts) {
      out.set(part, offset);
      offset += part.length;
    }
    return out;
  }

  #tag(field: number, type: number): void {
    this.#varint(BigInt(field * 8 + type));
  }

  #varint(value: bigint): this {
    const bytes: number[] = [];
    let rest = value;
    while (rest > 127n) {
      bytes.push(Number(rest & 127n) | 128);
      rest >>= 7n;
    }
    bytes.push(Number(rest));
    return this.#push(Uint8Array.from(bytes));
  }

  #push(part: Uint8Array): this {
    this.#parts.push(part);
    this.#length += part.length;
    return this;
  }
}
