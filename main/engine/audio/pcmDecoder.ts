/** The AudioDecoder of every container that holds plain interleaved samples in one stretch of the file. */
import { throwIfAborted } from '../core/errors.ts';
import { checkAudioLimits } from './checkAudioLimits.ts';
import { bytesPerSample, decodePcm, pcmCodecName } from './pcm.ts';
import type { PcmEncoding } from './pcm.ts';
import { audioLimits } from './source.ts';
import type { AudioBlock, AudioDecoder, AudioInfo, ByteSource } from './source.ts';

export interface PcmStream {
  readonly container: string;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly encoding: PcmEncoding;
  readonly bitsPerSample?: number; // meant bits, where fewer than stored (20 in 24)
  readonly dataOffset: number; // bytes
  readonly dataBytes: number | null; // as declared; null: to the end of the source
  readonly warnings: readonly string[];
}

const readBytes = 262144; // one read: memory stays bounded whatever the channel count

/** @throws EngineError E_FORMAT: outside audioLimits */
export function createPcmDecoder(source: ByteSource, stream: PcmStream): AudioDecoder {
  const { channels, encoding, sampleRateHz } = stream;
  checkAudioLimits(source.name, sampleRateHz, channels);
  const frameBytes = channels * bytesPerSample[encoding.format];
  const extent = dataExtent(source, stream, frameBytes);
  let lateWarnings: string[] = [];
  let nSamples = extent.bytes === null ? null : Math.floor(extent.bytes / frameBytes);

  return {
    get info(): AudioInfo {
      return {
        container: stream.container,
        codec: pcmCodecName(encoding),
        sampleRateHz,
        channels,
        sampleFormat: encoding.format,
        bitsPerSample: stream.bitsPerSample ?? 8 * bytesPerSample[encoding.format],
        nSamples,
        encoderDelaySamples: 0,
        warnings: [...stream.warnings, ...extent.warnings, ...lateWarnings],
      };
    },
    async *blocks(options = {}): AsyncGenerator<AudioBlock> {
      const blockSamples = Math.min(audioLimits.blockSamples, Math.floor(readBytes / frameBytes));
      const expected = nSamples;
      let done = 0;
      let nonFinite = 0;
      lateWarnings = [];
      const planar = options.reuse === true ? createPlanar(channels, blockSamples) : null;
      while (expected === null || done < expected) {
        throwIfAborted(options.signal);
        const wanted = expected === null ? blockSamples : Math.min(blockSamples, expected - done);
        const bytes = await source.read(stream.dataOffset + done * frameBytes, wanted * frameBytes);
        const length = Math.floor(bytes.length / frameBytes);
        if (length > 0) {
          const block = planar?.map((samples) => samples.subarray(0, length)) ?? createPlanar(channels, length);
          nonFinite += decodePcm(bytes.subarray(0, length * frameBytes), encoding, block);
          done += length;
          yield { channels: block, nSamples: length };
        }
        if (length < wanted) break;
      }
      nSamples = done;
      if (expected !== null && done < expected) {
        lateWarnings.push(`The file ends after ${done} of ${expected} samples per channel: decoded what is there.`);
      }
      if (nonFinite > 0) lateWarnings.push(`${nonFinite} samples are NaN or infinite: kept as they are.`);
    },
    close: () => source.close(),
  };
}

function createPlanar(channels: number, nSamples: number): Float32Array[] {
  return Array.from({ length: channels }, () => new Float32Array(nSamples));
}

function dataExtent(source: ByteSource, stream: PcmStream, frameBytes: number) {
  const warnings: string[] = [];
  const available = source.size === null ? null : Math.max(0, source.size - stream.dataOffset);
  let bytes = stream.dataBytes ?? available;
  if (bytes !== null && available !== null && bytes > available) {
    warnings.push(`The header says ${bytes} bytes of samples, the file holds ${available}: decoded what is there.`);
    bytes = available;
  }
  if (bytes !== null && bytes % frameBytes !== 0) {
    warnings.push(
      `${bytes} bytes of samples are not whole frames of ${frameBytes}: dropped the last ${bytes % frameBytes}.`,
    );
  }
  return { bytes, warnings };
}
