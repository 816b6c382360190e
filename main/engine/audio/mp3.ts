/**
 * MPEG audio files, layers I to III. The LAME tag tells how many samples the encoder put before and after the
 * recording; a decoder adds 529 of its own (528 of the hybrid filter bank and one), and both go, so that the
 * samples lie where they lay in the recording. Without the tag nothing is trimmed, and a warning says so.
 */
import { EngineError, throwIfAborted } from '../core/errors.ts';
import { ByteReader } from './byteReader.ts';
import { skipId3v2 } from './id3.ts';
import { createMpegDecoder } from './mpegDecoder.ts';
import { MpegFrameReader } from './mpegFrames.ts';
import type { MpegFrame } from './mpegFrames.ts';
import { parseMpegInfoFrame } from './mpegHeader.ts';
import type { MpegHeader, MpegInfoFrame } from './mpegHeader.ts';
import { decodeOrSilence } from './packetDecoder.ts';
import type { PacketDecoder } from './packetDecoder.ts';
import { addWarning, createStreamDecoder, trimPieces } from './planarStream.ts';
import type { Planar } from './planarStream.ts';
import type { AudioDecoder, ByteSource } from './source.ts';

export const mpegDecoderDelaySamples = 529;

/** @throws EngineError E_FORMAT; E_CODEC for free-format streams; E_IO */
export async function openMp3(source: ByteSource): Promise<AudioDecoder> {
  const reader = new ByteReader(source);
  await skipId3v2(reader);
  const frames = new MpegFrameReader(reader);
  const first = await frames.next();
  if (!first) throw new EngineError('E_FORMAT', `"${source.name}" holds no MPEG audio frames`);
  if (first.header.frameBytes === null) {
    throw new EngineError('E_CODEC', `"${source.name}" is a free-format MPEG stream, which is not decoded`);
  }
  const info = parseMpegInfoFrame(first.data, first.header);
  const head = info ? [] : [first.data.slice()];
  const warnings: string[] = [];
  if (first.skippedBytes > 0) addWarning(warnings, `${first.skippedBytes} bytes before the first frame: skipped.`);
  const { skip, keep } = trimOf(info, first.header, warnings);
  const decoder = await createMpegDecoder(first.header);
  return createStreamDecoder({
    source,
    info: {
      container: 'MPEG',
      ...decoder.format,
      nSamples: keep ?? countOf(info, first.header),
      encoderDelaySamples: skip,
    },
    warnings,
    pieces: (signal) => trimPieces(decodeFrames({ frames, decoder, head, warnings, signal }), skip, () => keep),
    free: () => {
      decoder.free();
    },
  });
}

function countOf(info: MpegInfoFrame | null, header: MpegHeader): number | null {
  return info?.nFrames ? info.nFrames * header.samplesPerFrame : null;
}

function trimOf(
  info: MpegInfoFrame | null,
  header: MpegHeader,
  warnings: string[],
): { skip: number; keep: number | null } {
  if (!info || info.delaySamples === null || info.paddingSamples === null) {
    if (header.layer === 3) {
      addWarning(warnings, 'No LAME tag: the encoder delay is unknown, the samples begin with it (about 0.03 s).');
    }
    return { skip: 0, keep: null };
  }
  const total = countOf(info, header);
  const keep = total === null ? null : Math.max(0, total - info.delaySamples - info.paddingSamples);
  return { skip: info.delaySamples + mpegDecoderDelaySamples, keep };
}

interface FrameRun {
  readonly frames: MpegFrameReader;
  readonly decoder: PacketDecoder;
  readonly head: readonly Uint8Array[];
  readonly warnings: string[];
  readonly signal: AbortSignal | undefined;
}

async function* decodeFrames(run: FrameRun): AsyncGenerator<Planar> {
  for (const data of run.head) yield* decodeOrSilence(run.decoder, data, run.warnings);
  for (;;) {
    throwIfAborted(run.signal);
    const frame: MpegFrame | null = await run.frames.next();
    if (!frame) break;
    if (frame.skippedBytes > 0) {
      const at = run.frames.reader.position - frame.data.length - frame.skippedBytes;
      addWarning(run.warnings, `${frame.skippedBytes} bytes at byte ${at} are no MPEG frames: skipped.`);
    }
    yield* decodeOrSilence(run.decoder, frame.data, run.warnings);
  }
  if (run.frames.trailingBytes > 0) {
    addWarning(run.warnings, `The last ${run.frames.trailingBytes} bytes hold no whole frame: left out.`);
  }
}
