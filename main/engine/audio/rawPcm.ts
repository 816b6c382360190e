import { EngineError } from '../core/errors.ts';
import { parseRawEncoding } from './pcm.ts';
import { createPcmDecoder } from './pcmDecoder.ts';
import type { AudioDecoder, ByteSource, RawPcmFormat } from './source.ts';

/** Headerless PCM. @throws EngineError E_PARAM: skipBytes; E_FORMAT: outside audioLimits, or nothing behind skipBytes */
export function openRawPcm(source: ByteSource, raw: RawPcmFormat): AudioDecoder {
  const skipBytes = raw.skipBytes ?? 0;
  if (!Number.isSafeInteger(skipBytes) || skipBytes < 0) {
    throw new EngineError('E_PARAM', `skipBytes=${skipBytes} must be an integer ≥ 0`);
  }
  if (!Number.isInteger(raw.channels)) throw new EngineError('E_PARAM', `channels=${raw.channels} must be an integer`);
  if (source.size !== null && skipBytes > source.size) {
    throw new EngineError('E_PARAM', `skipBytes=${skipBytes} must be at most the file's ${source.size} bytes`);
  }
  return createPcmDecoder(source, {
    container: 'raw',
    sampleRateHz: raw.sampleRateHz,
    channels: raw.channels,
    encoding: parseRawEncoding(raw.encoding),
    dataOffset: skipBytes,
    dataBytes: null,
    warnings: [],
  });
}
