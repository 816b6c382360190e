import { requireWithin } from '../requireInteger.ts';
import { requireRate } from '../requireRate.ts';

export interface StretchParams {
  readonly sampleRateHz: number;
  readonly factor: number; // output length / input length, 0.1 … 10
  readonly method?: 'wsola' | 'phase-vocoder' | undefined; // wsola: speech, one voice; phase-vocoder: chords, music
}

/** ⌊nSamples·factor + ½⌋, the length of a stretched sound. */
export function stretchedLength(nSamples: number, factor: number): number {
  return Math.floor(nSamples * factor + 0.5);
}

/** @throws EngineError E_PARAM */
export function requireStretch({ sampleRateHz, factor }: StretchParams): void {
  requireRate(sampleRateHz);
  requireWithin('factor', factor, 0.1, 10);
}
