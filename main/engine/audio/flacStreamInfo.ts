/** The 34 bytes every FLAC stream begins with, in whatever container (RFC 9639 section 8.2). */
import { EngineError } from '../core/errors.ts';
import { BitReader } from './bitReader.ts';
import type { FlacStreamInfo } from './flacFrameDecoder.ts';
import type { AudioInfo, SampleFormat } from './source.ts';

const streamInfoBytes = 34;
const largestBlock = 65_535;

/** @throws EngineError E_FORMAT */
export function parseFlacStreamInfo(bytes: Uint8Array): FlacStreamInfo {
  if (bytes.length < streamInfoBytes) {
    throw new EngineError('E_FORMAT', `the FLAC stream info has ${bytes.length} bytes, it needs ${streamInfoBytes}`);
  }
  const bits = new BitReader(bytes);
  const minBlockSize = bits.read(16);
  const maxBlockSize = bits.read(16) || largestBlock;
  bits.skip(48); // smallest and largest frame
  const sampleRateHz = bits.read(20);
  const channels = bits.read(3) + 1;
  const bitsPerSample = bits.read(5) + 1;
  const nSamples = bits.readLong(36);
  if (sampleRateHz === 0) throw new EngineError('E_FORMAT', 'the FLAC stream info says 0 Hz');
  if (bitsPerSample < 4) throw new EngineError('E_FORMAT', `FLAC bitsPerSample=${bitsPerSample} must be 4 to 32`);
  return { minBlockSize, maxBlockSize, sampleRateHz, channels, bitsPerSample, nSamples: nSamples || null };
}

/**
 * The stream info inside the private data of MP4 ("dfLa" after its version), Matroska and Ogg: with or without
 * the "fLaC" mark, then a metadata block header.
 */
export function findFlacStreamInfo(bytes: Uint8Array): FlacStreamInfo {
  const marked = bytes[0] === 0x66 && bytes[1] === 0x4c && bytes[2] === 0x61 && bytes[3] === 0x43;
  return parseFlacStreamInfo(bytes.subarray((marked ? 4 : 0) + 4));
}

/** What AudioInfo says of the coding, in every container. */
export function describeFlac(
  info: FlacStreamInfo,
): Pick<AudioInfo, 'codec' | 'sampleRateHz' | 'channels' | 'sampleFormat' | 'bitsPerSample'> {
  const { sampleRateHz, channels, bitsPerSample } = info;
  const sampleFormat: SampleFormat =
    bitsPerSample <= 8 ? 's8' : bitsPerSample <= 16 ? 's16' : bitsPerSample <= 24 ? 's24' : 's32';
  return { codec: 'FLAC', sampleRateHz, channels, sampleFormat, bitsPerSample };
}
