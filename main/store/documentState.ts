/**
 * A document as edits see it: plain values that are never changed, only replaced, so that a change shares with its
 * predecessor all that it leaves alone. Times are samples on the document's clock, from its beginning.
 */
import type { FadeShape } from '../engine/dsp/effects/fade.ts';

/** Silence at the end of the clip it belongs to, full gain `lengthSamples` further in. */
export interface Fade {
  readonly lengthSamples: number;
  readonly shape: FadeShape;
  readonly skippedSamples: number; // of its silent end, where the clip was cut within it
}

export interface ClipRow {
  readonly clipId: string;
  readonly assetId: string;
  readonly startSample: number;
  readonly lengthSamples: number;
  readonly assetOffsetSamples: number; // into the asset as it is on the document's clock, resampled if need be
  readonly gain: number; // linear; negative turns the wave over
  readonly fadeIn: Fade | null;
  readonly fadeOut: Fade | null;
  readonly isReversed: boolean; // plays its part of the asset from its end
}

/** A clip that plays its part of the asset as it is. */
export const playedAsIs = { gain: 1, fadeIn: null, fadeOut: null, isReversed: false } as const;

/** Something that belongs to a place in the sound of a track and moves with it: corrections by hand, masks. */
export interface TrackItemRow {
  readonly itemId: string;
  readonly startSample: number;
  readonly endSample: number;
  readonly kind: 'contour' | 'mask';
  readonly payload: unknown; // JSON
}

export interface TrackState {
  readonly trackId: string;
  readonly name: string;
  readonly channels: number;
  readonly gain: number; // linear
  readonly isMuted: boolean;
  readonly clips: readonly ClipRow[]; // by start, without overlap
  readonly items: readonly TrackItemRow[]; // by start
}

export interface TierItemRow {
  readonly itemId: string;
  readonly startSample: number;
  readonly endSample: number; // = startSample in a point tier
  readonly label: string;
  /** What a format of annotations holds beside the label. */
  readonly attributes: Readonly<Record<string, unknown>> | null;
}

export type TierKind = 'interval' | 'point';
export type TierOrigin = 'user' | 'vad';

export interface TierState {
  readonly tierId: string;
  readonly name: string;
  readonly kind: TierKind;
  readonly origin: TierOrigin;
  readonly parameters: Readonly<Record<string, unknown>> | null; // of the analysis that made it
  readonly items: readonly TierItemRow[]; // by start, then end
}

export interface DocumentState {
  readonly documentId: string;
  readonly name: string;
  readonly sampleRateHz: number;
  readonly tracks: readonly TrackState[];
  readonly tiers: readonly TierState[];
}
