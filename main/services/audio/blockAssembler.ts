import { blockSamples } from '../../store/projectStore.ts';

export type StoredSamples = Float32Array | Int16Array;

/** Planar samples of one stored block: `index` counts blocks from 0; only the last is shorter than blockSamples. */
export interface AssembledBlock {
  readonly index: number;
  readonly channels: readonly StoredSamples[];
  readonly nSamples: number;
}

/** Cuts whatever lengths a decoder delivers into stored blocks; a decoder's own block of that length is not copied. */
export class BlockAssembler {
  readonly #nChannels: number;
  #buffers: StoredSamples[] = [];
  #filled = 0;
  #index = 0;

  constructor(nChannels: number) {
    this.#nChannels = nChannels;
  }

  /** @param channels of the one type that the recording comes in */
  *add(channels: readonly StoredSamples[], nSamples: number): Generator<AssembledBlock> {
    for (let from = 0; from < nSamples;) {
      if (this.#filled === 0 && nSamples - from >= blockSamples) {
        yield {
          index: this.#index++,
          channels: channels.map((c) => c.subarray(from, from + blockSamples)),
          nSamples: blockSamples,
        };
        from += blockSamples;
        continue;
      }
      const taken = Math.min(nSamples - from, blockSamples - this.#filled);
      this.#fill(channels, from, taken);
      from += taken;
      if (this.#filled === blockSamples) yield this.#take();
    }
  }

  /** What is left, if anything. */
  *finish(): Generator<AssembledBlock> {
    if (this.#filled > 0) yield this.#take();
  }

  #fill(channels: readonly StoredSamples[], from: number, count: number): void {
    if (this.#filled === 0) {
      const create = channels[0] instanceof Int16Array ? Int16Array : Float32Array;
      this.#buffers = Array.from({ length: this.#nChannels }, () => new create(blockSamples));
    }
    this.#buffers.forEach((buffer, c) => {
      buffer.set(channels[c]!.subarray(from, from + count), this.#filled);
    });
    this.#filled += count;
  }

  #take(): AssembledBlock {
    const nSamples = this.#filled;
    this.#filled = 0;
    return { index: this.#index++, channels: this.#buffers.map((buffer) => buffer.subarray(0, nSamples)), nSamples };
  }
}
