/** What both sides must know of contours without parsing anything. */
import type { FormantContourParams, IntensityContourParams, PitchContourParams } from './contours.ts';

export const pitchMethodNames = ['raw-ac', 'raw-cc', 'filtered-ac', 'filtered-cc', 'pyin'] as const;
export type PitchMethodName = (typeof pitchMethodNames)[number];

/** Columns of one tile; level L has one for every 2^L frames. */
export const contourTileColumns = 1024;

const candidateBytes = 200_000; // a message stays below 256 KiB

/** As many frames as one answer holds with all their candidates. */
export function mostCandidateFrames(maxCandidates: number): number {
  return Math.max(1, Math.floor(candidateBytes / (16 * maxCandidates + 8)));
}

/** Praat's, but for the method that is not Praat's. */
export function defaultPitchParams(method: PitchMethodName): PitchContourParams {
  const isFiltered = method === 'filtered-ac' || method === 'filtered-cc';
  return {
    method,
    timeStepSec: 0,
    floorHz: isFiltered ? 50 : 75,
    ceilingHz: isFiltered ? 800 : 600,
    maxCandidates: 15,
    veryAccurate: false,
    silenceThreshold: isFiltered ? 0.09 : 0.03,
    voicingThreshold: isFiltered ? 0.5 : 0.45,
    octaveCost: isFiltered ? 0.055 : 0.01,
    octaveJumpCost: 0.35,
    voicedUnvoicedCost: 0.14,
  };
}

export const defaultFormantParams: FormantContourParams = {
  timeStepSec: 0,
  maxFormants: 5,
  ceilingHz: 5500,
  windowSec: 0.025,
  preEmphasisHz: 50,
};

export const defaultIntensityParams: IntensityContourParams = { timeStepSec: 0, minPitchHz: 100, subtractMean: true };
