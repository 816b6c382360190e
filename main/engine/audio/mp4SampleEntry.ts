/**
 * The audio sample entry of a track (ISO/IEC 14496-12 section 12.2.3, QuickTime File Format "Sound Sample
 * Descriptions" versions 0 to 2): which codec, and its private data.
 */
import { EngineError } from '../core/errors.ts';
import { boxesByType, readBody, walkBoxes } from './mp4Boxes.ts';
import type { Mp4Box } from './mp4Boxes.ts';
import type { PcmEncoding } from './pcm.ts';
import type { ByteSource, SampleFormat } from './source.ts';

export type Mp4Codec =
  | { readonly kind: 'aac'; readonly config: Uint8Array }
  | { readonly kind: 'mp3' }
  | { readonly kind: 'opus' | 'flac' | 'alac'; readonly config: Uint8Array }
  | { readonly kind: 'pcm'; readonly encoding: PcmEncoding };

export interface Mp4SampleEntry {
  readonly codec: Mp4Codec;
  readonly channels: number;
  readonly sampleRateHz: number;
}

interface EntryFields {
  readonly format: string;
  readonly channels: number;
  readonly sampleRateHz: number;
  readonly sampleBits: number;
  readonly lpcmFlags: number | null; // version 2: 1 float, 2 big-endian, 4 signed
  readonly children: ReadonlyMap<string, Mp4Box>;
}

/** @throws EngineError E_FORMAT, E_CODEC */
export async function readSampleEntry(source: ByteSource, stsd: Mp4Box): Promise<Mp4SampleEntry> {
  for await (const entry of walkBoxes(source, stsd.bodyAt + 8, stsd.end)) {
    const fields = await readFields(source, entry);
    const codec = await codecOf(source, fields);
    return { codec, channels: fields.channels, sampleRateHz: fields.sampleRateHz };
  }
  throw new EngineError('E_FORMAT', `"${source.name}" does not describe its audio track`);
}

