/**
 * A ring of samples in shared memory between one writer (the audio thread, which never waits) and one reader. A block
 * that does not fit is left out whole and counted, so that the reader knows what is missing. The time of each block is
 * noted by the slot of `stampFrames` in which it begins, and so is what had been left out before it.
 */
import type { CapturedSound, CaptureGap, CaptureLosses, CaptureReader } from './captureFeed.ts';

const headerInts = 8;
const stampFrames = 128; // the render quantum

// Places in the header; counts of frames run on modulo 2³².
const capacityAt = 0;
const channelsAt = 1;
const writtenAt = 2;
const readAt = 3;
const lostBlocksAt = 4;
const lostFramesAt = 5;

interface Views {
  readonly header: Int32Array;
  readonly stamps: Float64Array;
  readonly lostBefore: Int32Array; // frames left out until then, modulo 2³²
  readonly channels: readonly Float32Array[];
  readonly capacity: number; // a power of 2, ≥ stampFrames
}

/** @param capacity frames; rounded up to a power of 2 */
export function createSampleRing(channels: number, capacity: number): SharedArrayBuffer {
  const frames = Math.max(stampFrames, 2 ** Math.ceil(Math.log2(capacity)));
  const bytes = headerInts * 4 + (frames / stampFrames) * 12 + channels * frames * 4;
  const memory = new SharedArrayBuffer(bytes);
  const header = new Int32Array(memory, 0, headerInts);
  header[capacityAt] = frames;
  header[channelsAt] = channels;
  return memory;
}

function viewsOf(memory: SharedArrayBuffer): Views {
  const header = new Int32Array(memory, 0, headerInts);
  const capacity = header[capacityAt] ?? 0;
  const stampsStart = headerInts * 4;
  const lostStart = stampsStart + (capacity / stampFrames) * 8;
  const dataStart = lostStart + (capacity / stampFrames) * 4;
  return {
    header,
    capacity,
    stamps: new Float64Array(memory, stampsStart, capacity / stampFrames),
    lostBefore: new Int32Array(memory, lostStart, capacity / stampFrames),
    channels: Array.from(
      { length: header[channelsAt] ?? 0 },
      (_, c) => new Float32Array(memory, dataStart + c * capacity * 4, capacity),
    ),
  };
}

const slotOf = (frame: number, { capacity }: Views) => Math.floor((frame & (capacity - 1)) / stampFrames);

/** The writer's end. A channel that is missing is silent. @returns whether the block was taken */
export function ringWriter(
  memory: SharedArrayBuffer,
): (block: readonly Float32Array[], nFrames: number, stampMs: number) => boolean {
  const views = viewsOf(memory);
  const { header, stamps, lostBefore, channels, capacity } = views;
  return (block, nFrames, stampMs) => {
    const written = header[writtenAt] ?? 0; // nobody else writes it
    const waiting = (written - Atomics.load(header, readAt)) | 0;
    if (waiting + nFrames > capacity) {
      Atomics.add(header, lostBlocksAt, 1);
      Atomics.add(header, lostFramesAt, nFrames);
      return false;
    }
    const at = written & (capacity - 1);
    const untilEnd = Math.min(nFrames, capacity - at);
    for (let c = 0; c < channels.length; c++) {
      const from = block[c];
      const to = channels[c]!;
      if (from === undefined) {
        to.fill(0, at, at + untilEnd);
        to.fill(0, 0, nFrames - untilEnd);
      } else if (untilEnd === nFrames) to.set(from, at);
      else {
        to.set(from.subarray(0, untilEnd), at);
        to.set(from.subarray(untilEnd), 0);
      }
    }
    for (let frame = 0; frame < nFrames; frame += stampFrames) {
      const slot = slotOf(written + frame, views);
      stamps[slot] = stampMs;
      lostBefore[slot] = header[lostFramesAt] ?? 0;
    }
    Atomics.store(header, writtenAt, (written + nFrames) | 0); // publishes samples and stamps
    return true;
  };
}

export function ringReader(memory: SharedArrayBuffer): CaptureReader {
  const views = viewsOf(memory);
  const { header, stamps, lostBefore, channels, capacity } = views;
  let known = 0; // of what was left out, with what was read
  const copies = channels.map(() => new Float32Array(capacity));
  return {
    read(): CapturedSound {
      const start = header[readAt] ?? 0;
      const nFrames = (Atomics.load(header, writtenAt) - start) | 0;
      const at = start & (capacity - 1);
      const untilEnd = Math.min(nFrames, capacity - at);
      for (let c = 0; c < channels.length; c++) {
        copies[c]!.set(channels[c]!.subarray(at, at + untilEnd));
        copies[c]!.set(channels[c]!.subarray(0, nFrames - untilEnd), untilEnd);
      }
      const times = Float64Array.from({ length: Math.ceil(nFrames / stampFrames) + 1 }, (_, i) =>
        i * stampFrames < nFrames ? (stamps[slotOf(start + i * stampFrames, views)] ?? 0) : 0,
      );
      const gaps: CaptureGap[] = [];
      for (let frame = 0; frame < nFrames; frame += stampFrames) {
        const lost = lostBefore[slotOf(start + frame, views)] ?? 0;
        if (lost !== known) gaps.push({ atFrame: frame, frames: (lost - known) | 0 });
        known = lost;
      }
      Atomics.store(header, readAt, (start + nFrames) | 0); // gives the room back
      return {
        channels: copies.map((copy) => copy.subarray(0, nFrames)),
        nFrames,
        gaps,
        stampMs: (frame) => times[Math.floor(frame / stampFrames)] ?? null,
      };
    },
    losses: (): CaptureLosses => ({
      blocks: Atomics.load(header, lostBlocksAt),
      frames: Atomics.load(header, lostFramesAt),
    }),
    close: () => undefined,
  };
}
