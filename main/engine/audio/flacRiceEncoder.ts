/**
 * Rice coding of a residual (RFC 9639, 9.2.7): u = 2r for r ≥ 0, −2r − 1 below; u is written as ⌊u / 2^k⌋ in unary and
 * k low bits. The block is cut into 2^p partitions with a k each; p and k are chosen for the fewest bits.
 */
import type { BitWriter } from './bitWriter.ts';

export interface RicePlan {
  readonly partitionOrder: number; // p
  readonly parameters: Uint8Array; // k of each partition, [2^p]
  readonly bits: number; // upper bound of what writeResidual writes
}

const maxPartitionOrder = 6;
const maxShortParameter = 14; // of four bits; 15 is the escape code
const maxParameter = 30;

/**
 * @param residual one value a sample of the block; the first `order` are warm-up and not coded
 * @param order predictor order, 0 … 32
 */
export function planRice(residual: Int32Array, order: number): RicePlan {
  const finest = finestPartitionOrder(residual.length, order);
  let sums = partitionSums(residual, order, finest);
  let best: RicePlan | null = null;
  for (let p = finest; p >= 0; p--) {
    const plan = planPartitions(sums, residual.length >> p, order);
    if (!best || plan.bits < best.bits) best = plan;
    sums = Float64Array.from({ length: sums.length >> 1 }, (_, i) => sums[2 * i]! + sums[2 * i + 1]!);
  }
  return best!;
}

/** Partitions are equally long, and the first one is longer than the warm-up. */
function finestPartitionOrder(nSamples: number, order: number): number {
  let p = 0;
  while (p < maxPartitionOrder && nSamples % 2 ** (p + 1) === 0 && nSamples >> (p + 1) > order) p++;
  return p;
}

function fold(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0;
}

function partitionSums(residual: Int32Array, order: number, p: number): Float64Array {
  const length = residual.length >> p;
  const sums = new Float64Array(2 ** p);
  for (let part = 0; part < sums.length; part++) {
    let sum = 0;
    for (let i = Math.max(order, part * length); i < (part + 1) * length; i++) sum += fold(residual[i]!);
    sums[part] = sum;
  }
  return sums;
}

function planPartitions(sums: Float64Array, length: number, order: number): RicePlan {
  const parameters = new Uint8Array(sums.length);
  let bits = 2 + 4;
  sums.forEach((sum, part) => {
    const count = part === 0 ? length - order : length;
    const mean = sum / Math.max(1, count);
    const near = Math.max(0, Math.min(maxParameter, Math.floor(Math.log2(Math.max(1, mean)))));
    let leastBits = Infinity;
    for (let k = Math.max(0, near - 1); k <= Math.min(maxParameter, near + 1); k++) {
      const cost = count * (k + 1) + Math.floor(sum / 2 ** k); // Σ⌊u/2^k⌋ ≤ ⌊Σu / 2^k⌋
      if (cost < leastBits) {
        leastBits = cost;
        parameters[part] = k;
      }
    }
    bits += leastBits;
  });
  bits += sums.length * (needsLongParameters(parameters) ? 5 : 4);
  return { partitionOrder: Math.log2(sums.length), parameters, bits };
}

function needsLongParameters(parameters: Uint8Array): boolean {
  return parameters.some((k) => k > maxShortParameter);
}

export function writeResidual(out: BitWriter, residual: Int32Array, order: number, plan: RicePlan): void {
  const { parameters, partitionOrder } = plan;
  const isLong = needsLongParameters(parameters);
  out.bits(isLong ? 1 : 0, 2);
  out.bits(partitionOrder, 4);
  const length = residual.length >> partitionOrder;
  parameters.forEach((k, part) => {
    out.bits(k, isLong ? 5 : 4);
    for (let i = Math.max(order, part * length); i < (part + 1) * length; i++) {
      const folded = fold(residual[i]!);
      out.unary(folded >>> k);
      out.bits(folded, k);
    }
  });
}
