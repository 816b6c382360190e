/**
 * Streaming WAV writer: RIFF up to 4 GiB, RF64 above (EBU Tech 3306): a JUNK chunk keeps the place of ds64 until the
 * length is known. If it is known beforehand the header is final from the start, so a pipe gets a valid file.
 */
import { EngineError, invariant } from '../core/errors.ts';
import { checkBlockShape, checkWriterParam } from './audioWriter.ts';
import type { AudioWriteReport, AudioWriter } from './audioWriter.ts';
import type { ByteSink } from './byteSink.ts';
import { bytesPerSample } from './pcm.ts';
import { storeIntegers } from './pcmEncode.ts';
import { createQuantiser } from './quantiser.ts';
import { audioLimits } from './source.ts';
import type { AudioBlock } from './source.ts';
import { wavHeader } from './wavHeader.ts';
import type { WavLayout, WavSampleFormat } from './wavHeader.ts';

export interface WavWriterOptions {
  readonly sampleRateHz: number; // integer ≥ 1: the format holds no other
  readonly channels: number;
  readonly format: WavSampleFormat; // float32 samples as f64 are the same values, wider
  /** Per channel, if known: the header is then complete from the first byte. */
  readonly nSamples?: number | undefined;
  /** Whole chunks before and behind the samples: `wavMetadata.ts`. */
  readonly head?: Uint8Array | undefined;
  readonly tail?: Uint8Array | undefined;
}

/**
 * @throws EngineError E_PARAM: a value outside its rule
 */
export async function createWavWriter(sink: ByteSink, options: WavWriterOptions): Promise<AudioWriter> {
  const { sampleRateHz, channels, format } = options;
  checkWriterParam('sampleRateHz', sampleRateHz, 1, audioLimits.maxSampleRateHz);
  checkWriterParam('channels', channels, 1, audioLimits.maxChannels);
  if (options.nSamples !== undefined) checkWriterParam('nSamples', options.nSamples, 0, Number.MAX_SAFE_INTEGER / 1024);
  const { head, tail = new Uint8Array(0) } = options;
  const layout: WavLayout = { sampleRateHz, channels, format, head, tail };
  const frameBytes = channels * bytesPerSample[format];
  const encode = createEncoder(options);
  let nSamples = 0;
  let finished = false;

  const patchable = sink.writeAt !== null;
  const reserve = options.nSamples === undefined && patchable;
  const header = wavHeader(layout, options.nSamples ?? (reserve ? 0 : null), reserve);
  await sink.write(header);

  return {
    async write(block) {
      invariant(!finished, 'WAV writer: write after finish');
      checkBlockShape(block, channels);
      nSamples += block.nSamples;
      await sink.write(encode.block(block));
    },
    async finish() {
      invariant(!finished, 'WAV writer: finished twice');
      finished = true;
      const dataBytes = nSamples * frameBytes;
      if (dataBytes % 2 === 1) await sink.write(new Uint8Array(1));
      if (tail.length > 0) await sink.write(tail);
      if (options.nSamples !== undefined && options.nSamples !== nSamples) {
        throw new EngineError(
          'E_SHAPE',
          `${nSamples} samples were written, nSamples=${options.nSamples} were promised`,
        );
      }
      if (reserve) await sink.writeAt(0, wavHeader(layout, nSamples, true));
      return { nSamples, bytes: header.length + dataBytes + (dataBytes % 2) + tail.length, ...encode.report() };
    },
  };
}

type Counts = Pick<AudioWriteReport, 'roundedSamples' | 'clippedSamples' | 'nonFiniteSamples'>;

function createEncoder({ format, channels }: WavWriterOptions): {
  block(block: AudioBlock): Uint8Array;
  report(): Counts;
} {
  if (format === 'f32' || format === 'f64') {
    let nonFiniteSamples = 0;
    return {
      block({ channels: planes, nSamples }) {
        const out = format === 'f32' ? new Float32Array(nSamples * channels) : new Float64Array(nSamples * channels);
        planes.forEach((plane, c) => {
          for (let i = 0; i < nSamples; i++) {
            const value = plane[i]!;
            out[i * channels + c] = value;
            if (value - value !== 0) nonFiniteSamples++;
          }
        });
        return new Uint8Array(out.buffer);
      },
      report: () => ({ roundedSamples: 0, clippedSamples: 0, nonFiniteSamples }),
    };
  }
  const width = bytesPerSample[format];
  const quantiser = createQuantiser(8 * width);
  return {
    block({ channels: planes, nSamples }) {
      const bytes = new Uint8Array(nSamples * channels * width);
      const integers = new Int32Array(nSamples);
      planes.forEach((plane, c) => {
        quantiser.quantise(plane, integers);
        if (format === 'u8') for (let i = 0; i < nSamples; i++) integers[i]! += 128;
        storeIntegers(integers, bytes, { width, stride: channels * width, offset: c * width, littleEndian: true });
      });
      return bytes;
    },
    report: () => {
      const { rounded, clipped, nonFinite } = quantiser.counts;
      return { roundedSamples: rounded, clippedSamples: clipped, nonFiniteSamples: nonFinite };
    },
  };
}
