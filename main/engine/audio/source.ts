/**
 * The two ends of decoding. A ByteSource is random access to the bytes of a file (the services implement it over
 * node:fs, tests over a buffer); an AudioDecoder turns them into blocks of planar samples, in order, once.
 */
import type { WorkOptions } from '../core/progress.ts';

export interface ByteSource {
  /** File name, for the extension and for messages. Never trusted as a path. */
  readonly name: string;
  /** Bytes in all; null for a pipe of unknown length. */
  readonly size: number | null;
  /**
   * Reads up to `length` bytes at `offset`; shorter only at the end of the source, empty past it.
   * @param room at least `length` bytes where the result may be put, so that reading an hour needs no new memory
   */
  read(offset: number, length: number, room?: Uint8Array): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** How one sample was stored in the file: what a lossless copy needs. Lossy codecs decode to f32. */
export type SampleFormat = 'u8' | 's8' | 's16' | 's24' | 's32' | 'f32' | 'f64' | 'alaw' | 'ulaw';

export interface AudioInfo {
  readonly container: string; // 'WAV', 'RF64', 'FLAC', 'MP3', 'Ogg', 'MP4', …
  readonly codec: string; // 'PCM s16le', 'FLAC', 'MP3', 'Vorbis', 'Opus', 'AAC-LC', …
  readonly sampleRateHz: number; // may be fractional (AIFF)
  readonly channels: number; // 1–32
  readonly sampleFormat: SampleFormat;
  readonly bitsPerSample: number | null; // null for lossy codecs
  /** Samples per channel after trimming encoder delay and padding; null if only decoding tells. */
  readonly nSamples: number | null;
  /** Samples the codec put before the first real one, already removed from the blocks. */
  readonly encoderDelaySamples: number;
  /** What was odd but survivable, as whole sentences with values ("data size 0 in the header: read to the end of the file"). */
  readonly warnings: readonly string[];
}

/** Planar samples: channels[c] holds nSamples values, full scale ±1, finite or not as in the file. */
export interface AudioBlock {
  readonly channels: readonly Float32Array[];
  readonly nSamples: number;
}

/** The same as integers k: the sample is k/2¹⁵. */
export interface AudioBlock16 {
  readonly channels: readonly Int16Array[];
  readonly nSamples: number;
}

export interface BlockOptions extends Pick<WorkOptions, 'signal'> {
  /** The caller is done with a block when it asks for the next one: the same arrays may be filled again. */
  readonly reuse?: boolean | undefined;
}

export interface AudioDecoder {
  /** Known after opening; `nSamples` and `warnings` are final only after the last block. */
  readonly info: AudioInfo;
  /** Blocks of at most 65,536 samples in order. @throws EngineError E_FORMAT, E_CODEC, E_IO, E_ABORTED */
  blocks(options?: BlockOptions): AsyncIterable<AudioBlock>;
  /** The same blocks where the file holds 16-bit integers and nothing has to be computed: half the memory to move. */
  readonly blocks16?: ((options?: BlockOptions) => AsyncIterable<AudioBlock16>) | undefined;
  close(): Promise<void>;
}

/** Headerless PCM, as the user describes it. */
export interface RawPcmFormat {
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly encoding:
    | 'u8'
    | 's8'
    | 's16le'
    | 's16be'
    | 's24le'
    | 's24be'
    | 's32le'
    | 's32be'
    | 'f32le'
    | 'f32be'
    | 'f64le'
    | 'f64be'
    | 'alaw'
    | 'ulaw';
  readonly skipBytes?: number;
}

/**
 * Decodes what only the operating system or the user's own tools can (AAC): WebCodecs in a hidden sandboxed
 * window in the app, the system's ffmpeg on the command line. Packets go in in decoding order, planar samples come out.
 */
export interface PlatformAudioDecoder {
  readonly name: string; // for doctor and for messages
  decodePackets(
    config: {
      readonly codec: string;
      readonly sampleRateHz: number;
      readonly channels: number;
      readonly description: Uint8Array | null;
    },
    packets: AsyncIterable<{ readonly data: Uint8Array; readonly timestampSec: number; readonly durationSec: number }>,
    options?: Pick<WorkOptions, 'signal'>,
  ): AsyncIterable<AudioBlock & { readonly sampleRateHz: number }>;
}

/** @property signal ends the opening, and later every read of the source, with E_ABORTED */
export interface OpenAudioOptions extends Pick<WorkOptions, 'signal'> {
  readonly raw?: RawPcmFormat | undefined;
  readonly platformDecoder?: PlatformAudioDecoder | undefined;
}

/** The rules every file is held to; a file outside them is refused with the value and the rule. */
export const audioLimits = {
  minSampleRateHz: 8, // sensors and test tones; playback needs 3,000
  maxSampleRateHz: 1_000_000,
  maxChannels: 32,
  blockSamples: 65_536,
} as const;
