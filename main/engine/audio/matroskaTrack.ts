/** The first audio track of a Matroska or WebM file (RFC 9559 section 5.1.4). */
import { EngineError } from '../core/errors.ts';
import { children, readFloat, readSigned, readUnsigned } from './ebml.ts';

export interface MatroskaTrack {
  readonly number: number;
  readonly codecId: string;
  readonly codecPrivate: Uint8Array;
  readonly codecDelaySec: number;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly bitDepth: number;
  readonly strippedPrefix: Uint8Array; // bytes that every packet begins with and that were left out
}

const ids = {
  trackEntry: 0xae,
  number: 0xd7,
  type: 0x83,
  codecId: 0x86,
  codecPrivate: 0x63a2,
  codecDelay: 0x56aa,
  audio: 0xe1,
  rate: 0xb5,
  channels: 0x9f,
  bitDepth: 0x6264,
  encodings: 0x6d80,
  encoding: 0x6240,
  compression: 0x5034,
  compressionAlgorithm: 0x4254,
  compressionSettings: 0x4255,
  encryption: 0x5035,
} as const;

const audioType = 2;

/** @param tracks body of the Tracks element. @returns null if there is no audio track */
export function findAudioTrack(tracks: Uint8Array): MatroskaTrack | null {
  for (const entry of children(tracks)) {
    if (entry.id !== ids.trackEntry) continue;
    const fields = new Map([...children(entry.body)].map((child) => [child.id, child.body]));
    if (readUnsigned(fields.get(ids.type) ?? new Uint8Array(0)) === audioType) return parseTrack(fields);
  }
  return null;
}

function parseTrack(fields: ReadonlyMap<number, Uint8Array>): MatroskaTrack {
  const nothing = new Uint8Array(0);
  const audio = new Map([...children(fields.get(ids.audio) ?? nothing)].map((child) => [child.id, child.body]));
  return {
    number: readUnsigned(fields.get(ids.number) ?? nothing),
    codecId: new TextDecoder('latin1').decode(fields.get(ids.codecId) ?? nothing).replace(/\0+$/, ''),
    codecPrivate: (fields.get(ids.codecPrivate) ?? nothing).slice(),
    codecDelaySec: readSigned(fields.get(ids.codecDelay) ?? nothing) / 1e9,
    sampleRateHz: readFloat(audio.get(ids.rate) ?? nothing) || 8000, // the format's default
    channels: readUnsigned(audio.get(ids.channels) ?? nothing) || 1,
    bitDepth: readUnsigned(audio.get(ids.bitDepth) ?? nothing),
    strippedPrefix: readStrippedPrefix(fields.get(ids.encodings) ?? nothing),
  };
}

/** Header stripping is undone; packets compressed or encrypted in any other way are refused. */
function readStrippedPrefix(encodings: Uint8Array): Uint8Array {
  let prefix = new Uint8Array(0);
  for (const encoding of children(encodings)) {
    if (encoding.id !== ids.encoding) continue;
    for (const part of children(encoding.body)) {
      if (part.id === ids.encryption) throw new EngineError('E_CODEC', 'the Matroska audio track is encrypted');
      if (part.id !== ids.compression) continue;
      const fields = new Map([...children(part.body)].map((child) => [child.id, child.body]));
      const algorithm = readUnsigned(fields.get(ids.compressionAlgorithm) ?? new Uint8Array(0));
      if (algorithm !== 3) throw new EngineError('E_CODEC', `Matroska packet compression ${algorithm} is not decoded`);
      prefix = (fields.get(ids.compressionSettings) ?? prefix).slice();
    }
  }
  return prefix;
}
