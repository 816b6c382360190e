/**
 * Peaks of an edited track, put together from those of its recordings: an edit then shows at once, however long the
 * track is. At the ends of a clip and where it fades samples are read, so that nothing shows that is cut away. Between
 * them a bin takes the bins of the recording that it touches, whole: up to 255 samples beside it at either end.
 */
import { peakBaseSamples } from '../../../preload/contract/audio.ts';
import type { PeakTile } from '../../../preload/contract/audio.ts';
import { throwIfAborted } from '../../engine/core/errors.ts';
import type { PeakChannel } from '../../engine/dsp/peakChannel.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import type { ClipRow } from '../../store/projectStore.ts';
import type { BoundedCache } from './boundedCache.ts';
import { firstClipFrom, clipEnd } from './clipSearch.ts';
import { peakTileSpan, samplesPerBin, type PeakTileAddress } from './peakTiles.ts';
import { clipGain } from './shapedClip.ts';
import { createTimeSlice } from './timeSlice.ts';

export interface PeakParts {
  readonly clips: readonly ClipRow[]; // by start, without overlap
  /** Peaks of the recording's channel that sounds in the tile's. */
  readonly peaksOf: (assetId: string) => PeakChannel;
  readonly samples: SampleSource; // of the track's channel, as it sounds
  /** What reading the ends of clips gave before, by clip. */
  readonly ends: ClipEnds;
  readonly wholes: Map<string, WholeClip>; // clips that lay within one bin, by id
}

export interface Envelope {
  min: number;
  max: number;
  sumSquares: number;
}

export interface WholeClip extends Pick<ClipRow, 'gain' | 'fadeIn' | 'fadeOut'> {
  readonly envelope: Envelope;
}

export type ClipEnds = Pick<BoundedCache<Envelope>, 'get' | 'set'>;

const mostWholes = 100_000;
/** Longer fades go by what they do to each 256 samples. */
const longestReadFade = 2 ** 18;

function merge(into: Envelope, { min, max, sumSquares }: Envelope): void {
  into.min = Math.min(into.min, min);
  into.max = Math.max(into.max, max);
  into.sumSquares += sumSquares;
}

function envelopeOf(x: Float32Array): Envelope {
  const envelope = { min: Infinity, max: -Infinity, sumSquares: 0 };
  for (const value of x) {
    if (!Number.isFinite(value)) continue;
    if (value < envelope.min) envelope.min = value;
    if (value > envelope.max) envelope.max = value;
    envelope.sumSquares += value * value;
  }
  return envelope;
}

/** The timeline's [from, to) of a clip that is neither faded there nor reaches beyond it. */
function addPlain(into: Envelope, clip: ClipRow, [from, to]: readonly [number, number], parts: PeakParts): void {
  const { assetOffsetSamples, lengthSamples, isReversed, gain, startSample } = clip;
  const assetEnd = assetOffsetSamples + lengthSamples;
  // Backwards the recording's first sample sounds last.
  const inAsset = (at: number) =>
    isReversed ? assetEnd - (at - startSample) : assetOffsetSamples + (at - startSample);
  const onTimeline = (at: number) => startSample + (isReversed ? assetEnd - at : at - assetOffsetSamples);
  const [a, b] = isReversed ? [inAsset(to), inAsset(from)] : [inAsset(from), inAsset(to)];
  const peaks = parts.peaksOf(clip.assetId);
  const isOfClip = (bin: number) =>
    bin * peakBaseSamples >= assetOffsetSamples && Math.min((bin + 1) * peakBaseSamples, peaks.nSamples) <= assetEnd;
  const read = (first: number, end: number) => {
    if (end <= first) return;
    const key = `${clip.clipId}/${gain}/${first}/${end}`;
    const known = parts.ends.get(key);
    const start = isReversed ? onTimeline(end) : onTimeline(first);
    const envelope = known ?? envelopeOf(parts.samples.read(start, end - first));
    if (known === undefined) parts.ends.set(key, envelope);
    merge(into, envelope);
  };
  const firstTouched = Math.floor(a / peakBaseSamples);
  const endTouched = Math.ceil(b / peakBaseSamples);
  const first = isOfClip(firstTouched) ? firstTouched : Math.ceil(a / peakBaseSamples);
  const end = isOfClip(endTouched - 1) ? endTouched : Math.floor(b / peakBaseSamples);
  if (first >= end) {
    read(a, b);
    return;
  }
  read(a, Math.max(a, Math.min(b, first * peakBaseSamples)));
  read(Math.min(b, Math.max(a, end * peakBaseSamples)), b);
  const stretch = peaks.summarise(first, end);
  const covered = Math.min(b, end * peakBaseSamples) - Math.max(a, first * peakBaseSamples);
  merge(into, {
    min: gain < 0 ? gain * stretch.max : gain * stretch.min,
    max: gain < 0 ? gain * stretch.min : gain * stretch.max,
    sumSquares: (gain * gain * stretch.sumSquares * covered) / Math.max(1, stretch.nSamples),
  });
}

