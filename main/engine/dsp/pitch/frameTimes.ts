/**
 * Frames of one length every `timeStepSec`, as many as fit, with what is left over shared between both ends:
 *
 *   nFrames = ⌊(T − windowSec)/timeStepSec⌋ + 1        t[m] = T/2 − (nFrames − 1)·timeStepSec/2 + m·timeStepSec
 *
 * T = nSamples/sampleRateHz; sample n lies at (n + ½)/sampleRateHz. This is Praat's time domain.
 */
import { EngineError } from '../../core/errors.ts';
import { requireAbove, requireInteger, requireNumber } from '../requireInteger.ts';

export interface FrameTimes {
  readonly nFrames: number;
  readonly firstTimeSec: number; // t[0]
  readonly timeStepSec: number;
}

export interface Sampling {
  readonly nSamples: number;
  readonly sampleRateHz: number;
}

/** More frames than an hour of single samples at 48 kHz are no analysis but a mistaken time step. */
const mostFrames = 2 ** 28;

/** @throws EngineError E_PARAM: the step is so short that there would be more than 2²⁸ frames */
export function requireFrameCount(nFrames: number, timeStepSec: number): void {
  if (nFrames <= mostFrames) return;
  throw new EngineError(
    'E_PARAM',
    `timeStepSec=${timeStepSec} gives ${nFrames} frames, must give at most ${mostFrames}`,
  );
}

/** @throws EngineError E_SHAPE: the signal is shorter than one window; E_PARAM: a bad number, or too many frames */
export function frameTimes({ nSamples, sampleRateHz }: Sampling, windowSec: number, timeStepSec: number): FrameTimes {
  requireInteger('nSamples', nSamples, 0);
  requireAbove('sampleRateHz', sampleRateHz, 0);
  requireAbove('windowSec', windowSec, 0);
  requireAbove('timeStepSec', timeStepSec, 0);
  const durationSec = (1 / sampleRateHz) * nSamples;
  if (windowSec > durationSec) {
    const rule = `must be at least one window of ${windowSec} s`;
    throw new EngineError('E_SHAPE', `signal of ${nSamples} samples (${durationSec} s) ${rule}`);
  }
  const nFrames = Math.floor((durationSec - windowSec) / timeStepSec) + 1;
  requireFrameCount(nFrames, timeStepSec);
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

/** The frames whose centres lie in [fromSec, toSec], as [first, end). @throws EngineError E_PARAM: an end is NaN */
export function framesWithin(grid: FrameTimes, fromSec: number, toSec: number): [first: number, end: number] {
  requireNumber('fromSec', fromSec);
  requireNumber('toSec', toSec);
  const first = Math.max(0, Math.ceil((fromSec - grid.firstTimeSec) / grid.timeStepSec));
  const end = Math.min(grid.nFrames, Math.floor((toSec - grid.firstTimeSec) / grid.timeStepSec) + 1);
  return [first, Math.max(first, end)];
}
