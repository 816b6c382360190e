/** Where the packets of a track lie (ISO/IEC 14496-12 section 8.7): sizes, chunks, durations, read as one walk. */
import { EngineError } from '../core/errors.ts';
import { findBox, readBody } from './mp4Boxes.ts';
import type { Mp4Box } from './mp4Boxes.ts';
import type { ByteSource } from './source.ts';

export interface Mp4Sample {
  readonly offset: number;
  readonly size: number; // bytes
  readonly count: number; // samples of equal size in this run: > 1 only for uncompressed audio
  readonly start: number; // media time units
  readonly duration: number;
}

export interface SampleTable {
  readonly fixedSize: number; // bytes; 0: see sizes
  readonly nSamples: number;
  readonly sizeBits: 4 | 8 | 16 | 32;
  readonly sizes: DataView;
  readonly chunkOffsets: DataView;
  readonly chunkOffsetBytes: 4 | 8;
  readonly samplesToChunk: DataView; // runs of first chunk, samples per chunk, description
  readonly timeToSample: DataView; // runs of count, duration
}

const emptyView = new DataView(new ArrayBuffer(0));

/** @throws EngineError E_FORMAT */
export async function readSampleTable(source: ByteSource, stbl: Mp4Box): Promise<SampleTable> {
  const body = async (type: string): Promise<DataView | null> => {
    const box = await findBox(source, stbl, [type]);
    return box ? readBody(source, box) : null;
  };
  const sizes = await body('stsz');
  const compact = sizes ? null : await body('stz2');
  const offsets32 = await body('stco');
  const offsets64 = offsets32 ? null : await body('co64');
  return {
    fixedSize: sizes ? field(sizes, 4) : 0,
    nSamples: field(sizes ?? compact ?? emptyView, 8),
    sizeBits: compact ? sizeBitsOf(compact) : 32,
    sizes: after(sizes ?? compact, 12),
    chunkOffsets: after(offsets32 ?? offsets64, 8),
    chunkOffsetBytes: offsets64 ? 8 : 4,
    samplesToChunk: after(await body('stsc'), 8),
    timeToSample: after(await body('stts'), 8),
  };
}

function sizeBitsOf(stz2: DataView): 4 | 8 | 16 {
  const bits = field(stz2, 4) & 0xff;
  if (bits !== 4 && bits !== 8 && bits !== 16)
    throw new EngineError('E_FORMAT', `stz2 field size ${bits} must be 4, 8 or 16`);
  return bits;
}

function field(view: DataView, at: number): number {
  return view.byteLength >= at + 4 ? view.getUint32(at) : 0;
}

function after(view: DataView | null, skip: number): DataView {
  if (!view || view.byteLength <= skip) return emptyView;
  return new DataView(view.buffer, view.byteOffset + skip, view.byteLength - skip);
}

/** Sum of all durations, in media time units. */
export function mediaDuration(table: SampleTable): number {
  let total = 0;
  for (let at = 0; at + 8 <= table.timeToSample.byteLength; at += 8) {
    total += table.timeToSample.getUint32(at) * table.timeToSample.getUint32(at + 4);
  }
  return total;
}

/**
 * The samples in order. Uncompressed tracks, whose samples are single frames, come as one run a chunk.
 * @param joinRuns whether the samples of a chunk may be given as one run
 */
export function* walkSamples(table: SampleTable, joinRuns: boolean): Generator<Mp4Sample> {
  const clock = new SampleClock(table.timeToSample);
  const nChunks = Math.floor(table.chunkOffsets.byteLength / table.chunkOffsetBytes);
  let sample = 0;
  let run = 0;
  for (let chunk = 0; chunk < nChunks && sample < table.nSamples; chunk++) {
    while (firstChunkOf(table, run + 1) <= chunk) run++;
    const perChunk = Math.min(field(table.samplesToChunk, 12 * run + 4), table.nSamples - sample);
    let offset = chunkOffset(table, chunk);
    if (joinRuns && table.fixedSize > 0) {
      if (perChunk > 0) yield { offset, size: table.fixedSize, count: perChunk, ...clock.advance(perChunk) };
      sample += perChunk;
      continue;
    }
    for (let i = 0; i < perChunk; i++, sample++) {
      const size = table.fixedSize || sizeOf(table, sample);
      if (size === null) return; // the table ends before the count it declares
      yield { offset, size, count: 1, ...clock.advance(1) };
      offset += size;
    }
  }
}

/** Zero-based chunk at which run `index` begins; Infinity past the last run. */
function firstChunkOf(table: SampleTable, index: number): number {
  const at = 12 * index;
  return at + 12 <= table.samplesToChunk.byteLength ? table.samplesToChunk.getUint32(at) - 1 : Infinity;
}

function chunkOffset({ chunkOffsets, chunkOffsetBytes }: SampleTable, chunk: number): number {
  return chunkOffsetBytes === 8 ? Number(chunkOffsets.getBigUint64(8 * chunk)) : chunkOffsets.getUint32(4 * chunk);
}

function sizeOf({ sizes, sizeBits }: SampleTable, sample: number): number | null {
  const at = Math.floor((sample * sizeBits) / 8);
  if (at + Math.ceil(sizeBits / 8) > sizes.byteLength) return null;
  if (sizeBits === 32) return sizes.getUint32(at);
  if (sizeBits === 16) return sizes.getUint16(at);
  if (sizeBits === 8) return sizes.getUint8(at);
  return sample % 2 === 0 ? sizes.getUint8(at) >>> 4 : sizes.getUint8(at) & 15;
}

class SampleClock {
  private readonly runs: DataView;
  private at = 0;
  private left = 0;
  private duration = 0;
  private now = 0;

  constructor(runs: DataView) {
    this.runs = runs;
  }

  advance(count: number): { start: number; duration: number } {
    const start = this.now;
    for (let rest = count; rest > 0;) {
      if (this.left === 0 && !this.nextRun()) this.left = rest; // past the table: the last duration goes on
      const step = Math.min(rest, this.left);
      this.now += step * this.duration;
      this.left -= step;
      rest -= step;
    }
    return { start, duration: this.now - start };
  }

  private nextRun(): boolean {
    while (this.at + 8 <= this.runs.byteLength) {
      this.left = this.runs.getUint32(this.at);
      this.duration = this.runs.getUint32(this.at + 4);
      this.at += 8;
      if (this.left > 0) return true;
    }
    return false;
  }
}
