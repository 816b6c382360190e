/**
 * TextGrids in Praat's binary format, big-endian: "ooBinaryFile", the class name, start and end (float64), a byte that
 * says whether there are tiers, their number (int32); of each tier its class, name, start, end and size, then its items.
 * Class names are a byte for the length and ASCII; other texts an int16 for the length and bytes of Latin-1, or, if that
 * is −1, another int16 and UTF-16. Errors carry the offset in bytes.
 */
import { EngineError } from '../core/errors.ts';
import { checkIntervals, checkPoints } from './checkTier.ts';
import type { AnnotationTier, LabelledInterval, LabelledPoint, TextGrid } from './textGrid.ts';

export const binaryMark = 'ooBinaryFile';

/** @throws EngineError E_FORMAT: it is no TextGrid, ends early, or holds something where it must not */
export function parseBinaryTextGrid(bytes: Uint8Array): TextGrid {
  const reader = new BinaryReader(bytes);
  reader.skip(binaryMark.length);
  const name = reader.shortText('the object class');
  if (!/^TextGrid( \d+)?$/.test(name)) reader.fail(`the object class is "${name.slice(0, 40)}", must be "TextGrid"`);
  const { startSec, endSec } = timeRange(reader, 'the TextGrid');
  if (reader.byte('whether there are tiers') === 0) return { startSec, endSec, tiers: [] };
  const nTiers = reader.count('the number of tiers');
  const tiers: AnnotationTier[] = [];
  for (let t = 1; t <= nTiers; t++) tiers.push(parseTier(reader, t));
  return { startSec, endSec, tiers };
}

function timeRange(reader: BinaryReader, what: string): { startSec: number; endSec: number } {
  const startSec = reader.number(`the start of ${what}`);
  const endSec = reader.number(`the end of ${what}`);
  if (endSec < startSec) reader.fail(`${what} ends at ${endSec} s, before its start at ${startSec} s`);
  return { startSec, endSec };
}

function parseTier(reader: BinaryReader, number: number): AnnotationTier {
  const kind = reader.shortText(`the class of tier ${number}`);
  const name = reader.text(`the name of tier ${number}`);
  timeRange(reader, `tier ${number}`);
  const count = reader.count(`the size of tier ${number}`);
  if (kind === 'IntervalTier') {
    const intervals: LabelledInterval[] = [];
    for (let i = 1; i <= count; i++) {
      const range = timeRange(reader, `interval ${i} of tier ${number}`);
      intervals.push({ ...range, text: reader.text(`the text of interval ${i} of tier ${number}`) });
      checkIntervals(intervals, `byte ${reader.at}`);
    }
    return { kind: 'intervals', name, intervals };
  }
  if (kind !== 'TextTier')
    reader.fail(`the class of tier ${number} is "${kind.slice(0, 40)}", must be "IntervalTier" or "TextTier"`);
  const points: LabelledPoint[] = [];
  for (let i = 1; i <= count; i++) {
    const timeSec = reader.number(`the time of point ${i} of tier ${number}`);
    points.push({ timeSec, text: reader.text(`the text of point ${i} of tier ${number}`) });
    checkPoints(points, `byte ${reader.at}`);
  }
  return { kind: 'points', name, points };
}

class BinaryReader {
  at = 0; // bytes read
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  fail(message: string): never {
    throw new EngineError('E_FORMAT', `byte ${this.at}: ${message}`);
  }

  skip(count: number): void {
    this.at += count;
  }

  byte(what: string): number {
    return this.#view.getUint8(this.#take(1, what));
  }

  count(what: string): number {
    const value = this.#view.getInt32(this.#take(4, what));
    if (value < 0) this.fail(`${what} is ${value}, must be ≥ 0`);
    return value;
  }

  number(what: string): number {
    const value = this.#view.getFloat64(this.#take(8, what));
    if (!Number.isFinite(value)) this.fail(`${what} is ${value}, must be finite`);
    return value;
  }

  shortText(what: string): string {
    return this.#decode('windows-1252', this.byte(what), what);
  }

  text(what: string): string {
    const length = this.#view.getUint16(this.#take(2, what));
    if (length !== 0xffff) return this.#decode('windows-1252', length, what);
    return this.#decode('utf-16be', 2 * this.#view.getUint16(this.#take(2, what)), what);
  }

  #decode(encoding: string, count: number, what: string): string {
    const start = this.#take(count, what);
    return new TextDecoder(encoding, { ignoreBOM: true }).decode(this.#bytes.subarray(start, start + count));
  }

  #take(count: number, what: string): number {
    const start = this.at;
    if (start + count > this.#bytes.length) this.fail(`the file ends before ${what}`);
    this.at += count;
    return start;
  }
}
