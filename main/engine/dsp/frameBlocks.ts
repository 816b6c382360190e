/** The frames of frameReader.ts many at a time, as the kernels of native/ take them. */
import type { KernelFrames } from '../native/kernels.ts';
import { readPadded } from './frameReader.ts';
import type { Framing } from './frameReader.ts';
import type { SampleSource } from './sampleSource.ts';

export interface FrameBlock<Window extends Float32Array | Float64Array> extends KernelFrames<Window> {
  readonly first: number; // index m of the block's first frame
}

/** Half a megabyte: enough for the kernels' vectors, and in the processor's cache. */
export const blockSamples = 2 ** 17;
const vectorFrames = 16; // of the widest vectors

/** @param window [fftSize] @param nFrames of the signal, from 0 on */
export function* frameBlocks<Window extends Float32Array | Float64Array>(
  source: SampleSource,
  framing: Framing,
  window: Window,
  nFrames: number,
): Generator<FrameBlock<Window>, void, undefined> {
  const { fftSize, hopLength, padSamples } = framing;
  const fitting = 1 + Math.floor((blockSamples - fftSize) / hopLength);
  const most = Math.max(1, Math.floor(fitting / vectorFrames)) * vectorFrames;
  for (let first = 0; first < nFrames; first += most) {
    const count = Math.min(most, nFrames - first);
    const span = (count - 1) * hopLength + fftSize;
    const samples = readPadded(source, framing, first * hopLength - padSamples, span);
    yield { first, samples, window, fftSize, hopLength, nFrames: count };
  }
}
