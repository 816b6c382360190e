/**
 * Keeps every block until the host has it on the disk. One request is on its way at a time, with all that waits and
 * belongs together; after one that failed the host is asked what it has, and the rest is sent again, to its successor
 * if it was lost.
 */
import type { TakeBlock } from './takeIntake.ts';

export interface TakeHost {
  /** Resolves when it is on the disk. */
  append(block: TakeBlock): Promise<unknown>;
  mark(frame: number): Promise<unknown>;
  /** Takes the take up again. @returns what of it is on the disk */
  resume(): Promise<{ readonly nFrames: number }>;
}

export interface SenderOptions {
  /** Frames that may wait; what comes on top is not taken. */
  readonly maxWaitingFrames: number;
  readonly retryMs?: number;
  readonly onChange: () => void;
}

/** The host takes 2²⁰ at once; less is acknowledged sooner. */
const mostFramesAtOnce = 2 ** 17;
const defaultRetryMs = 1000;

const lengthOf = ({ channels }: TakeBlock) => channels[0]?.length ?? 0;

export class TakeSender {
  readonly #options: SenderOptions;
  #host: TakeHost | null = null;
  #isKnown = true; // what the host has on the disk
  #blocks: TakeBlock[] = [];
  #marks: number[] = [];
  #waitingFrames = 0;
  #sending = false;
  #problem: unknown = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** Why what waits is not on the disk; null: it is on its way. */
  get problem(): unknown {
    return this.#problem;
  }

  get waitingFrames(): number {
    return this.#waitingFrames;
  }

  get isDone(): boolean {
    return this.#blocks.length === 0 && this.#marks.length === 0;
  }

  /** @returns false: too much waits already, it was not taken */
  add(block: TakeBlock): boolean {
    if (this.#waitingFrames + lengthOf(block) > this.#options.maxWaitingFrames) return false;
    this.#blocks.push(block);
    this.#waitingFrames += lengthOf(block);
    this.#send();
    return true;
  }

  mark(frame: number): void {
    this.#marks.push(frame);
    this.#send();
  }

  /** The first host, or the one that follows it; null: it was lost. */
  connect(host: TakeHost | null): void {
    const isFirst = this.#host === null && this.#isKnown && this.#problem === null;
    this.#host = host;
    this.#isKnown = host !== null && isFirst;
    if (host === null) return;
    this.#problem = null; // was that of the one before
    this.#wake();
  }

  close(): void {
    this.#host = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #wake(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#send();
  }

  #send(): void {
    if (this.#sending || this.#host === null || this.#timer !== null || (this.isDone && this.#isKnown)) return;
    this.#sending = true;
    const host = this.#host;
    void this.#exchange(host).then(
      () => {
        this.#sending = false;
        if (host === this.#host) this.#problem = null;
        this.#options.onChange();
        this.#send();
      },
      (error: unknown) => {
        this.#sending = false;
        this.#isKnown = false;
        this.#problem = error;
        if (host === this.#host)
          this.#timer = setTimeout(() => {
            this.#wake();
          }, this.#options.retryMs ?? defaultRetryMs);
        this.#options.onChange();
        this.#send(); // where another host has come meanwhile
      },
    );
  }

  async #exchange(host: TakeHost): Promise<void> {
    if (!this.#isKnown) {
      const { nFrames } = await host.resume();
      if (host === this.#host) this.#isKnown = true;
      this.#forget(nFrames);
    }
    const [mark] = this.#marks;
    if (mark !== undefined) {
      await host.mark(mark);
      this.#marks.shift();
    }
    const block = this.#together();
    if (block === null) return;
    await host.append(block);
    this.#forget(block.startFrame + lengthOf(block));
  }

  /** All from the first on that follows without a gap. */
  #together(): TakeBlock | null {
    const [first] = this.#blocks;
    if (first === undefined) return null;
    let end = first.startFrame;
    let count = 0;
    for (const block of this.#blocks) {
      const isNext =
        block.startFrame === end && (count === 0 || end + lengthOf(block) - first.startFrame <= mostFramesAtOnce);
      if (!isNext) break;
      end += lengthOf(block);
      count++;
    }
    if (count === 1) return first;
    const parts = this.#blocks.slice(0, count);
    const channels = first.channels.map((_, c) => {
      const joined = new Float32Array(end - first.startFrame);
      for (const part of parts) joined.set(part.channels[c]!, part.startFrame - first.startFrame);
      return joined;
    });
    return { ...first, channels };
  }

  /** What lies before is on the disk. */
  #forget(endFrame: number): void {
    while (this.#blocks.length > 0) {
      const block = this.#blocks[0]!;
      const known = endFrame - block.startFrame;
      if (known <= 0) return;
      if (known < lengthOf(block)) {
        this.#blocks[0] = {
          ...block,
          startFrame: endFrame,
          channels: block.channels.map((channel) => channel.subarray(known)),
        };
        this.#waitingFrames -= known;
        return;
      }
      this.#blocks.shift();
      this.#waitingFrames -= lengthOf(block);
    }
  }
}
