/**
 * Decoded samples that can be read in any order: in memory while they are few, in a temporary file beyond, so that an
 * hour of sound costs no more memory than a minute.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import { fileError } from '../../services/projects/fileErrors.ts';
import { guardUnfinished } from '../process/interrupt.ts';

const defaultMemorySamples = 8 * 2 ** 20; // 32 MiB
const windowSamples = 65_536;

export class SampleSpool implements SampleSource {
  readonly #maxMemorySamples: number;
  #memory: Float32Array = new Float32Array(windowSamples);
  #file: SpoolFile | null = null;
  #nSamples = 0;
  #window: Float32Array = new Float32Array(0); // what was last read from the file
  #windowStart = 0;

  constructor(maxMemorySamples = defaultMemorySamples) {
    this.#maxMemorySamples = maxMemorySamples;
  }

  get nSamples(): number {
    return this.#nSamples;
  }

  /** @throws EngineError E_DISK_FULL, E_IO of the temporary folder */
  append(samples: Float32Array): void {
    const needed = this.#nSamples + samples.length;
    if (this.#file === null && needed > this.#maxMemorySamples) {
      this.#file = new SpoolFile();
      this.#file.append(this.#memory.subarray(0, this.#nSamples));
      this.#memory = new Float32Array(0);
    }
    if (this.#file !== null) this.#file.append(samples);
    else {
      if (needed > this.#memory.length) this.#grow(needed);
      this.#memory.set(samples, this.#nSamples);
    }
    this.#nSamples = needed;
  }

  read(start: number, count: number): Float32Array {
    const from = Math.max(0, start);
    const to = Math.min(this.#nSamples, start + count);
    if (from === start && to - from === count && this.#file === null) return this.#memory.subarray(from, to);
    const out = new Float32Array(count);
    if (to > from) out.set(this.#slice(from, to), from - start);
    return out;
  }

  close(): void {
    this.#file?.close();
    this.#file = null;
    this.#memory = new Float32Array(0);
    this.#nSamples = 0;
  }

  #grow(needed: number): void {
    const grown = new Float32Array(Math.min(this.#maxMemorySamples, Math.max(needed, 2 * this.#memory.length)));
    grown.set(this.#memory.subarray(0, this.#nSamples));
    this.#memory = grown;
  }

  #slice(from: number, to: number): Float32Array {
    if (this.#file === null) return this.#memory.subarray(from, to);
    if (from < this.#windowStart || to > this.#windowStart + this.#window.length) {
      const length = Math.min(this.#nSamples - from, Math.max(windowSamples, to - from));
      this.#window = this.#file.read(from, length);
      this.#windowStart = from;
    }
    return this.#window.subarray(from - this.#windowStart, to - this.#windowStart);
  }
}

class SpoolFile {
  readonly #path = join(tmpdir(), `phonoscope-${randomBytes(8).toString('hex')}.samples`);
  readonly #descriptor: number;
  readonly #release: () => void;

  constructor() {
    try {
      this.#descriptor = openSync(this.#path, 'wx+', 0o600);
    } catch (error) {
      throw fileError(error, this.#path);
    }
    this.#release = guardUnfinished(this.#path);
    // Where the system allows it the name goes at once: nothing is left behind however we end.
    if (process.platform !== 'win32') rmSync(this.#path);
  }

  append(samples: Float32Array): void {
    const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
    try {
      for (let done = 0; done < bytes.length;) done += writeSync(this.#descriptor, bytes, done);
    } catch (error) {
      throw fileError(error, this.#path);
    }
  }

  read(start: number, count: number): Float32Array {
    const samples = new Float32Array(count);
    const bytes = new Uint8Array(samples.buffer);
    for (let done = 0; done < bytes.length;) {
      const nRead = readSync(this.#descriptor, bytes, done, bytes.length - done, 4 * start + done);
      if (nRead === 0) throw fileError(new Error('ended early'), this.#path);
      done += nRead;
    }
    return samples;
  }

  close(): void {
    closeSync(this.#descriptor);
    rmSync(this.#path, { force: true });
    this.#release();
  }
}