/** A long fade changes little within 256 samples. */
function addSlowFade(into: Envelope, clip: ClipRow, [from, to]: readonly [number, number], parts: PeakParts): void {
  for (let at = from; at < to; at += peakBaseSamples) {
    const end = Math.min(to, at + peakBaseSamples);
    const part = { min: Infinity, max: -Infinity, sumSquares: 0 };
    addPlain(part, { ...clip, gain: 1, fadeIn: null, fadeOut: null, clipId: `${clip.clipId}/dry` }, [at, end], {
      ...parts,
      // Its ends are silent or nearly: the bin beside them, at the fade's gain, is as good.
      samples: { nSamples: 0, read: (_start, count) => new Float32Array(count) },
    });
    const gain = clipGain(clip, Math.floor((at + end) / 2) - clip.startSample);
    merge(into, {
      min: gain < 0 ? gain * part.max : gain * part.min,
      max: gain < 0 ? gain * part.min : gain * part.max,
      sumSquares: gain * gain * part.sumSquares,
    });
  }
}

function addClip(into: Envelope, clip: ClipRow, [from, to]: readonly [number, number], parts: PeakParts): void {
  const inSamples = clip.fadeIn === null ? 0 : Math.max(0, clip.fadeIn.lengthSamples - clip.fadeIn.skippedSamples);
  const outSamples = clip.fadeOut === null ? 0 : Math.max(0, clip.fadeOut.lengthSamples - clip.fadeOut.skippedSamples);
  const plainFrom = Math.min(clip.startSample + inSamples, clipEnd(clip));
  const plainTo = Math.max(plainFrom, clipEnd(clip) - outSamples);
  const addFaded = (start: number, end: number, fadeSamples: number) => {
    if (end <= start) return;
    if (fadeSamples > longestReadFade) addSlowFade(into, clip, [start, end], parts);
    else merge(into, envelopeOf(parts.samples.read(start, end - start)));
  };
  addFaded(from, Math.min(to, plainFrom), inSamples);
  addFaded(Math.max(from, plainTo), to, outSamples);
  const [first, end] = [Math.max(from, plainFrom), Math.min(to, plainTo)];
  if (end > first) addPlain(into, clip, [first, end], parts);
}

/** A clip within one bin is always the same: of ten thousand short ones an edit makes two new. */
function addWhole(into: Envelope, clip: ClipRow, parts: PeakParts): void {
  const { clipId, gain, fadeIn, fadeOut } = clip;
  const known = parts.wholes.get(clipId);
  if (known?.gain === gain && known.fadeIn === fadeIn && known.fadeOut === fadeOut) {
    merge(into, known.envelope);
    return;
  }
  const envelope = { min: Infinity, max: -Infinity, sumSquares: 0 };
  addClip(envelope, clip, [clip.startSample, clipEnd(clip)], parts);
  if (parts.wholes.size >= mostWholes) parts.wholes.clear();
  parts.wholes.set(clipId, { gain, fadeIn, fadeOut, envelope });
  merge(into, envelope);
}

export async function composePeakTile(
  parts: PeakParts,
  address: PeakTileAddress,
  signal?: AbortSignal,
): Promise<PeakTile> {
  const { start, end } = peakTileSpan(address, parts.samples.nSamples);
  const perBin = samplesPerBin(address.level);
  const nBins = Math.ceil((end - start) / perBin);
  const tile = { min: new Float32Array(nBins), max: new Float32Array(nBins), rms: new Float32Array(nBins) };
  const yieldIfDue = createTimeSlice();
  let next = firstClipFrom(parts.clips, start);
  for (let bin = 0; bin < nBins; bin++) {
    throwIfAborted(signal);
    const from = start + bin * perBin;
    const to = Math.min(end, from + perBin);
    const sum = { min: Infinity, max: -Infinity, sumSquares: 0 };
    let covered = 0;
    for (let i = next; i < parts.clips.length; i++) {
      const clip = parts.clips[i]!;
      if (clip.startSample >= to) break;
      if (clipEnd(clip) <= to) next = i + 1;
      const [first, last] = [Math.max(from, clip.startSample), Math.min(to, clipEnd(clip))];
      if (last <= first) continue;
      if (last - first === clip.lengthSamples) addWhole(sum, clip, parts);
      else addClip(sum, clip, [first, last], parts);
      covered += last - first;
    }
    if (covered < to - from || sum.min > sum.max) merge(sum, { min: 0, max: 0, sumSquares: 0 }); // silence between clips
    tile.min[bin] = sum.min;
    tile.max[bin] = sum.max;
    tile.rms[bin] = Math.sqrt(sum.sumSquares / (to - from));
    await yieldIfDue();
  }
  return { ...tile, nBins, complete: true };
}
