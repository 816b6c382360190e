/** What a drag on a clip does to it, and what it holds on to. Pure. */
import type { ClipInfo, DocumentInfo } from '../../../preload/contract/project.ts';
import { formatDuration, formatHms } from '../../shared/format/time.ts';

export type ClipGestureKind = 'move' | 'start' | 'end' | 'fadeIn' | 'fadeOut';

export interface ClipGesture {
  readonly kind: ClipGestureKind;
  readonly clip: ClipInfo;
  readonly trackId: string;
}

/** The clip as it would be. */
export interface ClipPreview {
  readonly kind: ClipGestureKind;
  readonly clipId: string;
  readonly trackId: string; // where it would be
  readonly startSample: number;
  readonly endSample: number;
  readonly fadeSamples: number; // of the fade that is dragged
}

export const snapPx = 8;

export const clipEndOf = ({ startSample, lengthSamples }: ClipInfo): number => startSample + lengthSamples;

/** Edges of the other clips of a document. */
export function clipEdges(document: DocumentInfo, without: string): number[] {
  return document.tracks.flatMap(({ clips }) =>
    clips.flatMap((clip) => (clip.clipId === without ? [] : [clip.startSample, clipEndOf(clip)])),
  );
}

/** What `by` becomes so that one of `edges` meets the nearest target within reach; as it is if there is none. */
export function snapped(
  by: number,
  edges: readonly number[],
  targets: readonly number[],
  reachSamples: number,
): number {
  let best = by;
  let nearest = reachSamples;
  for (const edge of edges)
    for (const target of targets) {
      const distance = Math.abs(target - (edge + by));
      if (distance > nearest) continue;
      nearest = distance;
      best = target - edge;
    }
  return best;
}

export interface GestureMove {
  readonly bySamples: number;
  readonly toTrackId: string;
  readonly targets: readonly number[]; // nothing to hold on to: Alt is pressed
  readonly reachSamples: number;
  /** Of the recording on the document's clock: how far an end can be drawn out. */
  readonly assetSamples: number;
}

/** How far the ends can go: nothing lies before the recording's first sample nor behind its last. */
function limits({ startSample, lengthSamples, assetOffsetSamples, isReversed }: ClipInfo, assetSamples: number) {
  const before = assetOffsetSamples;
  const behind = Math.max(0, assetSamples - assetOffsetSamples - lengthSamples);
  const [left, right] = isReversed ? [behind, before] : [before, behind];
  return { earliest: Math.max(0, startSample - left), latest: startSample + lengthSamples + right };
}

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);

export function previewOf({ kind, clip, trackId }: ClipGesture, move: GestureMove): ClipPreview {
  const { bySamples, targets, reachSamples } = move;
  const [start, end] = [clip.startSample, clipEndOf(clip)];
  const stays = { kind, clipId: clip.clipId, trackId, startSample: start, endSample: end, fadeSamples: 0 };
  const { earliest, latest } = limits(clip, move.assetSamples);
  const snap = (edges: readonly number[]) => Math.round(snapped(bySamples, edges, targets, reachSamples));
  switch (kind) {
    case 'move': {
      const by = Math.max(snap([start, end]), -start);
      return { ...stays, trackId: move.toTrackId, startSample: start + by, endSample: end + by };
    }
    case 'start':
      return { ...stays, startSample: clamp(start + snap([start]), earliest, end - 1) };
    case 'end':
      return { ...stays, endSample: clamp(end + snap([end]), start + 1, latest) };
    case 'fadeIn':
    case 'fadeOut': {
      const isIn = kind === 'fadeIn';
      const fade = isIn ? clip.fadeIn : clip.fadeOut;
      const length = fade === null ? 0 : fade.lengthSamples - fade.skippedSamples;
      const at = isIn ? start + length : end - length;
      const moved = clamp(at + snap([at]), start, end);
      return { ...stays, fadeSamples: isIn ? moved - start : end - moved };
    }
  }
}

const signed = (sec: number) => `${sec < 0 ? '−' : '+'}${formatDuration(Math.abs(sec))}`;

/** "Move clip +250 ms to 0:02.250": what a drag shows. */
export function describePreview(clip: ClipInfo, preview: ClipPreview, sampleRateHz: number): string {
  const sec = (samples: number) => samples / sampleRateHz;
  const { kind, startSample, endSample, fadeSamples } = preview;
  switch (kind) {
    case 'move':
      return `Move clip ${signed(sec(startSample - clip.startSample))} to ${formatHms(sec(startSample))}`;
    case 'start':
      return `Clip from ${formatHms(sec(startSample))} · ${formatDuration(sec(endSample - startSample))}`;
    case 'end':
      return `Clip to ${formatHms(sec(endSample))} · ${formatDuration(sec(endSample - startSample))}`;
    case 'fadeIn':
      return `Fade in ${formatDuration(sec(fadeSamples))}`;
    case 'fadeOut':
      return `Fade out ${formatDuration(sec(fadeSamples))}`;
  }
}
