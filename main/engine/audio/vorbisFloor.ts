/**
 * Vorbis floor 1: the spectral envelope as straight lines on a dB scale between a few points (Vorbis I section 7.2).
 * Floor 0, which no encoder has written since 2001, is refused.
 */
import { EngineError } from '../core/errors.ts';
import { ilog } from './vorbisBits.ts';
import type { VorbisBits } from './vorbisBits.ts';
import { readEntry } from './vorbisCodebook.ts';
import type { VorbisCodebook } from './vorbisCodebook.ts';

interface FloorClass {
  readonly dimensions: number;
  readonly subclassBits: number;
  readonly masterBook: VorbisCodebook | null;
  readonly books: readonly (VorbisCodebook | null)[];
}

export interface VorbisFloor {
  readonly partitions: readonly FloorClass[];
  readonly multiplier: number;
  readonly x: readonly number[]; // positions in bins, in the order of coding
  readonly order: readonly number[]; // indices into x, ascending in x
  readonly neighbours: readonly (readonly [low: number, high: number])[]; // per index ≥ 2
}

const ranges = [256, 128, 86, 64];
const mostPoints = 65;

/** Amplitude of floor step i: 140 dB over 256 steps, the last is 1. */
const amplitudes = Float32Array.from({ length: 256 }, (_, i) => 10 ** (((i - 255) * (140 / 256)) / 20));

/** @throws EngineError E_FORMAT, E_CODEC for floor 0 */
export function readFloor(bits: VorbisBits, books: readonly VorbisCodebook[]): VorbisFloor {
  const type = bits.read(16);
  if (type === 0) throw new EngineError('E_CODEC', 'Vorbis floor 0 (encoders before 2001) is not decoded');
  if (type !== 1) throw new EngineError('E_FORMAT', `Vorbis floor type ${type} must be 0 or 1`);
  const classOf = Array.from({ length: bits.read(5) }, () => bits.read(4));
  const classes = Array.from({ length: Math.max(-1, ...classOf) + 1 }, () => readClass(bits, books));
  const multiplier = bits.read(2) + 1;
  const rangeBits = bits.read(4);
  const partitions = classOf.map((index) => classes[index]!);
  const x = [0, 1 << rangeBits];
  for (const { dimensions } of partitions) for (let d = 0; d < dimensions; d++) x.push(bits.read(rangeBits));
  if (x.length > mostPoints || new Set(x).size !== x.length) {
    throw new EngineError(
      'E_FORMAT',
      `a Vorbis floor of ${x.length} points must have at most ${mostPoints}, all different`,
    );
  }
  const order = x.map((_, i) => i).sort((a, b) => x[a]! - x[b]!);
  return { partitions, multiplier, x, order, neighbours: x.map((_, i) => neighboursOf(x, i)) };
}

function readClass(bits: VorbisBits, books: readonly VorbisCodebook[]): FloorClass {
  const dimensions = bits.read(3) + 1;
  const subclassBits = bits.read(2);
  const masterBook = subclassBits > 0 ? bookAt(books, bits.read(8)) : null;
  const subBooks = Array.from({ length: 1 << subclassBits }, () => {
    const index = bits.read(8) - 1;
    return index < 0 ? null : bookAt(books, index);
  });
  return { dimensions, subclassBits, masterBook, books: subBooks };
}

export function bookAt(books: readonly VorbisCodebook[], index: number): VorbisCodebook {
  const book = books[index];
  if (!book) throw new EngineError('E_FORMAT', `Vorbis codebook ${index} of ${books.length}`);
  return book;
}

function neighboursOf(x: readonly number[], index: number): readonly [number, number] {
  let low = 0;
  let high = 1;
  for (let i = 0; i < index; i++) {
    if (x[i]! < x[index]! && x[i]! > x[low]!) low = i;
    if (x[i]! > x[index]! && x[i]! < x[high]!) high = i;
  }
  return [low, high];
}

/** The coded heights, in the order of x; null if this channel is silent in this packet. */
export function readFloorHeights(bits: VorbisBits, floor: VorbisFloor): Int32Array | null {
  if (bits.read(1) === 0) return null;
  const endBits = ilog(ranges[floor.multiplier - 1]! - 1);
  const y = new Int32Array(floor.x.length);
  y[0] = bits.read(endBits);
  y[1] = bits.read(endBits);
  let at = 2;
  for (const { dimensions, subclassBits, masterBook, books } of floor.partitions) {
    let choice = masterBook ? readEntry(bits, masterBook) : 0;
    if (choice < 0) return null;
    for (let d = 0; d < dimensions; d++) {
      const book = books[choice & ((1 << subclassBits) - 1)] ?? null;
      choice >>>= subclassBits;
      const height = book ? readEntry(bits, book) : 0;
      if (height < 0) return null;
      y[at++] = height;
    }
  }
  return bits.ended ? null : y;
}

/** Multiplies `spectrum`, [nBins], by the envelope that `heights` describe. */
export function applyFloor(floor: VorbisFloor, heights: Int32Array, spectrum: Float32Array): void {
  const { final, used } = unwrapHeights(floor, heights);
  let x0 = 0;
  let y0 = final[0]! * floor.multiplier;
  for (const index of floor.order.slice(1)) {
    if (!used[index]) continue;
    const x1 = floor.x[index]!;
    const y1 = final[index]! * floor.multiplier;
    multiplyLine(spectrum, x0, y0, x1, y1);
    x0 = x1;
    y0 = y1;
  }
  if (x0 < spectrum.length) multiplyLine(spectrum, x0, y0, spectrum.length, y0);
}

function unwrapHeights(floor: VorbisFloor, heights: Int32Array): { final: Int32Array; used: boolean[] } {
  const range = ranges[floor.multiplier - 1]!;
  const final = heights.slice();
  const used: boolean[] = heights.length > 0 ? Array.from(heights, (_, i) => i < 2) : [];
  for (let i = 2; i < heights.length; i++) {
    const [low, high] = floor.neighbours[i]!;
    const predicted = pointOnLine(floor.x[low]!, final[low]!, floor.x[high]!, final[high]!, floor.x[i]!);
    const value = heights[i]!;
    final[i] = predicted;
    if (value === 0) continue;
    used[low] = used[high] = used[i] = true;
    const above = range - predicted;
    if (value >= 2 * Math.min(above, predicted)) {
      final[i] = above > predicted ? value : predicted - value + above - 1;
    } else {
      final[i] = value % 2 === 1 ? predicted - (value + 1) / 2 : predicted + value / 2;
    }
  }
  return { final, used };
}

function pointOnLine(x0: number, y0: number, x1: number, y1: number, x: number): number {
  const rise = Math.trunc((Math.abs(y1 - y0) * (x - x0)) / (x1 - x0));
  return y1 < y0 ? y0 - rise : y0 + rise;
}

/** The integer line of the specification, so that rounding agrees with every other decoder. */
function multiplyLine(spectrum: Float32Array, x0: number, y0: number, x1: number, y1: number): void {
  const dx = x1 - x0;
  const base = Math.trunc((y1 - y0) / dx);
  const step = y1 < y0 ? base - 1 : base + 1;
  const remainder = Math.abs(y1 - y0) - Math.abs(base) * dx;
  const end = Math.min(x1, spectrum.length);
  let y = y0;
  let error = 0;
  for (let x = x0; x < end; x++) {
    spectrum[x] = spectrum[x]! * amplitudes[Math.max(0, Math.min(255, y))]!;
    error += remainder;
    if (error >= dx) {
      error -= dx;
      y += step;
    } else {
      y += base;
    }
  }
}
