/** The samples of one file, piece by piece: measured, dithered where bits are lost, encoded. */
import { EngineError, throwIfAborted } from '../../engine/core/errors.ts';
import { Ditherer } from '../../engine/dsp/effects/dither.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import { createTimeSlice } from '../audio/timeSlice.ts';
import { BeyondMeter, type BeyondReport } from './beyondMeter.ts';
import type { SoundEncoder } from './soundEncoder.ts';
import { hasDither, highestSample, integerBits, type SoundLayout } from './soundLayout.ts';
import type { StagedSinks } from './stagedFiles.ts';

export interface PartWork {
  readonly name: string;
  readonly staged: StagedSinks;
  readonly channels: readonly SampleSource[];
  readonly layout: SoundLayout;
  readonly encoder: SoundEncoder;
}

export interface PartProgress {
  readonly signal: AbortSignal | undefined;
  /** So many samples more are done. */
  readonly advance: (nSamples: number) => void;
}

export interface PartResult extends BeyondReport {
  readonly name: string;
  readonly bytes: number;
}

const pieceSamples = 65_536;

/** @throws EngineError E_FORMAT: samples that are NaN or infinite, where the format cannot hold them; as the encoder */
export async function writePart(work: PartWork, progress: PartProgress): Promise<PartResult> {
  const { name, staged, channels, layout, encoder } = work;
  const meter = new BeyondMeter(highestSample(layout.format));
  const dithered = ditherOf(layout);
  const place = { path: staged.path(name), sink: () => staged.sink(name) };
  const encoding = await encoder.open(place, layout, progress.signal);
  try {
    for await (const piece of pieces(channels, progress)) {
      meter.add(piece);
      if (meter.report().nonFinite > 0 && !isFloatFile(layout))
        throw new EngineError(
          'E_FORMAT',
          `"${name}" would have samples that are NaN or infinite: float WAV holds them`,
        );
      await encoding.write({ channels: dithered(piece), nSamples: piece[0]!.length });
    }
    await encoding.finish();
  } finally {
    encoding.close();
  }
  return { name, bytes: await staged.close(name), ...meter.report() };
}

/** max |x| of all. */
export async function measureParts(
  parts: readonly (readonly SampleSource[])[],
  progress: PartProgress,
): Promise<number> {
  const meter = new BeyondMeter(1);
  for (const channels of parts) for await (const piece of pieces(channels, progress)) meter.add(piece);
  return meter.report().peak;
}

async function* pieces(channels: readonly SampleSource[], { signal, advance }: PartProgress) {
  const nSamples = channels[0]?.nSamples ?? 0;
  const yieldIfDue = createTimeSlice();
  for (let at = 0; at < nSamples; at += pieceSamples) {
    throwIfAborted(signal);
    const count = Math.min(pieceSamples, nSamples - at);
    const read = new Map<SampleSource, Float32Array>(); // of two copies of a channel one is read
    yield channels.map((channel) => {
      const piece = read.get(channel) ?? channel.read(at, count);
      read.set(channel, piece);
      return piece;
    });
    advance(count);
    await yieldIfDue();
  }
}

/** To values that stand on the format's steps: the writer then has nothing to round. */
function ditherOf({ format, channels }: SoundLayout): (piece: readonly Float32Array[]) => readonly Float32Array[] {
  const bits = integerBits(format);
  const hasKind = format.kind === 'wav' || format.kind === 'flac';
  if (!hasKind || format.dither === 'none' || bits === null || !hasDither(format)) return (piece) => piece;
  const scale = 2 ** (1 - bits);
  const ditherers = Array.from(
    { length: channels },
    (_, seed) => new Ditherer({ nBits: bits, kind: format.dither, seed }),
  );
  return (piece) => piece.map((x, c) => Float32Array.from(ditherers[c]!.process(x), (value) => value * scale));
}

function isFloatFile({ format }: SoundLayout): boolean {
  return format.kind === 'wav' && format.width.endsWith('f');
}
