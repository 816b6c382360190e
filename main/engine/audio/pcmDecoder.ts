/** The AudioDecoder of every container that holds plain interleaved samples in one stretch of the file. */
import { throwIfAborted } from '../core/errors.ts';
import { checkAudioLimits } from './checkAudioLimits.ts';
import { bytesPerSample, decodePcm, deinterleave16, pcmCodecName } from './pcm.ts';
import type { PcmEncoding } from './pcm.ts';
import { readAhead } from './readAhead.ts';
import { audioLimits } from './source.ts';
import type { AudioDecoder, AudioInfo, BlockOptions, ByteSource } from './source.ts';

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

/** How the bytes of a block become arrays of one type, one a channel. */
interface BlockForm<T extends Float32Array | Int16Array> {
  readonly create: (nSamples: number) => T;
  /** @returns how many samples are NaN or infinite */
  readonly decode: (bytes: Uint8Array, out: readonly T[]) => number;
}

/** @throws EngineError E_FORMAT: outside audioLimits */
export function createPcmDecoder(source: ByteSource, stream: PcmStream): AudioDecoder {
  const { channels, encoding, sampleRateHz } = stream;
  checkAudioLimits(source.name, sampleRateHz, channels);
  const frameBytes = channels * bytesPerSample[encoding.format];
  const extent = dataExtent(source, stream, frameBytes);
  let lateWarnings: string[] = [];
  let nSamples = extent.bytes === null ? null : Math.floor(extent.bytes / frameBytes);

  const floats: BlockForm<Float32Array> = {
    create: (length) => new Float32Array(length),
    decode: (bytes, out) => decodePcm(bytes, encoding, out),
  };
  const integers: BlockForm<Int16Array> = {
    create: (length) => new Int16Array(length),
    decode: (bytes, out) => {
      deinterleave16(bytes, encoding.littleEndian, out);
      return 0;
    },
  };

  async function* readBlocks<T extends Float32Array | Int16Array>(
    { create, decode }: BlockForm<T>,
    { signal, reuse = false }: BlockOptions = {},
  ): AsyncGenerator<{ readonly channels: readonly T[]; readonly nSamples: number }> {
    const blockSamples = Math.min(audioLimits.blockSamples, Math.floor(readBytes / frameBytes));
    const expected = nSamples;
    const createPlanar = (length: number) => Array.from({ length: channels }, () => create(length));
    const planar = reuse ? createPlanar(blockSamples) : null;
    let done = 0;
    let nonFinite = 0;
    lateWarnings = [];
    const stretch = {
      start: stream.dataOffset,
      bytes: expected === null ? null : expected * frameBytes,
      pieceBytes: blockSamples * frameBytes,
    };
    throwIfAborted(signal);
    for await (const bytes of readAhead(source, stretch)) {
      const length = Math.floor(bytes.length / frameBytes);
      if (length === 0) break;
      const block = planar?.map((samples) => samples.subarray(0, length) as T) ?? createPlanar(length);
      nonFinite += decode(bytes.subarray(0, length * frameBytes), block);
      done += length;
      yield { channels: block, nSamples: length };
      throwIfAborted(signal);
    }
    nSamples = done;
    if (expected !== null && done < expected) {
      lateWarnings.push(`The file ends after ${done} of ${expected} samples per channel: decoded what is there.`);
    }
    if (nonFinite > 0) lateWarnings.push(`${nonFinite} samples are NaN or infinite: kept as they are.`);
  }

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
    blocks: (options) => readBlocks(floats, options),
    blocks16: encoding.format === 's16' ? (options) => readBlocks(integers, options) : undefined,
    close: () => source.close(),
  };
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
