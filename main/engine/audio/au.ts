/** Sun/NeXT .au (".snd"): a 24-byte big-endian header; "dns." is its little-endian twin of DEC machines. */
import { EngineError } from '../core/errors.ts';
import { asciiAt, ByteReader } from './byteReader.ts';
import { createPcmDecoder } from './pcmDecoder.ts';
import type { AudioDecoder, ByteSource, SampleFormat } from './source.ts';

const formats: Readonly<Record<number, SampleFormat>> = {
  1: 'ulaw',
  2: 's8',
  3: 's16',
  4: 's24',
  5: 's32',
  6: 'f32',
  7: 'f64',
  27: 'alaw',
};
const compressedNames: Readonly<Record<number, string>> = {
  23: 'G.721 ADPCM',
  24: 'G.722 ADPCM',
  25: 'G.723 ADPCM, 3 bits',
  26: 'G.723 ADPCM, 5 bits',
};
const unknownSize = 0xffff_ffff;
const headerBytes = 24;

/** @throws EngineError E_FORMAT: damaged header, outside audioLimits; E_CODEC: a compressed encoding */
export async function openAu(source: ByteSource): Promise<AudioDecoder> {
  const header = await new ByteReader(source).take(headerBytes, 'the .snd header');
  const littleEndian = asciiAt(header, 0, 4) === 'dns.';
  const field = (index: number) => header.getUint32(4 * index, littleEndian);
  const [dataOffset, dataBytes, code] = [field(1), field(2), field(3)];
  const format = formats[code];
  if (!format) {
    const codec = compressedNames[code];
    throw new EngineError(
      'E_CODEC',
      `"${source.name}": .snd encoding ${code}${codec ? ` (${codec})` : ''} is not PCM`,
      {
        details: { encoding: code },
      },
    );
  }
  if (dataOffset < headerBytes || (source.size !== null && dataOffset > source.size)) {
    const end = source.size === null ? '' : ` to ${source.size}`;
    throw new EngineError('E_FORMAT', `"${source.name}": dataOffset=${dataOffset} must be ${headerBytes}${end}`);
  }
  const unknown = dataBytes === unknownSize;
  return createPcmDecoder(source, {
    container: 'AU',
    sampleRateHz: field(4),
    channels: field(5),
    encoding: { format, littleEndian },
    dataOffset,
    dataBytes: unknown ? null : dataBytes,
    warnings: unknown ? ['The header gives no data size (0xFFFFFFFF): read to the end of the file.'] : [],
  });
}