async function readFields(source: ByteSource, entry: Mp4Box): Promise<EntryFields> {
  const bytes = await source.read(entry.bodyAt, Math.min(64, entry.end - entry.bodyAt));
  if (bytes.length < 28) throw new EngineError('E_FORMAT', `the description of "${entry.type}" audio is cut short`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const version = view.getUint16(8);
  const isV2 = version === 2 && bytes.length >= 64;
  const childrenAt = entry.bodyAt + (version === 1 ? 44 : isV2 ? 64 : 28);
  const children = await boxesByType(source, childrenAt, entry.end);
  const wave = children.get('wave'); // QuickTime keeps the codec's boxes one level down
  if (wave) for (const [type, box] of await boxesByType(source, wave.bodyAt, wave.end)) children.set(type, box);
  return {
    format: entry.type,
    channels: isV2 ? view.getUint32(40) : view.getUint16(16),
    sampleRateHz: isV2 ? view.getFloat64(32) : view.getUint32(24) / 65_536,
    sampleBits: isV2 ? view.getUint32(48) : view.getUint16(18),
    lpcmFlags: isV2 ? view.getUint32(52) : null,
    children,
  };
}

async function codecOf(source: ByteSource, fields: EntryFields): Promise<Mp4Codec> {
  const pcm = await pcmEncodingOf(source, fields);
  if (pcm) return { kind: 'pcm', encoding: pcm };
  const body = async (type: string): Promise<Uint8Array> => {
    const box = fields.children.get(type);
    if (!box) throw new EngineError('E_FORMAT', `"${source.name}": "${fields.format}" audio without its "${type}" box`);
    const view = await readBody(source, box, 65_536);
    return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  };
  switch (fields.format) {
    case 'Opus':
      return { kind: 'opus', config: await body('dOps') };
    case 'fLaC':
      return { kind: 'flac', config: (await body('dfLa')).subarray(4) };
    case 'alac':
      return { kind: 'alac', config: (await body('alac')).subarray(4) };
    case '.mp3':
    case 'ms\0U':
      return { kind: 'mp3' };
    case 'mp4a':
      return fromEsds(source.name, await body('esds'));
  }
  const reason =
    fields.format === 'enca' ? 'is encrypted' : `holds "${fields.format}" audio, which nothing here decodes`;
  throw new EngineError('E_CODEC', `"${source.name}" ${reason}`, { details: { format: fields.format } });
}

async function pcmEncodingOf(source: ByteSource, fields: EntryFields): Promise<PcmEncoding | null> {
  const { format, sampleBits, lpcmFlags, children } = fields;
  const enda = children.get('enda');
  const little = enda ? (await readBody(source, enda, 16)).getUint16(0) === 1 : false;
  const integer = (bits: number): SampleFormat => (bits <= 8 ? 's8' : bits <= 16 ? 's16' : bits <= 24 ? 's24' : 's32');
  if (format === 'ipcm' || format === 'fpcm') {
    const box = children.get('pcmC');
    if (!box) throw new EngineError('E_FORMAT', `"${source.name}": "${format}" audio without its "pcmC" box`);
    const view = await readBody(source, box, 64);
    const bits = view.getUint8(5);
    const floating: SampleFormat = bits === 64 ? 'f64' : 'f32';
    return { format: format === 'fpcm' ? floating : integer(bits), littleEndian: (view.getUint8(4) & 1) === 1 };
  }
  if (format === 'lpcm' && lpcmFlags !== null) {
    const floating: SampleFormat = sampleBits === 64 ? 'f64' : 'f32';
    const isFloat = (lpcmFlags & 1) !== 0;
    const whole = sampleBits <= 8 && (lpcmFlags & 4) === 0 ? 'u8' : integer(sampleBits);
    return { format: isFloat ? floating : whole, littleEndian: (lpcmFlags & 2) === 0 };
  }
  const simple: Readonly<Record<string, PcmEncoding>> = {
    sowt: { format: sampleBits === 8 ? 's8' : 's16', littleEndian: true },
    twos: { format: integer(sampleBits), littleEndian: false },
    in24: { format: 's24', littleEndian: little },
    in32: { format: 's32', littleEndian: little },
    fl32: { format: 'f32', littleEndian: little },
    fl64: { format: 'f64', littleEndian: little },
    'raw ': { format: sampleBits === 16 ? 's16' : 'u8', littleEndian: false },
    NONE: { format: sampleBits === 16 ? 's16' : 'u8', littleEndian: false },
    alaw: { format: 'alaw', littleEndian: true },
    ulaw: { format: 'ulaw', littleEndian: true },
  };
  return simple[format] ?? null;
}

/** MPEG-4 descriptors (ISO/IEC 14496-1 section 7.2.6): ES → decoder configuration → its specific info. */
function fromEsds(name: string, body: Uint8Array): Mp4Codec {
  let at = 4;
  const descriptor = (): { tag: number; end: number } => {
    const tag = body[at++] ?? 0;
    let length = 0;
    for (let i = 0; i < 4; i++) {
      const byte = body[at++] ?? 0;
      length = (length << 7) | (byte & 0x7f);
      if (byte < 0x80) break;
    }
    return { tag, end: at + length };
  };
  let objectType: number | null = null;
  for (let n = 0; n < 8 && at < body.length; n++) {
    const { tag, end } = descriptor();
    if (tag === 3) {
      const flags = body[at + 2] ?? 0;
      at += 3 + (flags & 0x80 ? 2 : 0) + (flags & 0x40 ? 1 + (body[at + 3] ?? 0) : 0) + (flags & 0x20 ? 2 : 0);
    } else if (tag === 4) {
      objectType = body[at] ?? 0;
      at += 13;
    } else if (tag === 5 && objectType !== null && isAacObject(objectType)) {
      return { kind: 'aac', config: body.slice(at, Math.min(end, body.length)) };
    } else {
      at = end;
    }
    if (objectType === 0x69 || objectType === 0x6b) return { kind: 'mp3' };
  }
  if (objectType === null || isAacObject(objectType))
    throw new EngineError('E_FORMAT', `"${name}" lacks its AAC configuration`);
  throw new EngineError(
    'E_CODEC',
    `"${name}" holds MPEG-4 audio of object type 0x${objectType.toString(16)}, which nothing here decodes`,
  );
}

function isAacObject(objectType: number): boolean {
  return objectType === 0x40 || (objectType >= 0x66 && objectType <= 0x68);
}
