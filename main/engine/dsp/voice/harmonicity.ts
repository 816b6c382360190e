/**
 * Harmonics-to-noise ratio over time. The strength r of the best pitch candidate is the fraction of the energy that is
 * periodic, so
 *
 *   HNR = 10·log₁₀(r/(1 − r))  dB
 *
 * for the candidates of every frame up to half the sampling rate, without costs for octaves or changes; a frame quieter
 * than the silence threshold has none. Boersma 1993, eq. 4; Praat manual, "Sound: To Harmonicity (cc)" and "(ac)".
 */
import type { WorkOptions } from '../../core/progress.ts';
import type { FrameTimes } from '../pitch/frameTimes.ts';
import { pitchHz, pitchStrength } from '../pitch/pitchTrack.ts';
import { trackPitch } from '../pitch/trackPitch.ts';
import type { Signal } from '../sampleSource.ts';

export interface HarmonicityParams {
  readonly method: 'cc' | 'ac';
  readonly timeStepSec: number;
  readonly floorHz: number;
  readonly silenceThreshold: number;
  readonly periodsPerWindow: number;
}

/** Praat's; cross-correlation is what it recommends. */
export function harmonicityParams(given: Partial<HarmonicityParams> = {}): HarmonicityParams {
  const method = given.method ?? 'cc';
  const periodsPerWindow = method === 'cc' ? 1 : 4.5;
  return { timeStepSec: 0.01, floorHz: 75, silenceThreshold: 0.1, periodsPerWindow, ...given, method };
}

export interface Harmonicity extends FrameTimes {
  readonly hnrDb: Float64Array; // [nFrames]; NaN where the frame is silent or has no candidate
}

const largestDb = 150;

/** @throws EngineError E_PARAM, E_SHAPE, E_ABORTED as `trackPitch` */
export function measureHarmonicity(
  signal: Signal,
  sampleRateHz: number,
  given: Partial<HarmonicityParams> = {},
  work: WorkOptions = {},
): Harmonicity {
  const { method, ...params } = harmonicityParams(given);
  const costs = { voicingThreshold: 0, octaveCost: 0, octaveJumpCost: 0, voicedUnvoicedCost: 0 };
  const track = trackPitch(
    signal,
    sampleRateHz,
    { ...params, ...costs, method: `raw-${method}`, ceilingHz: sampleRateHz / 2, veryAccurate: true },
    work,
  );
  const { nFrames, firstTimeSec, timeStepSec } = track;
  const hnrDb = Float64Array.from({ length: nFrames }, (_, m) =>
    pitchHz(track, m) === null ? Number.NaN : harmonicsToNoiseDb(pitchStrength(track, m)),
  );
  return { nFrames, firstTimeSec, timeStepSec, hnrDb };
}

/** 10·log₁₀(r/(1 − r)) within ±150 dB, r cut to 0 … 1. */
export function harmonicsToNoiseDb(r: number): number {
  const share = Math.min(1, Math.max(0, r));
  return Math.min(largestDb, Math.max(-largestDb, 10 * Math.log10(share / (1 - share))));
}
