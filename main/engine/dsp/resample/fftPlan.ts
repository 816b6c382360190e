/**
 * Sizes of the block-wise rate change of fftCore.ts: `fftIn` = M·k inputs become `fftOut` = L·k outputs (L = up,
 * M = down, k even), of which the ones between two margins of `marginUnits`·L are right, untouched by the wrap-around.
 */
import type { RateTerms } from './ratePair.ts';
import { resampleKernel } from './resampleFilter.ts';

export interface BlockPlan extends RateTerms {
  readonly fftIn: number;
  readonly fftOut: number;
  readonly marginUnits: number; // of M inputs or L outputs, at either end
  readonly blockUnits: number; // between the margins
}

const largestFft = 2 ** 17;

/** Multiply-adds a sample of a pass, relative; primes above 5 run in a general loop. Measured. */
const passCost: Readonly<Record<number, number>> = { 2: 1, 3: 1.7, 5: 2.7, 7: 9, 11: 14, 13: 16 };

/** The cheapest sizes; null where a term has a prime factor above 13, is no integer, or needs too large a transform. */
export function planBlocks({ up, down }: RateTerms): BlockPlan | null {
  if (!Number.isInteger(up) || !Number.isInteger(down)) return null;
  const marginUnits = Math.ceil((resampleKernel(up / down).radius + 1) / down);
  let best: BlockPlan | null = null;
  let lowest = Infinity;
  for (let k = 2 * marginUnits + 2; k * Math.max(up, down) <= largestFft; k += 2) {
    const blockUnits = k - 2 * marginUnits;
    const cost = (fftCost(k * down) + fftCost(k * up)) / blockUnits;
    if (cost >= lowest) continue;
    lowest = cost;
    best = { up, down, fftIn: k * down, fftOut: k * up, marginUnits, blockUnits };
  }
  return best;
}

function fftCost(size: number): number {
  let rest = size;
  let cost = 3; // packing of the real transform, copies
  for (const [radix, each] of Object.entries(passCost)) {
    for (; rest % Number(radix) === 0; rest /= Number(radix)) cost += each;
  }
  const isOutOfCache = size > 16_384;
  return rest === 1 ? size * cost * (isOutOfCache ? 1.5 : 1) : Infinity;
}
