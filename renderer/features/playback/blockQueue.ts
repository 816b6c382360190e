/**
 * Blocks of sound in order, read at any speed. At speed 1 the samples pass through unchanged, bit for bit; otherwise a
 * cubic (Catmull-Rom) through the four nearest samples is evaluated, across block and loop borders as if they were one.
 */

export interface SoundBlock {
  readonly startSample: number;
  readonly channels: readonly Float32Array[];
  readonly last: boolean;
  readonly repeats: boolean; // a whole loop: after its last sample comes its first, for ever
}

export class BlockQueue {
  #blocks: SoundBlock[] = [];
  #offset = 0; // fractional read position in the first block
  #hasLast = false;
  #isRepeating = false; // the first block is a loop that came round already
  readonly #history: number[] = []; // per channel: the sample before the first block's first

  get hasEnded(): boolean {
    return this.#hasLast && this.#blocks.length === 0;
  }

  /** Number of the sample that is read next; null when nothing is there. */
  get nextSample(): number | null {
    const first = this.#blocks[0];
    return first === undefined ? null : first.startSample + this.#offset;
  }

  push(block: SoundBlock): void {
    if ((block.channels[0]?.length ?? 0) > 0) this.#blocks.push(block);
    if (block.last) this.#hasLast = true;
  }

  clear(): void {
    this.#blocks = [];
    this.#offset = 0;
    this.#hasLast = false;
    this.#isRepeating = false;
    this.#history.length = 0;
  }

  /**
   * Writes up to `nFrames` frames of each channel into `out` and moves on.
   * `onBlockStart(frame)` is called at the start and when a block's first sample is read, for anchoring the clock; not
   * when a loop of one block comes round, which may be at every frame.
   * @returns frames written and blocks used up
   */
  read(
    out: readonly Float32Array[],
    nFrames: number,
    step: number,
    onBlockStart: (frame: number) => void,
  ): { frames: number; consumed: number } {
    let consumed = 0;
    let frame = 0;
    while (frame < nFrames) {
      const block = this.#blocks[0];
      if (block === undefined) break;
      if (frame === 0 || (this.#offset < step && !this.#isRepeating)) onBlockStart(frame);
      const isWhole = step === 1 && Number.isInteger(this.#offset);
      const run = isWhole ? this.#copyRun(block, out, frame, nFrames) : this.#interpolate(out, frame);
      this.#offset += run * step;
      frame += run;
      consumed += this.#dropRead();
    }
    return { frames: frame, consumed };
  }

  /** As many samples as block and output have in common, unchanged. */
  #copyRun(block: SoundBlock, out: readonly Float32Array[], frame: number, nFrames: number): number {
    const run = Math.min(nFrames - frame, (block.channels[0]?.length ?? 0) - this.#offset);
    for (let c = 0; c < out.length; c++) {
      const data = block.channels[c];
      if (data === undefined) out[c]!.fill(0, frame, frame + run);
      else out[c]!.set(data.subarray(this.#offset, this.#offset + run), frame);
    }
    return run;
  }

  #interpolate(out: readonly Float32Array[], frame: number): number {
    for (let c = 0; c < out.length; c++) out[c]![frame] = this.#sampleAt(c);
    return 1;
  }

  #sampleAt(channel: number): number {
    const data = this.#blocks[0]?.channels[channel];
    if (data === undefined) return 0;
    const i = Math.floor(this.#offset);
    const t = this.#offset - i;
    const b = data[i]!;
    if (t === 0) return b;
    const a = i > 0 ? data[i - 1]! : (this.#history[channel] ?? b);
    const c = this.#ahead(channel, i + 1, b);
    const d = this.#ahead(channel, i + 2, c);
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
  }

  /** Sample i of the first block, or of what follows it: the next block, or itself again. */
  #ahead(channel: number, i: number, otherwise: number): number {
    const first = this.#blocks[0]?.channels[channel];
    if (first === undefined) return otherwise;
    if (i < first.length) return first[i]!;
    if (this.#blocks[0]?.repeats) return first[i % first.length]!;
    return this.#blocks[1]?.channels[channel]?.[i - first.length] ?? otherwise;
  }

  #dropRead(): number {
    let dropped = 0;
    for (;;) {
      const first = this.#blocks[0];
      const length = first?.channels[0]?.length ?? 0;
      if (first === undefined || this.#offset < length) return dropped;
      for (const [c, data] of first.channels.entries()) this.#history[c] = data[length - 1]!;
      if (first.repeats) {
        this.#offset %= length;
        this.#isRepeating = true;
        return dropped;
      }
      this.#offset -= length;
      this.#blocks.shift();
      if (this.#blocks.length === 0) this.#offset = 0;
      dropped++;
    }
  }
}
