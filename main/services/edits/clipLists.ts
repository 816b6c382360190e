/**
 * The piece table: what cutting, inserting and moving do to the clips of a track. Nothing here touches sound. A clip
 * whose extent changes becomes another clip, because an id names what is heard (services/projects/sourceId.ts).
 */
import type { ClipRow } from '../../store/documentState.ts';

export interface Span {
  readonly startSample: number;
  readonly endSample: number; // first sample behind it
}

export type NewId = () => string;

const endOf = ({ startSample, lengthSamples }: ClipRow): number => startSample + lengthSamples;

/** What a fade is when `cutSamples` more of the clip's end are gone; fewer than 0 have come back. */
function cutFade(fade: ClipRow['fadeIn'], cutSamples: number): ClipRow['fadeIn'] {
  if (fade === null || cutSamples === 0) return fade;
  const skippedSamples = Math.max(0, fade.skippedSamples + cutSamples);
  return skippedSamples < fade.lengthSamples ? { ...fade, skippedSamples } : null;
}

/**
 * The samples [from, to) of a clip, counted from its first one, where they are on the timeline and as they sound; beyond
 * its ends what its recording goes on with.
 */
export function partOf(clip: ClipRow, from: number, to: number, newId: NewId): ClipRow {
  const behind = clip.lengthSamples - to;
  return {
    ...clip,
    clipId: newId(),
    startSample: clip.startSample + from,
    lengthSamples: to - from,
    assetOffsetSamples: clip.assetOffsetSamples + (clip.isReversed ? behind : from),
    fadeIn: cutFade(clip.fadeIn, from),
    fadeOut: cutFade(clip.fadeOut, behind),
  };
}

/** Every clip that reaches over `atSample` becomes two. */
export function splitClips(clips: readonly ClipRow[], atSample: number, newId: NewId): readonly ClipRow[] {
  const isSplit = clips.some((clip) => clip.startSample < atSample && endOf(clip) > atSample);
  if (!isSplit) return clips;
  return clips.flatMap((clip) => {
    if (clip.startSample >= atSample || endOf(clip) <= atSample) return [clip];
    const at = atSample - clip.startSample;
    return [partOf(clip, 0, at, newId), partOf(clip, at, clip.lengthSamples, newId)];
  });
}

const splitAtEnds = (clips: readonly ClipRow[], { startSample, endSample }: Span, newId: NewId) =>
  splitClips(splitClips(clips, startSample, newId), endSample, newId);

const isWithin = (clip: ClipRow, { startSample, endSample }: Span) =>
  clip.startSample >= startSample && endOf(clip) <= endSample;

/** What lies in the span, where it is on the timeline. */
export function clipsWithin(clips: readonly ClipRow[], span: Span, newId: NewId): readonly ClipRow[] {
  return splitAtEnds(clips, span, newId).filter((clip) => isWithin(clip, span));
}

/** Silence in the span. */
export function clearSpan(clips: readonly ClipRow[], span: Span, newId: NewId): readonly ClipRow[] {
  const split = splitAtEnds(clips, span, newId);
  const rest = split.filter((clip) => !isWithin(clip, span));
  return rest.length === split.length ? clips : rest;
}

/** Everything from `fromSample` on, later by `bySamples`. A clip that reaches over it has to be split before. */
export function shiftClips(clips: readonly ClipRow[], fromSample: number, bySamples: number): readonly ClipRow[] {
  if (bySamples === 0) return clips;
  return clips.map((clip) =>
    clip.startSample >= fromSample ? { ...clip, startSample: clip.startSample + bySamples } : clip,
  );
}

/** The span goes, what follows closes the gap. */
export function removeSpan(clips: readonly ClipRow[], span: Span, newId: NewId): readonly ClipRow[] {
  return shiftClips(clearSpan(clips, span, newId), span.endSample, span.startSample - span.endSample);
}

/** `lengthSamples` of silence at a place, what follows makes room. */
export function openSpan(
  clips: readonly ClipRow[],
  atSample: number,
  lengthSamples: number,
  newId: NewId,
): readonly ClipRow[] {
  return shiftClips(splitClips(clips, atSample, newId), atSample, lengthSamples);
}

/** Copies with ids of their own, moved by `bySamples`. */
export function copyClips(clips: readonly ClipRow[], bySamples: number, newId: NewId): readonly ClipRow[] {
  return clips.map((clip) => ({ ...clip, clipId: newId(), startSample: clip.startSample + bySamples }));
}

/** Changes the clips of the span, each split where the span ends. */
export function changeWithin(
  clips: readonly ClipRow[],
  span: Span,
  newId: NewId,
  change: (clip: ClipRow) => ClipRow,
): readonly ClipRow[] {
  return splitAtEnds(clips, span, newId).map((clip) => (isWithin(clip, span) ? change(clip) : clip));
}

/** The span backwards: each clip, and the order of the clips. Its fades change ends. */
export function reverseSpan(clips: readonly ClipRow[], span: Span, newId: NewId): readonly ClipRow[] {
  return changeWithin(clips, span, newId, (clip) => ({
    ...clip,
    clipId: newId(),
    startSample: span.startSample + (span.endSample - endOf(clip)),
    isReversed: !clip.isReversed,
    fadeIn: clip.fadeOut,
    fadeOut: clip.fadeIn,
  }));
}
