import { requireWithin } from './requireInteger.ts';

/** Stretches of some milliseconds hold a sample, and still fit a transform. */
const [lowestHz, highestHz] = [1, 1e7];

/** @throws EngineError E_PARAM: not a sampling rate from 1 Hz to 10 MHz */
export function requireRate(sampleRateHz: number): void {
  requireWithin('sampleRateHz', sampleRateHz, lowestHz, highestHz);
}
