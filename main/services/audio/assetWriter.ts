/** Fills an asset of the project: cuts, encodes and appends in batches, each one transaction. */
import type { SampleFormat } from '../../engine/audio/source.ts';
import type { AudioBlockData, ProjectStore } from '../../store/projectStore.ts';
import { BlockAssembler } from './blockAssembler.ts';
import type { AssembledBlock, StoredSamples } from './blockAssembler.ts';
import { encodeSamples } from './blockEncoding.ts';

export interface AssetWriterOptions {
  readonly assetId: string;
  readonly channels: number;
  readonly sampleFormat: SampleFormat;
  readonly yieldIfDue: () => Promise<void> | undefined;
}

/** Shorter recordings are not worth changing how the project is written, and back. */
const bulkFromBytes = 2 ** 24;
const batchBytes = 2 ** 20; // a transaction waits for the disk once, and takes a few milliseconds
/** In bulk it waits a few times, and takes some tens of milliseconds. */
const bulkBatchBytes = 2 ** 23;

export class AssetWriter {
  readonly #store: ProjectStore;
  readonly #options: AssetWriterOptions;
  readonly #assembler: BlockAssembler;
  #batch: AudioBlockData[] = [];
  #batchBytes = 0;
  #nStored = 0;
  #storedBytes = 0;
  #endBulk: (() => void) | null = null;
  /** Of blocks that the project has taken over: hours of sound go through a handful of buffers. */
  readonly #spare: ArrayBuffer[] = [];

  constructor(store: ProjectStore, options: AssetWriterOptions) {
    this.#store = store;
    this.#options = options;
    this.#assembler = new BlockAssembler(options.channels);
  }

  /** Samples per channel that the project holds durably. */
  get nStored(): number {
    return this.#nStored;
  }

  async add(channels: readonly StoredSamples[], nSamples: number): Promise<void> {
    for (const block of this.#assembler.add(channels, nSamples)) await this.#take(block);
  }

  async finish(): Promise<void> {
    for (const block of this.#assembler.finish()) await this.#take(block);
    this.#flush();
  }

  /** To be called at the end, however it came. */
  close(): void {
    this.#endBulk?.();
    this.#endBulk = null;
  }

  async #take({ index, channels, nSamples }: AssembledBlock): Promise<void> {
    for (const [channel, samples] of channels.entries()) {
      const { encoding, bytes } = encodeSamples(samples, this.#options.sampleFormat, this.#takeBuffer);
      this.#batch.push({ channel, index, encoding, nSamples, bytes });
      this.#batchBytes += bytes.length;
      await this.#options.yieldIfDue();
    }
    const enough = this.#endBulk ? bulkBatchBytes : batchBytes;
    if (this.#batchBytes < enough && this.#nStored > 0) return; // the first block is shown at once
    this.#flush();
    await this.#options.yieldIfDue();
  }

  readonly #takeBuffer = (nBytes: number): ArrayBuffer => {
    const spare = this.#spare.pop();
    return spare?.byteLength === nBytes ? spare : new ArrayBuffer(nBytes);
  };

  #flush(): void {
    if (this.#batch.length === 0) return;
    this.#store.appendBlocks(this.#options.assetId, this.#batch);
    this.#storedBytes += this.#batchBytes;
    if (this.#storedBytes >= bulkFromBytes) this.#endBulk ??= this.#store.beginBulk();
    for (const { channel, nSamples, bytes } of this.#batch) {
      if (channel === 0) this.#nStored += nSamples;
      this.#spare.push(bytes.buffer as ArrayBuffer);
    }
    this.#batch = [];
    this.#batchBytes = 0;
  }
}
