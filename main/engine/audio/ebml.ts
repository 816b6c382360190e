/** EBML elements (RFC 8794): an identifier, a length that may be unknown, a body. */
import type { ByteReader } from './byteReader.ts';

export interface EbmlElement {
  readonly id: number;
  readonly bodyAt: number; // byte offset
  readonly bodyBytes: number | null; // null: until something that cannot be inside
}

/** The element at the cursor, which moves to its body; null at the end or where there is none. */
export async function readElementHeader(reader: ByteReader): Promise<EbmlElement | null> {
  const element = parseElementHeader(await reader.peek(12), reader.position);
  if (element) reader.position = element.bodyAt;
  return element;
}

function parseElementHeader(bytes: Uint8Array, at: number): EbmlElement | null {
  if (bytes.length < 2) return null;
  const idBytes = Math.clz32(bytes[0]!) - 23;
  if (idBytes > 4 || bytes.length <= idBytes) return null;
  let id = 0;
  for (let i = 0; i < idBytes; i++) id = id * 256 + bytes[i]!;
  const size = readVint(bytes, idBytes);
  if (!size) return null;
  return { id, bodyAt: at + size.end, bodyBytes: size.isUnknown ? null : size.value };
}

/** A variable-length number; null if it is cut short or longer than eight bytes. */
export function readVint(bytes: Uint8Array, at: number): { value: number; end: number; isUnknown: boolean } | null {
  const length = Math.clz32(bytes[at] ?? 0) - 23;
  if (length > 8 || at + length > bytes.length) return null;
  let value = bytes[at]! & ((1 << (8 - length)) - 1);
  let ones = value === (1 << (8 - length)) - 1;
  for (let i = 1; i < length; i++) {
    value = value * 256 + bytes[at + i]!;
    ones &&= bytes[at + i] === 0xff;
  }
  return { value, end: at + length, isUnknown: ones };
}

export interface EbmlChild {
  readonly id: number;
  readonly body: Uint8Array;
}

/** The elements inside a body in memory; stops at the first that is cut short. */
export function* children(body: Uint8Array): Generator<EbmlChild> {
  let at = 0;
  while (at < body.length) {
    const element = parseElementHeader(body.subarray(at, at + 12), at);
    if (!element || element.bodyBytes === null || element.bodyAt + element.bodyBytes > body.length) return;
    yield { id: element.id, body: body.subarray(element.bodyAt, element.bodyAt + element.bodyBytes) };
    at = element.bodyAt + element.bodyBytes;
  }
}

export function readUnsigned(body: Uint8Array): number {
  return body.length > 8 ? 0 : body.reduce((value, byte) => value * 256 + byte, 0);
}

export function readSigned(body: Uint8Array): number {
  const value = readUnsigned(body);
  return body.length > 0 && body[0]! >= 0x80 ? value - 256 ** body.length : value;
}

export function readFloat(body: Uint8Array): number {
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  return body.length === 4 ? view.getFloat32(0) : body.length === 8 ? view.getFloat64(0) : 0;
}
