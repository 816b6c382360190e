/**
 * Which sample is heard at this moment. The audio thread says which sample it hands to the device at which frame of
 * its clock; getOutputTimestamp says which frame of that clock leaves the device now. Anchors are kept for a while,
 * because what was handed over last is heard only after the device's latency, and a loop may have jumped meanwhile.
 */
import type { ClockAnchor } from './playerMessages.ts';

const keptAnchors = 64;

export interface OutputTimestamp {
  readonly contextTime?: number; // seconds of the audio clock
  readonly performanceTime?: number; // ms of performance.now()
}

/** Frame of the audio clock that leaves the device at nowMs. */
export function audibleFrame(timestamp: OutputTimestamp, nowMs: number, sampleRateHz: number): number {
  const { contextTime = 0, performanceTime = 0 } = timestamp;
  const elapsedSec = performanceTime === 0 ? 0 : (nowMs - performanceTime) / 1000;
  return (contextTime + elapsedSec) * sampleRateHz;
}

/** Between two anchors of a loop the clock runs on past its end: where in the loop that is. */
export function withinLoop(sample: number, startSample: number, endSample: number): number {
  const length = endSample - startSample;
  return startSample + ((((sample - startSample) % length) + length) % length);
}

export class AudibleClock {
  #anchors: ClockAnchor[] = [];

  clear(): void {
    this.#anchors = [];
  }

  add(anchor: ClockAnchor): void {
    this.#anchors.push(anchor);
    if (this.#anchors.length > keptAnchors) this.#anchors.shift();
  }

  /** Sample heard when `frame` leaves the device; null before the first. */
  sampleAt(frame: number): number | null {
    const anchor = this.#anchors.findLast((a) => a.frame <= frame);
    return anchor === undefined ? null : anchor.sample + (frame - anchor.frame) * anchor.step;
  }
}
