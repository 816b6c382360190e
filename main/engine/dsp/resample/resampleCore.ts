/** The stateless arithmetic of one pair of rates, and which one a pair gets. */
import { FftCore } from './fftCore.ts';
import { planBlocks } from './fftPlan.ts';
import { PolyphaseCore } from './polyphaseCore.ts';
import { rateTerms } from './ratePair.ts';
import type { RatePair, RateTerms } from './ratePair.ts';
import { requireInteger } from '../requireInteger.ts';

export interface InputPiece {
  readonly samples: Float32Array;
  readonly start: number; // index in the whole input of samples[0]
}

export interface ResampleCore {
  /** Outputs b·blockSamples … (b+1)·blockSamples − 1 are made together. */
  readonly blockSamples: number;
  /** So many of them at once, whole blocks, cost least each. */
  readonly groupSamples: number;
  /** First input that output n touches; may be negative. Never falls as n rises; nor does endInput. */
  firstInput(n: number): number;
  /** One past the last input that output n touches. */
  endInput(n: number): number;
  /** out[i] = output number first + i; input outside the piece is 0. */
  render(out: Float32Array, first: number, input: InputPiece): void;
}

/** Samples that `resample` gives for an input of nSamples: ⌈nSamples·toHz/fromHz⌉. @throws EngineError E_PARAM: a rate, or not an integer ≥ 0 */
export function resampledLength(nSamples: number, rates: RatePair): number {
  const { up, down } = rateTerms(rates);
  requireInteger('nSamples', nSamples, 0);
  return Math.ceil((nSamples * up) / down);
}

/** Outputs whose inputs all lie before input nIn, in whole groups. */
export function countComplete(core: ResampleCore, nIn: number, { up, down }: RateTerms): number {
  const { groupSamples } = core;
  let n = Math.ceil((nIn * up) / down / groupSamples) * groupSamples;
  while (n > 0 && core.endInput(n - 1) > nIn) n -= groupSamples;
  return Math.max(0, n);
}

const cores = new Map<string, ResampleCore>();
const maxCachedCores = 4; // a table takes up to 8 MB

/** @throws EngineError E_PARAM as rateTerms */
export function resampleCore(rates: RatePair): ResampleCore {
  const terms = rateTerms(rates);
  const key = `${terms.up}/${terms.down}`;
  const core = cores.get(key) ?? makeCore(terms);
  cores.delete(key);
  cores.set(key, core);
  if (cores.size > maxCachedCores) cores.delete(cores.keys().next().value!);
  return core;
}

function makeCore(terms: RateTerms): ResampleCore {
  const plan = planBlocks(terms);
  return plan ? new FftCore(plan) : new PolyphaseCore(terms);
}
