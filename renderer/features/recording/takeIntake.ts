/**
 * From what the audio thread gave to blocks of the take: from when it is to begin, without what came in pauses, at most
 * as long as it may be. What was left out on the way leaves a gap of its length, so that time stays right.
 */
import type { CapturedSound } from '../../shared/capture/captureFeed.ts';

export interface TakeBlock {
  readonly startFrame: number; // of the take, with what is missing
  readonly stampMs: number; // Date.now() when it came in, less the pauses
  readonly channels: readonly Float32Array[];
}

export interface IntakeOptions {
  readonly sampleRateHz: number;
  /** Date.now() of the first frame to be kept: 0, as soon as one comes; Infinity until it is known. */
  readonly startMs: number;
  readonly maxFrames: number; // Infinity: until it is stopped
}

/** A tenth of a second: the most that is sent at once when all goes well. */
const longestBlockSec = 0.1;

export class TakeIntake {
  readonly #sampleRateHz: number;
  readonly #maxFrames: number;
  #startMs: number;
  #captured = 0; // frames that came in, with those that were left out
  #originMs = Infinity; // when frame 0 of the capture came in: blocks come late by some ms, never early
  #next: number | null = null; // of the take; null: it has not begun
  #isPaused = false;
  #pausedFrames = 0;
  #lostFrames = 0;

  constructor({ sampleRateHz, startMs, maxFrames }: IntakeOptions) {
    this.#sampleRateHz = sampleRateHz;
    this.#startMs = startMs;
    this.#maxFrames = maxFrames;
  }

  /** Frames of the take so far, with those that are missing. */
  get nFrames(): number {
    return this.#next ?? 0;
  }

  get hasBegun(): boolean {
    return this.#next !== null;
  }

  get lostFrames(): number {
    return this.#lostFrames;
  }

  get isFull(): boolean {
    return this.nFrames >= this.#maxFrames;
  }

  startAt(startMs: number): void {
    this.#startMs = startMs;
  }

  setPaused(isPaused: boolean): void {
    this.#isPaused = isPaused;
  }

  take(sound: CapturedSound): TakeBlock[] {
    const blocks: TakeBlock[] = [];
    let from = 0;
    for (const { atFrame, frames } of sound.gaps) {
      blocks.push(...this.#part(sound, from, atFrame));
      this.#skip(frames);
      from = atFrame;
    }
    blocks.push(...this.#part(sound, from, sound.nFrames));
    return blocks;
  }

  /** Frames that were left out: missing if the take was running. */
  #skip(frames: number): void {
    this.#captured += frames;
    if (this.#next === null) return;
    if (this.#isPaused) this.#pausedFrames += frames;
    else {
      const missing = Math.min(frames, this.#maxFrames - this.#next);
      this.#next += missing;
      this.#lostFrames += missing;
    }
  }

  #part(sound: CapturedSound, from: number, to: number): TakeBlock[] {
    if (to <= from) return [];
    const captured = this.#captured;
    this.#captured += to - from;
    const msOf = (frames: number) => (frames / this.#sampleRateHz) * 1000;
    const stampMs = sound.stampMs(from) ?? Date.now();
    this.#originMs = Math.min(this.#originMs, stampMs - msOf(captured));
    let first = from;
    if (this.#next === null) {
      if (this.#startMs === Infinity) return [];
      const start = Math.ceil(((this.#startMs - this.#originMs) * this.#sampleRateHz) / 1000);
      first = Math.max(from, from + start - captured);
      if (first >= to) return [];
      this.#next = 0;
    }
    if (this.#isPaused) {
      this.#pausedFrames += to - first;
      return [];
    }
    const blocks: TakeBlock[] = [];
    const end = first + Math.min(to - first, this.#maxFrames - this.#next);
    const longest = Math.max(1, Math.round(longestBlockSec * this.#sampleRateHz));
    for (let at = first; at < end; at += longest) {
      const until = Math.min(end, at + longest);
      blocks.push({
        startFrame: this.#next,
        stampMs: stampMs + msOf(at - from) - msOf(this.#pausedFrames),
        channels: sound.channels.map((channel) => channel.slice(at, until)),
      });
      this.#next += until - at;
    }
    return blocks;
  }
}
