/**
 * Frames of one length every `stepSec`, as many as fit, with what is left over shared between both ends:
 *
 *   nFrames = ⌊(T − windowSec)/stepSec⌋ + 1        t[m] = T/2 − (nFrames − 1)·stepSec/2 + m·stepSec
 *
 * T = nSamples/sampleRateHz; sample n lies at (n + ½)/sampleRateHz. This is Praat's time domain.
 */
import { EngineError } from '../../core/errors.ts';

export interface FrameGrid {
  readonly nFrames: number;
  readonly startSec: number; // t[0]
  readonly stepSec: number;
}

export interface Sampling {
  readonly nSamples: number;
  readonly sampleRateHz: number;
}

/** @throws EngineError E_SHAPE: the signal is shorter than one window */
export function frameGrid({ nSamples, sampleRateHz }: Sampling, windowSec: number, stepSec: number): FrameGrid {
  const durationSec = (1 / sampleRateHz) * nSamples;
  if (windowSec > durationSec) {
    const rule = `must be at least one window of ${windowSec} s`;
    throw new EngineError('E_SHAPE', `signal of ${nSamples} samples (${durationSec} s) ${rule}`);
  }
  const nFrames = Math.floor((durationSec - windowSec) / stepSec) + 1;
  return { nFrames, startSec: 0.5 * durationSec - 0.5 * (nFrames * stepSec) + 0.5 * stepSec, stepSec };
}

export function frameTimeSec({ startSec, stepSec }: FrameGrid, frame: number): number {
  return startSec + frame * stepSec;
}

/** The last sample at or before `timeSec`; may lie outside the signal. */
export function sampleBefore(timeSec: number, sampleRateHz: number): number {
  const dx = 1 / sampleRateHz;
  return Math.floor((timeSec - 0.5 * dx) / dx);
}

/** The frames whose centres lie in [fromSec, toSec], as [first, end). */
export function framesWithin(grid: FrameGrid, fromSec: number, toSec: number): [first: number, end: number] {
  const first = Math.max(0, Math.ceil((fromSec - grid.startSec) / grid.stepSec));
  const end = Math.min(grid.nFrames, Math.floor((toSec - grid.startSec) / grid.stepSec) + 1);
  return [first, Math.max(first, end)];
}
