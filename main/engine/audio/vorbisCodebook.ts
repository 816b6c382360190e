/** Vorbis codebooks: a Huffman code over entries, each standing for a vector (Vorbis I section 3). */
import { EngineError } from '../core/errors.ts';
import { ilog } from './vorbisBits.ts';
import type { VorbisBits } from './vorbisBits.ts';

const fastBits = 10;
const mostVectorValues = 1 << 22; // per stream; real ones stay below 2^19

export interface VorbisCodebook {
  readonly dimensions: number;
  /** By the next ten bits: entry · 64 + code length, or −1 where the code is longer. */
  readonly fast: Int32Array;
  /** Pairs of children; below zero: ~entry; 0: no such code. */
  readonly tree: Int32Array;
  /** Row-major [entries, dimensions]; null for books that only code numbers. */
  readonly vectors: Float32Array | null;
}

/** Bounds what all books of a stream may expand to, however few bits describe them. */
export interface VectorBudget {
  left: number;
}

/** @throws EngineError E_FORMAT */
export function readCodebook(bits: VorbisBits, budget: VectorBudget): VorbisCodebook {
  if (bits.read(24) !== 0x564342) throw new EngineError('E_FORMAT', 'a Vorbis codebook lacks its mark');
  const dimensions = bits.read(16);
  const entries = bits.read(24);
  if (dimensions === 0 || entries === 0) throw new EngineError('E_FORMAT', 'a Vorbis codebook is empty');
  budget.left -= Math.max(entries, entries * dimensions);
  if (budget.left < 0) {
    throw new EngineError('E_FORMAT', `Vorbis codebooks of more than ${mostVectorValues} values: not a real stream`);
  }
  const lengths = readLengths(bits, entries);
  const { fast, tree } = buildHuffman(lengths);
  return { dimensions, fast, tree, vectors: readVectors(bits, entries, dimensions) };
}

export function newVectorBudget(): VectorBudget {
  return { left: mostVectorValues };
}

function readLengths(bits: VorbisBits, entries: number): Uint8Array {
  const lengths = new Uint8Array(entries);
  if (bits.read(1) === 0) {
    const sparse = bits.read(1) === 1;
    for (let i = 0; i < entries && !bits.ended; i++) {
      if (!sparse || bits.read(1) === 1) lengths[i] = bits.read(5) + 1;
    }
  } else {
    let length = bits.read(5) + 1;
    for (let i = 0; i < entries; length++) {
      const count = bits.read(ilog(entries - i));
      if (length > 32 || i + count > entries || bits.ended) {
        throw new EngineError('E_FORMAT', 'a Vorbis codebook has impossible code lengths');
      }
      lengths.fill(length, i, i + count);
      i += count;
    }
  }
  return lengths;
}

function buildHuffman(lengths: Uint8Array): Pick<VorbisCodebook, 'fast' | 'tree'> {
  const used = lengths.reduce((count, length) => count + (length > 0 ? 1 : 0), 0);
  const tree: number[] = [0, 0];
  const next = new Uint32Array(33); // the lowest free code word of each length
  lengths.forEach((length, entry) => {
    if (length === 0) return;
    const word = takeCodeWord(next, length);
    insertCode(tree, word, length, entry);
  });
  if (used === 1 && tree[0]! < 0) tree[1] = tree[0]!; // a book of one entry: either bit means it
  const nodes = Int32Array.from(tree);
  return { tree: nodes, fast: buildFastTable(nodes) };
}

/** Code words are given out in entry order, each the lowest that no shorter word begins. */
function takeCodeWord(next: Uint32Array, length: number): number {
  let word = next[length]!;
  const taken = word;
  if (length < 32 && word >>> length !== 0) throw new EngineError('E_FORMAT', 'a Vorbis Huffman code is overfull');
  for (let j = length; j > 0; j--) {
    if ((next[j]! & 1) === 0) {
      next[j] = next[j]! + 1;
      continue;
    }
    next[j] = j === 1 ? next[1]! + 1 : next[j - 1]! << 1;
    break;
  }
  for (let j = length + 1; j < 33; j++) {
    if (next[j]! >>> 1 !== word) break;
    word = next[j]!;
    next[j] = next[j - 1]! << 1;
  }
  return taken;
}

