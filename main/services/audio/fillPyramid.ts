import type { PeakPyramid } from '../../engine/dsp/peaks.ts';
import { withSilentDamage } from './peakTiles.ts';
import type { ResolvedSource } from './sourceResolver.ts';
import { createTimeSlice } from './timeSlice.ts';
import type { TrackReader } from './trackReader.ts';

export interface FillOptions {
  readonly reader: TrackReader;
  readonly isWanted: () => boolean; // false: give up
  readonly onGrowth: () => void; // a few times a second
}

const pieceSamples = 65_536;
const growthMs = 400;

/** Reads a whole track into its pyramid between other work. @returns null if it was given up */
export async function fillPyramid(
  pyramid: PeakPyramid,
  source: ResolvedSource,
  { reader, isWanted, onGrowth }: FillOptions,
): Promise<{ readonly isDamaged: boolean } | null> {
  let isDamaged = false;
  const onDamage = () => {
    isDamaged = true;
  };
  const channels = Array.from({ length: source.channels }, (_, c) =>
    withSilentDamage(reader.channel(source, c), onDamage),
  );
  const yieldIfDue = createTimeSlice();
  let lastGrowthMs = performance.now();
  while (pyramid.nSamples < source.lengthSamples) {
    const count = Math.min(pieceSamples, source.lengthSamples - pyramid.nSamples);
    const piece: Float32Array[] = [];
    for (const channel of channels) {
      if (!isWanted()) return null;
      piece.push(channel.read(pyramid.nSamples, count));
      await yieldIfDue();
    }
    pyramid.add(piece);
    if (performance.now() - lastGrowthMs < growthMs) continue;
    lastGrowthMs = performance.now();
    onGrowth();
  }
  return { isDamaged };
}
