/**
 * What a WAV file tells about itself: a LIST of type INFO (Multimedia Programming Interface and Data Specifications 1.0,
 * 1991) and the broadcast extension chunk "bext" (EBU Tech 3285 version 1). Texts of INFO are UTF-8, which readers other
 * than the oldest take; bext holds ASCII, other characters become "?".
 */
import { EngineError } from '../core/errors.ts';

/** Fields of INFO by their four letters: INAM title, IART artist, ICRD date, ICMT comment, ISFT software. */
export type InfoFields = Readonly<Record<string, string>>;

export interface BroadcastExtension {
  readonly description: string; // ≤ 256 characters
  readonly originator: string; // ≤ 32
  readonly originatorReference: string; // ≤ 32
  readonly dateTime: Date; // in UTC
  readonly timeReference: number; // of the first sample, in samples
  readonly codingHistory: string;
}

const broadcastBytes = 602;

/** A whole chunk of even length; nothing for no fields. @throws EngineError E_PARAM: an id that is not four letters */
export function infoChunk(fields: InfoFields): Uint8Array {
  const parts = Object.entries(fields).map(([id, text]) => {
    if (!/^[A-Z0-9]{4}$/.test(id)) throw new EngineError('E_PARAM', `INFO field "${id}" must be four letters`);
    return wavChunk(id, new TextEncoder().encode(`${text}\0`));
  });
  if (parts.length === 0) return new Uint8Array(0);
  return wavChunk('LIST', joined([new TextEncoder().encode('INFO'), ...parts]));
}

/** A whole chunk of even length. */
export function broadcastChunk(extension: BroadcastExtension): Uint8Array {
  const history = ascii(extension.codingHistory);
  const body = new Uint8Array(broadcastBytes + history.length);
  const view = new DataView(body.buffer);
  const [date = '', time = ''] = extension.dateTime.toISOString().split(/[T.]/);
  const put = (text: string, at: number, room: number) => {
    body.set(ascii(text).subarray(0, room), at);
  };
  put(extension.description, 0, 256);
  put(extension.originator, 256, 32);
  put(extension.originatorReference, 288, 32);
  put(date, 320, 10);
  put(time, 330, 8);
  view.setBigUint64(338, BigInt(extension.timeReference), true);
  view.setUint16(346, 1, true);
  body.set(history, broadcastBytes);
  return wavChunk('bext', body);
}

/** Id, length, body, and a zero behind an odd one. */
export function wavChunk(id: string, body: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(8 + body.length + (body.length % 2));
  chunk.set(ascii(id));
  new DataView(chunk.buffer).setUint32(4, body.length, true);
  chunk.set(body, 8);
  return chunk;
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => (/^[\t\n\r -~]$/.test(letter) ? letter.charCodeAt(0) : 0x3f));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
