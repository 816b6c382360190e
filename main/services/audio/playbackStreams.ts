/** Sound for the speakers: blocks of a range of a track, in order, as many as the listener has granted. */
import type { PlaybackInfo } from '../../../preload/contract/audio.ts';
import type { PlaybackBlock } from '../../../preload/contract/studio.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import { bandReader, bandTaps, sequentialReader } from './bandReader.ts';
import type { Band, SequentialReader } from './bandReader.ts';

export interface PlaybackRange {
  readonly sampleRateHz: number;
  readonly channels: readonly SampleSource[];
  readonly startSample: number;
  readonly endSample: number;
  readonly loop: boolean;
  readonly band: Band | null;
}

export interface PlaybackStreams {
  /** @throws EngineError E_PARAM: an empty range, or a bad band */
  open(range: PlaybackRange): PlaybackInfo;
  /** Resolves when the blocks are out or the stream has ended. @throws EngineError E_NOT_FOUND, E_PROJECT_CORRUPT */
  grant(streamId: number, blocks: number): Promise<void>;
  close(streamId: number): void;
  closeAll(): void;
}

const maxBlockBytes = 262_144;
const maxBlockSamples = 16_384; // a third of a second at 44.1 kHz: sound starts, and a stop is obeyed, at once
const maxStreams = 16;

interface Stream {
  readonly range: PlaybackRange;
  readonly taps: Float64Array | null;
  readers: SequentialReader[];
  position: number;
  seq: number;
  credit: number;
  isHeld: boolean; // the other side has all of the loop
  isPumping: boolean;
}

export function createPlaybackStreams(emit: (block: PlaybackBlock) => void): PlaybackStreams {
  const streams = new Map<number, Stream>(); // oldest first
  let nextId = 1;

  const rewind = (stream: Stream) => {
    const { channels, startSample } = stream.range;
    const { taps } = stream;
    stream.position = startSample;
    stream.readers = channels.map((x) => (taps ? bandReader(x, startSample, taps) : sequentialReader(x, startSample)));
  };

  const sendBlock = (streamId: number, stream: Stream) => {
    const { channels, startSample: rangeStart, endSample, loop } = stream.range;
    const limit = Math.min(maxBlockSamples, Math.floor(maxBlockBytes / (4 * channels.length)));
    const count = Math.min(limit, endSample - stream.position);
    stream.isHeld = loop && count === endSample - rangeStart;
    const startSample = stream.position;
    const samples = stream.readers.map((reader) => reader.read(count));
    stream.position += count;
    stream.credit--;
    const isEnd = stream.position === endSample;
    emit({ streamId, seq: stream.seq++, startSample, channels: samples, last: isEnd && !loop, repeats: stream.isHeld });
    if (stream.isHeld) return;
    if (isEnd && loop) rewind(stream);
    else if (isEnd) streams.delete(streamId);
  };

  const pump = async (streamId: number, stream: Stream) => {
    stream.isPumping = true;
    try {
      while (stream.credit > 0 && !stream.isHeld && streams.get(streamId) === stream) {
        sendBlock(streamId, stream);
        await new Promise(setImmediate); // other requests go between the blocks
      }
    } catch (error) {
      streams.delete(streamId);
      throw error;
    } finally {
      stream.isPumping = false;
    }
  };

  return {
    open(range) {
      const { sampleRateHz, channels, startSample, endSample } = range;
      if (endSample <= startSample) {
        throw new EngineError(
          'E_PARAM',
          `endSample=${endSample} must be > startSample=${startSample} within the track`,
        );
      }
      const taps = range.band === null ? null : bandTaps(range.band, sampleRateHz);
      const stream: Stream = {
        range,
        taps,
        readers: [],
        position: startSample,
        seq: 0,
        credit: 0,
        isHeld: false,
        isPumping: false,
      };
      rewind(stream);
      const streamId = nextId++;
      streams.set(streamId, stream);
      const oldest = streams.keys().next().value;
      if (streams.size > maxStreams && oldest !== undefined) streams.delete(oldest); // a page that was reloaded leaves its own behind
      return { streamId, sampleRateHz, channels: channels.length, startSample, endSample };
    },
    async grant(streamId, blocks) {
      const stream = streams.get(streamId);
      if (!stream) throw new EngineError('E_NOT_FOUND', `streamId=${streamId} is not an open playback stream`);
      stream.credit += blocks;
      if (!stream.isPumping) await pump(streamId, stream);
    },
    close: (streamId) => {
      streams.delete(streamId);
    },
    closeAll: () => {
      streams.clear();
    },
  };
}
