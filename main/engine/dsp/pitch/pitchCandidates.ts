/**
 * Candidates of one frame: the maxima of its correlation between 1/ceiling and 1/floor that exceed half the voicing
 * threshold. Each has a strength, its height between the samples; heights above 1, which interpolation can make, count
 * as their inverse. If there are too many, those stay that score best on strength + octaveCost·log₂(hz/floorHz).
 * Boersma 1993, step 3.12 and eq. 24.
 */
import type { PitchParams } from './pitchParams.ts';
import type { PitchGeometry } from './pitchGeometry.ts';
import { refinePeak, sincInterpolate } from './sincPeak.ts';

const roughDepth = 30;
const fineDepth = 70;
export const finestDepth = 700; // very accurate, and for lags of so few samples that 70 would show
const shortLag = 1 / 0.3;

interface Maximum {
  readonly lag: number; // samples, whole
  readonly exactLag: number; // vertex of the parabola through three samples
}

export interface Candidate {
  readonly hz: number;
  readonly strength: number;
}

export class CandidateFinder {
  readonly #geometry: PitchGeometry;
  readonly #params: PitchParams;
  readonly most: number; // beside the unvoiced one

  constructor(params: PitchParams, geometry: PitchGeometry) {
    this.#params = params;
    this.#geometry = geometry;
    this.most = Math.max(params.maxCandidates, Math.floor(params.ceilingHz / params.floorHz)) - 1;
  }

  /** @param r [2·nLags + 1], lag 0 in the middle. The unvoiced candidate is not among the result. */
  find(r: Float64Array): Candidate[] {
    const { nLags, sampleRateHz } = this.#geometry;
    const { veryAccurate } = this.#params;
    return this.#strongest(r, this.#maxima(r)).map(({ lag, exactLag }) => {
      const depth = veryAccurate || exactLag < shortLag ? finestDepth : fineDepth;
      const { x, y } = refinePeak(r, nLags + lag, nLags + exactLag, depth);
      return { hz: sampleRateHz / (x - nLags), strength: reflected(y) };
    });
  }

  #maxima(r: Float64Array): Maximum[] {
    const { nLags, maxLag } = this.#geometry;
    const threshold = 0.5 * this.#params.voicingThreshold;
    const found: Maximum[] = [];
    for (let lag = 2; lag < maxLag && lag < nLags; lag++) {
      const here = r[nLags + lag]!;
      const before = r[nLags + lag - 1]!;
      const after = r[nLags + lag + 1]!;
      if (here > threshold && here > before && here >= after) {
        found.push({ lag, exactLag: lag + (0.5 * (after - before)) / (2 * here - before - after) });
      }
    }
    return found;
  }

  #strongest(r: Float64Array, maxima: Maximum[]): Maximum[] {
    if (maxima.length <= this.most) return maxima;
    const { nLags, sampleRateHz } = this.#geometry;
    const scored = maxima.map((maximum) => {
      const strength = reflected(sincInterpolate(r, nLags + maximum.exactLag, roughDepth));
      const octaves = Math.log2(sampleRateHz / maximum.exactLag / this.#params.floorHz);
      return { maximum, score: strength + this.#params.octaveCost * octaves };
    });
    const kept = scored.slice(0, this.most);
    for (const candidate of scored.slice(this.most)) {
      const weakest = kept.reduce((least, { score }, i) => (score < kept[least]!.score ? i : least), 0);
      if (candidate.score > kept[weakest]!.score) kept[weakest] = candidate;
    }
    return kept.map(({ maximum }) => maximum);
  }
}

function reflected(strength: number): number {
  return strength > 1 ? 1 / strength : strength;
}
