/**
 * Formant tracks: of each frame's formants those are chosen, in rising order, that make the cheapest paths over time.
 *
 *   cost = Σ_frames Σ_tracks  c_F·|F − F_ref|/1000 Hz + c_B·B/F  +  c_T·|log₂(F/F_previous)|
 *
 * found by dynamic programming over all choices of nTracks out of the frame's formants (Viterbi). A frame that holds fewer
 * formants than tracks has none of them, and the paths begin anew behind it. Reference frequencies and unit costs are the
 * defaults of Praat's "Formant: Track…". Boersma & Weenink, Praat manual, "Formant: Track..."; Xia & Espy-Wilson, "A new
 * strategy of formant tracking based on dynamic programming", ICSLP 2000.
 */
import { EngineError } from '../../core/errors.ts';
import { requireInteger, requireWithin } from '../requireInteger.ts';
import type { Formants } from './formants.ts';

export interface FormantTrackParams {
  readonly nTracks?: number | undefined; // 3
  readonly referenceHz?: readonly number[] | undefined; // of each track
  readonly frequencyCost?: number | undefined; // c_F, per kHz; 1
  readonly bandwidthCost?: number | undefined; // c_B; 1
  readonly transitionCost?: number | undefined; // c_T, per octave; 1
}

export const formantTrackDefaults = {
  nTracks: 3,
  referenceHz: [550, 1650, 2750, 3850, 4950] as readonly number[],
} as const;

/** @returns the table with nTracks columns. @throws EngineError E_PARAM: nTracks exceeds the columns or the references, or a cost is not ≥ 0 */
export function trackFormants(formants: Formants, params: FormantTrackParams = {}): Formants {
  const nTracks = params.nTracks ?? formantTrackDefaults.nTracks;
  const referenceHz = params.referenceHz ?? formantTrackDefaults.referenceHz;
  requireInteger('nTracks', nTracks, 1, formants.maxFormants);
  if (nTracks > referenceHz.length) {
    throw new EngineError('E_PARAM', `nTracks=${nTracks} needs as many references, there are ${referenceHz.length}`);
  }
  for (const hz of referenceHz) if (!(hz > 0)) throw new EngineError('E_PARAM', `referenceHz=${hz} must be > 0`);
  const choices = combinations(formants.maxFormants, nTracks);
  const { frequencyCost = 1, bandwidthCost = 1, transitionCost = 1 } = params;
  for (const [name, cost] of Object.entries({ frequencyCost, bandwidthCost, transitionCost }))
    requireWithin(name, cost, 0);
  const settings = { nTracks, referenceHz, frequencyCost, bandwidthCost, transitionCost };
  return new TrackSearch(formants, choices, settings).run();
}

/** All rising choices of k out of 0 … n − 1, flat: [count, k], in lexicographic order. */
function combinations(n: number, k: number): Uint8Array {
  const out: number[] = [];
  const extend = (chosen: readonly number[], next: number) => {
    if (chosen.length === k) out.push(...chosen);
    else for (let i = next; i < n; i++) extend([...chosen, i], i + 1);
  };
  extend([], 0);
  return Uint8Array.from(out);
}

type Settings = Required<{ readonly [K in keyof FormantTrackParams]: NonNullable<FormantTrackParams[K]> }>;

class TrackSearch {
  readonly #formants: Formants;
  readonly #choices: Uint8Array; // [nChoices, nTracks]
  readonly #settings: Settings;
  readonly #nChoices: number;
  readonly #from: Int16Array; // [nFrames, nChoices]: the choice before; −1 at the beginning of a path

  constructor(formants: Formants, choices: Uint8Array, settings: Settings) {
    this.#formants = formants;
    this.#choices = choices;
    this.#settings = settings;
    this.#nChoices = choices.length / settings.nTracks;
    this.#from = new Int16Array(formants.nFrames * this.#nChoices).fill(-1);
  }

  run(): Formants {
    const { nFrames, maxFormants, hz, bandwidthHz, firstTimeSec, timeStepSec } = this.#formants;
    const { nTracks } = this.#settings;
    const tracks = {
      ...{ nFrames, firstTimeSec, timeStepSec, maxFormants: nTracks },
      hz: new Float64Array(nFrames * nTracks).fill(Number.NaN),
      bandwidthHz: new Float64Array(nFrames * nTracks).fill(Number.NaN),
    };
    for (let begin = 0; begin < nFrames; begin++) {
      let end = begin;
      while (end < nFrames && this.#candidates(end) >= nTracks) end++;
      if (end === begin) continue;
      let choice = this.#search(begin, end);
      for (let m = end - 1; m >= begin; m--) {
        for (let t = 0; t < nTracks; t++) {
          const at = m * maxFormants + this.#choices[choice * nTracks + t]!;
          tracks.hz[m * nTracks + t] = hz[at]!;
          tracks.bandwidthHz[m * nTracks + t] = bandwidthHz[at]!;
        }
        choice = this.#from[m * this.#nChoices + choice]!;
      }
      begin = end;
    }
    return tracks;
  }

  #candidates(m: number): number {
    const { maxFormants, hz } = this.#formants;
    let count = 0;
    while (count < maxFormants && !Number.isNaN(hz[m * maxFormants + count]!)) count++;
    return count;
  }

  /** Fills #from over frames begin … end − 1; the cheapest choice of the last. */
  #search(begin: number, end: number): number {
    let costs = new Float64Array(this.#nChoices);
    let next = new Float64Array(this.#nChoices);
    for (let c = 0; c < this.#nChoices; c++) costs[c] = this.#localCost(begin, c);
    for (let m = begin + 1; m < end; m++) {
      for (let c = 0; c < this.#nChoices; c++) {
        const local = this.#localCost(m, c);
        let best = Infinity;
        if (local < Infinity) {
          for (let p = 0; p < this.#nChoices; p++) {
            if (!(costs[p]! < best)) continue;
            const cost = costs[p]! + this.#transitionCost(m, p, c);
            if (cost >= best) continue;
            best = cost;
            this.#from[m * this.#nChoices + c] = p;
          }
        }
        next[c] = best + local;
      }
      [costs, next] = [next, costs];
    }
    return costs.indexOf(Math.min(...costs));
  }

  /** Infinite for a choice of a formant that the frame has not. */
  #localCost(m: number, choice: number): number {
    const { maxFormants, hz, bandwidthHz } = this.#formants;
    const { nTracks, referenceHz, frequencyCost, bandwidthCost } = this.#settings;
    let cost = 0;
    for (let t = 0; t < nTracks; t++) {
      const at = m * maxFormants + this.#choices[choice * nTracks + t]!;
      const frequency = hz[at]!;
      if (Number.isNaN(frequency)) return Infinity;
      cost += (frequencyCost * Math.abs(frequency - referenceHz[t]!)) / 1000;
      cost += (bandwidthCost * bandwidthHz[at]!) / frequency;
    }
    return cost;
  }

  #transitionCost(m: number, previous: number, choice: number): number {
    const { maxFormants, hz } = this.#formants;
    const { nTracks, transitionCost } = this.#settings;
    let cost = 0;
    for (let t = 0; t < nTracks; t++) {
      const before = hz[(m - 1) * maxFormants + this.#choices[previous * nTracks + t]!]!;
      const now = hz[m * maxFormants + this.#choices[choice * nTracks + t]!]!;
      cost += transitionCost * Math.abs(Math.log2(before / now));
    }
    return cost;
  }
}
