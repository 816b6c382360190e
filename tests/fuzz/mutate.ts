/** Damages a file the way disks, transfers and attackers do: one to six steps, most of them in the header. */
import type { Random } from './random.ts';

const maxBytes = 65_536; // duplicated chunks must not grow without end
const headerBytes = 160;

const interesting = [
  0,
  1,
  2,
  7,
  8,
  127,
  128,
  255,
  256,
  32_767,
  32_768,
  65_535,
  65_536,
  2 ** 24,
  2 ** 31 - 1,
  2 ** 31,
].concat([2 ** 32 - 1, 2 ** 32 - 2, 2 ** 53, -1]);

type Step = (bytes: Uint8Array, random: Random, seeds: readonly Uint8Array[]) => Uint8Array;

/** Half of the positions lie in the header. */
function position(bytes: Uint8Array, random: Random): number {
  return random.below(random.below(2) === 0 ? Math.min(headerBytes, bytes.length) : bytes.length);
}

function splice(bytes: Uint8Array, at: number, removed: number, inserted: Uint8Array): Uint8Array {
  const tail = bytes.subarray(Math.min(bytes.length, at + removed));
  const result = new Uint8Array(Math.min(maxBytes, at + inserted.length + tail.length));
  result.set(bytes.subarray(0, Math.min(at, result.length)));
  result.set(inserted.subarray(0, Math.max(0, result.length - at)), Math.min(at, result.length));
  const tailAt = at + inserted.length;
  if (tailAt < result.length) result.set(tail.subarray(0, result.length - tailAt), tailAt);
  return result;
}

const flipBit: Step = (bytes, random) => {
  const copy = bytes.slice();
  if (copy.length > 0) copy[position(copy, random)]! ^= 1 << random.below(8);
  return copy;
};

const setByte: Step = (bytes, random) => {
  const copy = bytes.slice();
  if (copy.length > 0) copy[position(copy, random)] = random.below(256);
  return copy;
};

const setInteger: Step = (bytes, random) => {
  const copy = bytes.slice();
  const width = random.pick([1, 2, 3, 4, 8]);
  const littleEndian = random.below(2) === 0;
  const at = position(copy, random);
  let value = BigInt.asUintN(64, BigInt(random.pick(interesting)));
  for (let i = 0; i < width; i++) {
    const index = at + (littleEndian ? i : width - 1 - i);
    if (index < copy.length) copy[index] = Number(value & 255n);
    value >>= 8n;
  }
  return copy;
};

const truncate: Step = (bytes, random) => bytes.slice(0, position(bytes, random));

const removeRange: Step = (bytes, random) =>
  splice(bytes, position(bytes, random), 1 + random.below(64), new Uint8Array(0));

const zeroRange: Step = (bytes, random) => {
  const length = 1 + random.below(64);
  return splice(bytes, position(bytes, random), length, new Uint8Array(length));
};

const duplicateRange: Step = (bytes, random) => {
  const from = position(bytes, random);
  const chunk = bytes.slice(from, from + 1 + random.below(4096));
  return splice(bytes, random.below(2) === 0 ? from : position(bytes, random), 0, chunk);
};

const spliceOther: Step = (bytes, random, seeds) => {
  const other = random.pick(seeds);
  const from = position(other, random);
  const piece = other.slice(from, from + 1 + random.below(512));
  return splice(bytes, position(bytes, random), random.below(2) * piece.length, piece);
};

// Gentle steps are listed twice: a file broken too badly is refused at its first byte and tests little.
const steps: readonly Step[] = [flipBit, flipBit, setByte, setByte, setInteger, setInteger, setInteger].concat([
  truncate,
  removeRange,
  zeroRange,
  duplicateRange,
  spliceOther,
]);

export function mutate(seed: Uint8Array, random: Random, seeds: readonly Uint8Array[]): Uint8Array {
  let bytes = seed;
  const count = 1 + random.below(6);
  for (let i = 0; i < count; i++) bytes = random.pick(steps)(bytes, random, seeds);
  return bytes;
}
