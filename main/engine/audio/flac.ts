/**
 * Native FLAC files (RFC 9639): metadata, then frames without a length field. A damaged stretch is skipped to the
 * next frame whose checksums hold, and filled with silence so that what follows keeps its place.
 */
import { EngineError, throwIfAborted } from '../core/errors.ts';
import { OutOfBits } from './bitReader.ts';
import { ByteReader, maxReadBytes } from './byteReader.ts';
import { decodeFlacFrame, flacFrameBoundBytes, parseFlacFrameHeader } from './flacFrameDecoder.ts';
import type { FlacFrame, FlacStreamInfo } from './flacFrameDecoder.ts';
import { describeFlac, parseFlacStreamInfo } from './flacStreamInfo.ts';
import { skipId3v2 } from './id3.ts';
import { SilenceBudget, addWarning, createStreamDecoder, silentPieces } from './planarStream.ts';
import type { Planar } from './planarStream.ts';
import type { AudioDecoder, ByteSource } from './source.ts';

const headerPeekBytes = 16;
const scanBytes = 65_536;
const mostFalseStarts = 1_000;

/** @throws EngineError E_FORMAT, E_IO */
export async function openFlac(source: ByteSource): Promise<AudioDecoder> {
  const reader = new ByteReader(source);
  await skipId3v2(reader);
  const info = await readMetadata(reader);
  const warnings: string[] = [];
  return createStreamDecoder({
    source,
    info: { container: 'FLAC', ...describeFlac(info), nSamples: info.nSamples, encoderDelaySamples: 0 },
    warnings,
    pieces: (signal) => new FrameStream(reader, info, warnings).pieces(signal),
  });
}

async function readMetadata(reader: ByteReader): Promise<FlacStreamInfo> {
  const mark = await reader.take(4, 'the FLAC mark');
  if (mark.getUint32(0) !== 0x664c6143) throw new EngineError('E_FORMAT', `"${reader.source.name}" has no "fLaC" mark`);
  let info: FlacStreamInfo | null = null;
  for (;;) {
    const header = (await reader.take(4, 'a FLAC metadata block')).getUint32(0);
    const type = (header >>> 24) & 0x7f;
    const length = header & 0xffffff;
    if (type === 0) {
      const block = await reader.peek(Math.min(length, 34));
      info = parseFlacStreamInfo(block);
    }
    reader.position += length;
    if (header >>> 31 === 1) break;
    if (type === 127) throw new EngineError('E_FORMAT', 'FLAC metadata block type 127 is forbidden');
  }
  if (!info) throw new EngineError('E_FORMAT', `"${reader.source.name}" has no FLAC stream info`);
  return info;
}

class FrameStream {
  private readonly reader: ByteReader;
  private readonly info: FlacStreamInfo;
  private readonly warnings: string[];
  private expected: number | null = null; // sample index the next frame should begin at
  private falseStarts = 0;
  private readonly silence: SilenceBudget;

  constructor(reader: ByteReader, info: FlacStreamInfo, warnings: string[]) {
    this.reader = reader;
    this.info = info;
    this.silence = new SilenceBudget(info.sampleRateHz);
    this.warnings = warnings;
  }

  async *pieces(signal: AbortSignal | undefined): AsyncGenerator<Planar> {
    for (;;) {
      throwIfAborted(signal);
      const head = await this.reader.peek(headerPeekBytes);
      if (head.length === 0 || (this.isComplete() && !parseFlacFrameHeader(head, this.info))) return;
      const frame = await this.tryFrame();
      if (frame) {
        yield* this.place(frame);
        continue;
      }
      const damagedAt = this.reader.position;
      if (!(await this.resync(signal))) {
        const rest = this.reader.position - damagedAt;
        addWarning(this.warnings, `The last ${rest} bytes, from byte ${damagedAt} on, hold no whole frame: left out.`);
        return;
      }
    }
  }

  private isComplete(): boolean {
    return this.info.nSamples !== null && this.expected !== null && this.expected >= this.info.nSamples;
  }

  private async tryFrame(): Promise<FlacFrame | null> {
    const header = parseFlacFrameHeader(await this.reader.peek(headerPeekBytes), this.info);
    if (!header) return null;
    const bound = flacFrameBoundBytes(header.blockSize, header.channels, header.bitsPerSample);
    for (let ask = Math.min(bound, maxReadBytes); ; ask = maxReadBytes) {
      const bytes = await this.reader.peek(ask);
      try {
        const frame = decodeFlacFrame(bytes, this.info);
        this.reader.position += frame.frameBytes;
        return frame;
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        const mayBeLonger = error instanceof OutOfBits && bytes.length === ask && ask < maxReadBytes;
        if (!mayBeLonger) break;
      }
    }
    if (++this.falseStarts > mostFalseStarts) {
      throw new EngineError('E_FORMAT', `"${this.reader.source.name}" has more than ${mostFalseStarts} damaged frames`);
    }
    return null;
  }

  /** Moves to the next place that looks like a frame header, at least one byte on; false at the end of the file. */
  private async resync(signal: AbortSignal | undefined): Promise<boolean> {
    this.reader.position++;
    for (;;) {
      throwIfAborted(signal);
      const bytes = await this.reader.peek(scanBytes);
      if (bytes.length < headerPeekBytes) {
        this.reader.position += bytes.length;
        return false;
      }
      const last = bytes.length < scanBytes ? bytes.length : bytes.length - headerPeekBytes;
      for (let i = 0; i < last; i++) {
        if (bytes[i] !== 0xff || !parseFlacFrameHeader(bytes.subarray(i, i + headerPeekBytes), this.info)) continue;
        this.reader.position += i;
        return true;
      }
      this.reader.position += last;
    }
  }

  private *place(frame: FlacFrame): Generator<Planar> {
    const { firstSample, blockSize } = frame.header;
    const gap = this.expected === null ? 0 : firstSample - this.expected;
    if (gap !== 0) {
      const from = this.expected ?? 0;
      if (this.silence.spend(gap)) {
        addWarning(this.warnings, `Samples ${from} to ${firstSample} are damaged: filled with silence.`);
        yield* silentPieces(gap, this.info.channels);
      } else {
        addWarning(this.warnings, `A frame is numbered ${firstSample} where ${from} was due: joined without a gap.`);
      }
    }
    this.expected = firstSample + blockSize;
    yield frame.channels;
  }
}
