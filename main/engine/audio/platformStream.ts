/**
 * AAC by way of the platform's decoder. The first block is decoded on opening: only it tells the rate and channels
 * that come out, which implicit SBR and parametric stereo double behind the container's back.
 */
import { EngineError, throwIfAborted } from '../core/errors.ts';
import type { AacConfig } from './aacConfig.ts';
import type { Packet } from './packetDecoder.ts';
import { asEngineError, createStreamDecoder, trimPieces } from './planarStream.ts';
import type { Planar } from './planarStream.ts';
import type { AudioDecoder, ByteSource, OpenAudioOptions } from './source.ts';

export interface AacTrack {
  readonly container: string;
  readonly config: AacConfig;
  readonly packets: (signal: AbortSignal) => AsyncIterable<Packet>;
  /** What to trim, in samples at the rate that comes out. */
  readonly trim: (outputRateHz: number) => { skip: number; keep: number | null };
  readonly warnings: string[];
}

/** @throws EngineError E_CODEC: no platform decoder, or it refuses; E_FORMAT: not one packet decodes; E_ABORTED */
export async function openAacTrack(
  source: ByteSource,
  track: AacTrack,
  { platformDecoder, signal: openSignal }: OpenAudioOptions,
): Promise<AudioDecoder> {
  if (!platformDecoder) throw missingDecoder(source.name, track.config.name);
  const controller = new AbortController();
  let unlink = linkAbort(openSignal, controller);
  const { codec, sampleRateHz, channelConfig, description } = track.config;
  const channels = channelConfig === 7 ? 8 : Math.max(1, channelConfig);
  const decoded = platformDecoder
    .decodePackets({ codec, sampleRateHz, channels, description }, track.packets(controller.signal), {
      signal: controller.signal,
    })
    [Symbol.asyncIterator]();
  try {
    const first = await decoded.next();
    throwIfAborted(openSignal);
    if (first.done === true) throw new EngineError('E_FORMAT', `"${source.name}" holds no AAC packet that decodes`);
    const outputRateHz = first.value.sampleRateHz;
    const { skip, keep } = track.trim(outputRateHz);
    const pieces = (signal: AbortSignal | undefined): AsyncIterable<Planar> => {
      unlink();
      unlink = linkAbort(signal, controller);
      return trimPieces(sameFormat(decoded, first.value, controller.signal), skip, () => keep);
    };
    return createStreamDecoder({
      source,
      info: {
        container: track.container,
        codec: outputRateHz > sampleRateHz ? track.config.name.replace('AAC-LC', 'HE-AAC') : track.config.name,
        sampleRateHz: outputRateHz,
        channels: first.value.channels.length,
        sampleFormat: 'f32',
        bitsPerSample: null,
        nSamples: keep,
        encoderDelaySamples: skip,
      },
      warnings: track.warnings,
      pieces,
      free: async () => {
        unlink();
        controller.abort();
        await decoded.return?.();
      },
    });
  } catch (error) {
    unlink();
    controller.abort();
    await decoded.return?.().catch(() => undefined); // what ended the opening is what is told
    throw asEngineError(error, source.name);
  }
}

function missingDecoder(name: string, codec: string): EngineError {
  return new EngineError(
    'E_CODEC',
    `"${name}" holds ${codec}, which needs the platform's decoder: open it in the app, ` +
      'or install ffmpeg so that the command line finds it on PATH',
    { details: { codec } },
  );
}

/** @returns undoes it: the signal of a batch outlives its many files */
function linkAbort(signal: AbortSignal | undefined, controller: AbortController): () => void {
  if (signal?.aborted) controller.abort();
  const abort = () => {
    controller.abort();
  };
  signal?.addEventListener('abort', abort);
  return () => signal?.removeEventListener('abort', abort);
}

type PlatformBlock = { readonly channels: readonly Float32Array[]; readonly sampleRateHz: number };

async function* sameFormat(
  decoded: AsyncIterator<PlatformBlock>,
  first: PlatformBlock,
  signal: AbortSignal,
): AsyncGenerator<Planar> {
  for (let block = first; ;) {
    if (block.channels.length !== first.channels.length || block.sampleRateHz !== first.sampleRateHz) {
      throw new EngineError(
        'E_FORMAT',
        `the stream changes to ${block.channels.length} channels at ${block.sampleRateHz} Hz in the middle`,
      );
    }
    yield block.channels;
    const next = await decoded.next();
    if (signal.aborted) throw new EngineError('E_ABORTED', 'cancelled');
    if (next.done === true) return;
    block = next.value;
  }
}
