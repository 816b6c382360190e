/**
 * Cuts a signal into overlapping frames: sample n of frame m is x̃[m·H + n − p], n = 0 … N−1, where x̃ is x continued
 * by p samples beyond its ends as signalExtension.ts says, and with zeros from there on.
 */
import { EngineError } from '../core/errors.ts';
import { requireInteger } from './requireInteger.ts';
import { requireFiniteSamples } from './requireFiniteSamples.ts';
import type { SampleSource } from './sampleSource.ts';
import { extendInto } from './signalExtension.ts';
import type { ExtensionName } from './signalExtension.ts';
import { maxFftSize } from './fft.ts';

export interface Framing {
  readonly fftSize: number; // N, samples
  readonly hopLength: number; // H, samples
  readonly padSamples: number; // p, samples added at either end
  readonly padMode: ExtensionName;
  readonly padEnd?: boolean | undefined; // zeros after the end fill a last frame; false: it is left out
}

/** A gap of half a day: the kernels count in 40 bits. */
export const maxHopLength = 2 ** 31;

const chunkSamples = 16_384;

export class FrameReader {
  readonly nFrames: number; // 1 + ⌊(nSamples + 2p − N)/H⌋, ⌈⌉ with padEnd
  readonly #source: SampleSource;
  readonly #framing: Framing;
  readonly #chunk: Float64Array;
  #chunkStart = Number.NaN; // index into x̃ of the chunk's first sample

  /** @throws EngineError E_PARAM: a bad size; E_SHAPE: the signal holds no frame */
  constructor(source: SampleSource, framing: Framing) {
    const { fftSize: N, hopLength: H, padSamples: p } = framing;
    requireInteger('fftSize', N, 1, maxFftSize);
    requireInteger('hopLength', H, 1, maxHopLength);
    requireInteger('padSamples', p, 0, maxFftSize);
    requireInteger('nSamples', source.nSamples, 0);
    const steps = (source.nSamples + 2 * p - N) / H;
    this.nFrames =
      source.nSamples === 0 ? 0 : 1 + (framing.padEnd === true ? Math.max(0, Math.ceil(steps)) : Math.floor(steps));
    if (this.nFrames < 1) {
      throw new EngineError('E_SHAPE', `${source.nSamples} samples hold no frame of ${N} with ${p} of padding`);
    }
    this.#source = source;
    this.#framing = framing;
    this.#chunk = new Float64Array(Math.max(chunkSamples, 4 * N));
  }

  /**
   * Writes frame m times `window` [N] to `target` [N]. Cheapest in ascending order of m.
   * @throws EngineError E_PARAM: a sample near it is not finite
   */
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
    this.#chunk.set(readPadded(this.#source, this.#framing, start, this.#chunk.length));
    this.#chunkStart = start;
  }
}

/**
 * x̃[start … start + count − 1]. The result is not modified: it may be the signal itself.
 * @throws EngineError E_PARAM: a sample is not finite
 */
export function readPadded(source: SampleSource, framing: Framing, start: number, count: number): Float32Array {
  const { padSamples: p, padMode: mode } = framing;
  const { nSamples } = source;
  const samples = source.read(start, count);
  requireFiniteSamples(samples, start);
  const isInside = start >= 0 && start + count <= nSamples;
  if (mode === 'constant' || isInside) return samples;
  const padded = samples.slice();
  const extension = { source, mode, start };
  extendInto(padded, extension, 0, Math.min(count, -start));
  extendInto(padded, extension, Math.max(0, nSamples - start), Math.min(count, nSamples + p - start));
  return padded;
}
