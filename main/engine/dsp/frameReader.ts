/**
 * Cuts a signal into overlapping frames: sample n of frame m is x̃[m·H + n − p], n = 0 … N−1, where x̃ is x continued
 * beyond its ends by zeros ('constant') or mirrored about its first and last sample without repeating them
 * ('reflect', as numpy.pad; a signal shorter than p is mirrored again and again).
 */
import { EngineError } from '../core/errors.ts';
import { requireInteger } from './requireInteger.ts';
import type { SampleSource } from './sampleSource.ts';

export interface Framing {
  readonly fftSize: number; // N, samples
  readonly hopLength: number; // H, samples
  readonly padSamples: number; // p, samples added at either end
  readonly padMode: 'reflect' | 'constant';
}

const chunkSamples = 16_384;

export class FrameReader {
  readonly nFrames: number; // 1 + ⌊(nSamples + 2p − N)/H⌋
  readonly #source: SampleSource;
  readonly #framing: Framing;
  readonly #chunk: Float64Array;
  #chunkStart = Number.NaN; // index into x̃ of the chunk's first sample

  /** @throws EngineError E_PARAM: a bad size; E_SHAPE: the signal holds no frame */
  constructor(source: SampleSource, framing: Framing) {
    const { fftSize: N, hopLength: H, padSamples: p } = framing;
    requireInteger('fftSize', N, 1);
    requireInteger('hopLength', H, 1);
    requireInteger('padSamples', p, 0);
    this.nFrames = source.nSamples === 0 ? 0 : 1 + Math.floor((source.nSamples + 2 * p - N) / H);
    if (this.nFrames < 1) {
      throw new EngineError('E_SHAPE', `${source.nSamples} samples hold no frame of ${N} with ${p} of padding`);
    }
    this.#source = source;
    this.#framing = framing;
    this.#chunk = new Float64Array(Math.max(chunkSamples, 4 * N));
  }

  /** Writes frame m times `window` [N] to `target` [N]. Cheapest in ascending order of m. */
  readWindowed(m: number, window: Float64Array, target: Float64Array): void {
    const { fftSize: N, hopLength: H, padSamples: p } = this.#framing;
    const start = m * H - p;
    let at = start - this.#chunkStart;
    if (!(at >= 0 && at + N <= this.#chunk.length)) {
      this.#load(start);
      at = 0;
    }
    const chunk = this.#chunk;
    for (let n = 0; n < N; n++) target[n] = chunk[at + n]! * window[n]!;
  }

  #load(start: number): void {
    const chunk = this.#chunk;
    chunk.set(this.#source.read(start, chunk.length));
    this.#chunkStart = start;
    if (this.#framing.padMode === 'constant') return;
    const { nSamples } = this.#source;
    const { padSamples: p } = this.#framing;
    this.#mirror(start, 0, Math.min(chunk.length, -start));
    this.#mirror(start, Math.max(0, nSamples - start), Math.min(chunk.length, nSamples + p - start));
  }

  /** Fills chunk[from … to−1], whose samples lie outside the signal. */
  #mirror(start: number, from: number, to: number): void {
    if (to <= from) return;
    const indices = Array.from({ length: to - from }, (_, i) => mirrorIndex(start + from + i, this.#source.nSamples));
    const first = indices.reduce((a, b) => Math.min(a, b));
    const last = indices.reduce((a, b) => Math.max(a, b));
    const edge = this.#source.read(first, last - first + 1);
    indices.forEach((index, i) => {
      this.#chunk[from + i] = edge[index - first]!;
    });
  }
}

/** Position in 0 … n−1 of index i after mirroring about 0 and n − 1 as often as needed. */
function mirrorIndex(i: number, n: number): number {
  if (n === 1) return 0;
  const period = 2 * (n - 1);
  const phase = ((i % period) + period) % period;
  return phase < n ? phase : period - phase;
}
