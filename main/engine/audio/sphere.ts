/**
 * NIST SPHERE, the format of the LDC's speech corpora (TIMIT, Switchboard): an ASCII header of "name -type value"
 * lines, padded to a length that its second line gives, then interleaved samples.
 */
import { EngineError } from '../core/errors.ts';
import { asciiAt, ByteReader } from './byteReader.ts';
import type { PcmEncoding } from './pcm.ts';
import { bytesPerSample } from './pcm.ts';
import { createPcmDecoder } from './pcmDecoder.ts';
import type { AudioDecoder, ByteSource, SampleFormat } from './source.ts';

const maxHeaderBytes = 65_536;
const integerFormats = [undefined, 's8', 's16', 's24', 's32'] as const;

/** @throws EngineError E_FORMAT: damaged header, outside audioLimits; E_CODEC: Shorten-compressed or another coding */
export async function openSphere(source: ByteSource): Promise<AudioDecoder> {
  const { name } = source;
  const reader = new ByteReader(source);
  const opening = asciiAt(await reader.take(16, 'the NIST_1A header'), 8, 7);
  const headerBytes = Number(opening);
  if (!Number.isInteger(headerBytes) || headerBytes < 16 || headerBytes > maxHeaderBytes) {
    throw new EngineError('E_FORMAT', `"${name}": header length "${opening}" must be 16 to ${maxHeaderBytes}`);
  }
  const fields = parseFields(await reader.take(headerBytes - 16, 'the NIST_1A header'));
  const channels = numberField(fields, 'channel_count', name, 1);
  const encoding = sphereEncoding(fields, name);
  const declaredSamples = fields.has('sample_count') ? numberField(fields, 'sample_count', name) : null;
  const width = bytesPerSample[encoding.format];
  return createPcmDecoder(source, {
    container: 'SPHERE',
    sampleRateHz: numberField(fields, 'sample_rate', name),
    channels,
    encoding,
    bitsPerSample: meantBits(fields, width),
    dataOffset: headerBytes,
    dataBytes: declaredSamples === null ? null : declaredSamples * channels * width,
    warnings: declaredSamples === null ? ['The header has no sample_count: read to the end of the file.'] : [],
  });
}

function parseFields(header: DataView): Map<string, string> {
  const text = String.fromCharCode(...new Uint8Array(header.buffer, header.byteOffset, header.byteLength));
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (line.trim() === 'end_head') break;
    const match = /^\s*(\w+)\s+-[irs]\d*\s+(.*?)\s*$/.exec(line);
    if (match) fields.set(match[1]!, match[2]!);
  }
  return fields;
}

function numberField(fields: Map<string, string>, key: string, name: string, fallback?: number): number {
  const text = fields.get(key);
  if (text === undefined && fallback !== undefined) return fallback;
  const value = Number(text);
  if (text === undefined || text === '' || !Number.isFinite(value) || value < 0) {
    throw new EngineError('E_FORMAT', `"${name}": SPHERE field ${key}=${text ?? 'missing'} must be a number ≥ 0`);
  }
  return value;
}

function sphereEncoding(fields: Map<string, string>, name: string): PcmEncoding {
  const coding = (fields.get('sample_coding') ?? 'pcm').toLowerCase();
  const order = fields.get('sample_byte_format') ?? '01';
  const littleEndian = order.startsWith('01') || order === '1';
  if (coding === 'ulaw' || coding === 'mu-law') return { format: 'ulaw', littleEndian };
  if (coding === 'alaw' || coding === 'a-law') return { format: 'alaw', littleEndian };
  if (coding !== 'pcm') {
    const hint = coding.includes('shorten') ? '; unpack it with sph2pipe or w_decode first' : '';
    throw new EngineError('E_CODEC', `"${name}": SPHERE sample_coding "${coding}" is not decoded here${hint}`, {
      details: { sampleCoding: coding },
    });
  }
  const width = numberField(fields, 'sample_n_bytes', name, 2);
  const format: SampleFormat | undefined = integerFormats[width];
  if (!format) throw new EngineError('E_FORMAT', `"${name}": SPHERE sample_n_bytes=${width} must be 1 to 4`);
  if (!/^(1|01(23?)?3?|(3?2?)10)$/.test(order)) {
    throw new EngineError('E_FORMAT', `"${name}": SPHERE sample_byte_format "${order}" must be 01 or 10`);
  }
  return { format, littleEndian };
}

function meantBits(fields: Map<string, string>, width: number): number {
  const bits = Number(fields.get('sample_sig_bits'));
  return Number.isInteger(bits) && bits >= 1 && bits <= 8 * width ? bits : 8 * width;
}
