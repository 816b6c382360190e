/**
 * Frames of one length every `timeStepSec`, as many as fit, with what is left over shared between both ends:
 *
 *   nFrames = ⌊(T − windowSec)/timeStepSec⌋ + 1        t[m] = T/2 − (nFrames − 1)·timeStepSec/2 + m·timeStepSec
 *
 * T = nSamples/sampleRateHz; sample n lies at (n + ½)/sampleRateHz. This is Praat's time domain.
 */
import { EngineError } from '../../core/errors.ts';

export interface FrameTimes {
  readonly nFrames: number;
  readonly firstTimeSec: number; // t[0]
  readonly timeStepSec: number;
}

export interface Sampling {
  readonly nSamples: number;
  readonly sampleRateHz: number;
}

/** @throws EngineError E_SHAPE: the signal is shorter than one window */
export function frameTimes({ nSamples, sampleRateHz }: Sampling, windowSec: number, timeStepSec: number): FrameTimes {
  const durationSec = (1 / sampleRateHz) * nSamples;
  if (windowSec > durationSec) {
    const rule = `must be at least one window of ${windowSec} s`;
    throw new EngineError('E_SHAPE', `signal of ${nSamples} samples (${durationSec} s) ${rule}`);
  }
  const nFrames = Math.floor((durationSec - windowSec) / timeStepSec) + 1;
  return { nFrames, firstTimeSec: 0.5 * durationSec - 0.5 * (nFrames * timeStepSec) + 0.5 * timeStepSec, timeStepSec };
}

export function frameTimeSec({ firstTimeSec, timeStepSec }: FrameTimes, frame: number): number {
  return firstTimeSec + frame * timeStepSec;
}

/** The last sample at or before `timeSec`; may lie outside the signal. */
export function sampleBefore(timeSec: number, sampleRateHz: number): number {
  const dx = 1 / sampleRateHz;
  return Math.floor((timeSec - 0.5 * dx) / dx);
}

/** The frames whose centres lie in [fromSec, toSec], as [first, end). */
export function framesWithin(grid: FrameTimes, fromSec: number, toSec: number): [first: number, end: number] {
  const first = Math.max(0, Math.ceil((fromSec - grid.firstTimeSec) / grid.timeStepSec));
  const end = Math.min(grid.nFrames, Math.floor((toSec - grid.firstTimeSec) / grid.timeStepSec) + 1);
  return [first, Math.max(first, end)];
}