function insertCode(tree: number[], word: number, length: number, entry: number): void {
  let node = 0;
  for (let bit = length - 1; bit >= 0; bit--) {
    const slot = 2 * node + ((word >>> bit) & 1);
    const child = tree[slot]!;
    if (child < 0 || (bit === 0 && child !== 0)) {
      throw new EngineError('E_FORMAT', 'a Vorbis Huffman code is overfull');
    }
    if (bit === 0) {
      tree[slot] = ~entry;
    } else if (child === 0) {
      node = tree.length / 2;
      tree[slot] = node;
      tree.push(0, 0);
    } else {
      node = child;
    }
  }
}

function buildFastTable(tree: Int32Array): Int32Array {
  const fast = new Int32Array(1 << fastBits).fill(-1);
  for (let pattern = 0; pattern < fast.length; pattern++) {
    let node = 0;
    for (let bit = 0; bit < fastBits; bit++) {
      const child = tree[2 * node + ((pattern >>> bit) & 1)]!;
      if (child === 0) break;
      if (child < 0) {
        fast[pattern] = ~child * 64 + bit + 1;
        break;
      }
      node = child;
    }
  }
  return fast;
}

function readVectors(bits: VorbisBits, entries: number, dimensions: number): Float32Array | null {
  const type = bits.read(4);
  if (type === 0) return null;
  if (type > 2) throw new EngineError('E_FORMAT', `Vorbis lookup type ${type} must be 0, 1 or 2`);
  const minimum = readFloat32(bits);
  const delta = readFloat32(bits);
  const valueBits = bits.read(4) + 1;
  const cumulative = bits.read(1) === 1;
  const count = type === 1 ? latticeSide(entries, dimensions) : entries * dimensions;
  const values = new Float32Array(count);
  for (let i = 0; i < count && !bits.ended; i++) values[i] = bits.read(valueBits) * delta + minimum;
  if (bits.ended) throw new EngineError('E_FORMAT', 'a Vorbis codebook ends inside its vectors');
  const vectors = new Float32Array(entries * dimensions);
  for (let entry = 0; entry < entries; entry++) {
    let last = 0;
    let quotient = entry;
    for (let d = 0; d < dimensions; d++) {
      const index = type === 1 ? quotient % count : entry * dimensions + d;
      if (type === 1) quotient = Math.floor(quotient / count);
      const value = values[index]! + last;
      vectors[entry * dimensions + d] = value;
      if (cumulative) last = value;
    }
  }
  return vectors;
}

/** The largest r with r^dimensions ≤ entries. */
function latticeSide(entries: number, dimensions: number): number {
  let side = Math.floor(entries ** (1 / dimensions));
  while ((side + 1) ** dimensions <= entries) side++;
  while (side ** dimensions > entries) side--;
  return side;
}

/** 21 bits of mantissa, 10 of exponent, sign. */
function readFloat32(bits: VorbisBits): number {
  const word = bits.read(32);
  const magnitude = (word & 0x1fffff) * 2 ** (((word >>> 21) & 0x3ff) - 788);
  return word >>> 31 === 1 ? -magnitude : magnitude;
}

/** The next entry, or −1 at the end of the packet or for a code the book does not have. */
export function readEntry(bits: VorbisBits, book: VorbisCodebook): number {
  const hit = book.fast[bits.peek(fastBits)]!;
  if (hit >= 0) {
    bits.skip(hit & 63);
    return bits.ended ? -1 : hit >>> 6;
  }
  let node = 0;
  for (;;) {
    const child = book.tree[2 * node + bits.read(1)]!;
    if (bits.ended || child === 0) return -1;
    if (child < 0) return ~child;
    node = child;
  }
}
