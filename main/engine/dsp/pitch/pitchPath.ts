/**
 * The cheapest way through the candidates. Candidate j of frame m scores
 *
 *   unvoiced: V + max(0, 2 − intensity[m]·(1 + V)/S)        voiced: strength − O·log₂(ceilingHz/hz)
 *
 * V = voicingThreshold, S = silenceThreshold, O = octaveCost; a step from frame to frame costs octaveJumpCost·|log₂(hz₁/hz₂)|
 * between voiced candidates, voicedUnvoicedCost where voicing changes, both times 0.01 s/timeStepSec. The best sum is found
 * by dynamic programming (Viterbi). Boersma 1993, section 3.2 and eq. 26–27; the manual for the time-step correction.
 */
import { throwIfAborted } from '../../core/errors.ts';
import type { PitchCandidates } from './pitchTrack.ts';
import type { PitchParams } from './pitchParams.ts';

export interface PathInput {
  readonly candidates: PitchCandidates;
  readonly intensity: Float64Array; // [nFrames]
  readonly timeStepSec: number;
}

type PathCosts = Pick<
  PitchParams,
  'silenceThreshold' | 'voicingThreshold' | 'octaveCost' | 'octaveJumpCost' | 'voicedUnvoicedCost' | 'ceilingHz'
>;

/** @returns the chosen candidate of each frame, [nFrames]. @throws EngineError E_ABORTED */
export function findPitchPath(input: PathInput, costs: PathCosts, signal?: AbortSignal): Uint16Array {
  const { candidates, intensity, timeStepSec } = input;
  const { first, hz, strength } = candidates;
  const nFrames = intensity.length;
  const correction = 0.01 / timeStepSec;
  const jumpCost = costs.octaveJumpCost * correction;
  const voicingCost = costs.voicedUnvoicedCost * correction;
  const score = new Float64Array(hz.length);
  const octave = new Float64Array(hz.length); // log₂(ceiling/hz), NaN for unvoiced
  const from = new Uint16Array(hz.length);
  for (let m = 0; m < nFrames; m++) {
    if (m % 4096 === 0) throwIfAborted(signal);
    const unvoiced = unvoicedStrength(intensity[m]!, costs);
    for (let j = first[m]!; j < first[m + 1]!; j++) {
      const voiced = hz[j]! > 0 && hz[j]! < costs.ceilingHz;
      octave[j] = voiced ? Math.log2(costs.ceilingHz / hz[j]!) : Number.NaN;
      score[j] = voiced ? strength[j]! - costs.octaveCost * octave[j]! : unvoiced;
      if (m === 0) continue;
      let best = -Infinity;
      for (let i = first[m - 1]!; i < first[m]!; i++) {
        const jump = Math.abs(octave[i]! - octave[j]!);
        const wasVoiced = !Number.isNaN(octave[i]!);
        const cost = voiced && wasVoiced ? jumpCost * jump : voiced === wasVoiced ? 0 : voicingCost;
        if (score[i]! - cost > best) {
          best = score[i]! - cost;
          from[j] = i - first[m - 1]!;
        }
      }
      score[j]! += best;
    }
  }
  return trace(first, score, from);
}

function unvoicedStrength(intensity: number, { silenceThreshold, voicingThreshold }: PathCosts): number {
  if (silenceThreshold <= 0) return voicingThreshold;
  return voicingThreshold + Math.max(0, 2 - intensity / (silenceThreshold / (1 + voicingThreshold)));
}

function trace(first: Uint32Array, score: Float64Array, from: Uint16Array): Uint16Array {
  const nFrames = first.length - 1;
  const chosen = new Uint16Array(nFrames);
  let best = 0;
  for (let j = first[nFrames - 1]!; j < first[nFrames]!; j++) {
    if (score[j]! > score[first[nFrames - 1]! + best]!) best = j - first[nFrames - 1]!;
  }
  for (let m = nFrames - 1; m >= 0; m--) {
    chosen[m] = best;
    best = from[first[m]! + best]!;
  }
  return chosen;
}
