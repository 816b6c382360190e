/**
 * WAV: RIFF of Microsoft and IBM (1991), big-endian RIFX, and RF64/BW64 for files over 4 GiB (EBU Tech 3306,
 * ITU-R BS.2088). Reads what recorders really leave behind: sizes of 0 or 0xFFFFFFFF, wrapped sizes, missing padding,
 * bodies cut short.
 */
import { EngineError } from '../core/errors.ts';
import { asciiAt, ByteReader } from './byteReader.ts';
import { createPcmDecoder } from './pcmDecoder.ts';
import type { AudioDecoder, ByteSource } from './source.ts';
import { findWavChunks } from './wavChunks.ts';
import { wavDataBytes } from './wavDataBytes.ts';

const containers: Readonly<Record<string, string>> = { RIFF: 'WAV', RIFX: 'RIFX', RF64: 'RF64', BW64: 'BW64' };

/** @throws EngineError E_FORMAT: damaged header, outside audioLimits; E_CODEC: not PCM */
export async function openWav(source: ByteSource): Promise<AudioDecoder> {
  const reader = new ByteReader(source);
  const head = await reader.take(12, 'the RIFF header');
  const container = containers[asciiAt(head, 0, 4)];
  const form = asciiAt(head, 8, 4);
  if (!container || form !== 'WAVE') {
    throw new EngineError('E_FORMAT', `"${source.name}" is a RIFF file of type "${form}", not WAVE`);
  }
  const chunks = await findWavChunks(reader, container);
  const { format, data } = chunks;
  return createPcmDecoder(source, {
    container,
    sampleRateHz: format.sampleRateHz,
    channels: format.channels,
    encoding: format.encoding,
    bitsPerSample: format.bitsPerSample,
    dataOffset: data.offset,
    dataBytes: await wavDataBytes(reader, chunks),
    warnings: [...format.warnings, ...chunks.warnings],
  });
}
