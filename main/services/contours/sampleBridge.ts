/**
 * A signal that lies on another thread, read as if it lay on this one: the worker asks for a block and sleeps until it is
 * there, so that engine functions, which read synchronously, can go through hours of sound in bounded memory.
 */
import { EngineError } from '../../engine/core/errors.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';

/** What crosses to the worker; its buffers are shared. */
export interface SampleBridge {
  readonly nSamples: number;
  readonly state: Int32Array; // [of the block asked for: waiting, ready, failed; whether the work is aborted]
  readonly block: Float32Array;
}

const blockSamples = 65_536;
const waiting = 0;
const ready = 1;
const failed = 2;

export interface ServedBridge {
  readonly bridge: SampleBridge;
  /** Copies the block that the worker waits for and wakes it. @throws what reading threw; the worker ends with E_ABORTED */
  serve(index: number): void;
  abort(): void;
}

export function serveSamples(x: SampleSource): ServedBridge {
  const state = new Int32Array(new SharedArrayBuffer(8));
  const block = new Float32Array(new SharedArrayBuffer(4 * blockSamples));
  const wake = (value: number) => {
    Atomics.store(state, 0, value);
    Atomics.notify(state, 0);
  };
  return {
    bridge: { nSamples: x.nSamples, state, block },
    serve(index) {
      try {
        const start = index * blockSamples;
        block.set(x.read(start, Math.min(blockSamples, x.nSamples - start)));
        wake(ready);
      } catch (error) {
        wake(failed);
        throw error;
      }
    },
    abort() {
      Atomics.store(state, 1, 1);
      wake(failed);
    },
  };
}

const keptBlocks = 16; // 4 MiB: analyses look back a window, pulses a few periods

/** @param ask tells the other thread which block is wanted. @throws on reading EngineError E_ABORTED */
export function bridgedSource({ nSamples, state, block }: SampleBridge, ask: (index: number) => void): SampleSource {
  const blocks = new Map<number, Float32Array>();

  const load = (index: number): Float32Array => {
    if (Atomics.load(state, 1) === 1) throw new EngineError('E_ABORTED', 'cancelled');
    Atomics.store(state, 0, waiting);
    ask(index);
    Atomics.wait(state, 0, waiting);
    if (Atomics.load(state, 0) !== ready) throw new EngineError('E_ABORTED', 'cancelled');
    return block.slice(0, Math.min(blockSamples, nSamples - index * blockSamples));
  };
  const blockAt = (index: number): Float32Array => {
    const samples = blocks.get(index) ?? load(index);
    blocks.delete(index);
    blocks.set(index, samples);
    const oldest = blocks.keys().next().value;
    if (blocks.size > keptBlocks && oldest !== undefined) blocks.delete(oldest);
    return samples;
  };

  return {
    nSamples,
    read(start, count) {
      const first = Math.floor(start / blockSamples);
      const offset = start - first * blockSamples;
      if (start >= 0 && start + count <= nSamples && offset + count <= blockSamples)
        return blockAt(first).subarray(offset, offset + count);
      const out = new Float32Array(count);
      const end = Math.min(start + count, nSamples);
      for (let at = Math.max(0, start); at < end;) {
        const index = Math.floor(at / blockSamples);
        const next = Math.min(end, (index + 1) * blockSamples);
        out.set(blockAt(index).subarray(at - index * blockSamples, next - index * blockSamples), at - start);
        at = next;
      }
      return out;
    },
  };
}

export function isAborted({ state }: SampleBridge): boolean {
  return Atomics.load(state, 1) === 1;
}
