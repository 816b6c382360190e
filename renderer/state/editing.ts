/** How edits act: what closes up behind them, on which tracks, and what is heard alone. Kept with the view. */
import { create } from 'zustand';
import { fadeShapes, type FadeShape } from '../../preload/contract/fadeShapes.ts';
import type { DocumentInfo, TrackInfo } from '../../preload/contract/project.ts';
import { lanesOf } from './lanes.ts';
import { useLayout } from './layout.ts';

/** 'none': silence is left, or what is there is covered. 'track': its track closes up. 'document': all tracks and tiers do. */
export const ripples = ['none', 'track', 'document'] as const;
export type Ripple = (typeof ripples)[number];

export const editedTracks = ['focused', 'all'] as const;
export type EditedTracks = (typeof editedTracks)[number];

export interface Editing {
  readonly ripple: Ripple;
  readonly tracks: EditedTracks;
  readonly fadeShape: FadeShape;
  readonly soloTrackIds: readonly string[];
}

/** Labels stay on their sound: time that goes from one track goes from everything. */
export const defaultEditing: Editing = { ripple: 'document', tracks: 'focused', fadeShape: 'linear', soloTrackIds: [] };

export const useEditing = create<Editing>()(() => defaultEditing);

export const rippleTitles: Readonly<Record<Ripple, string>> = { none: 'off', track: 'track', document: 'all' };
export const fadeShapeTitles: Readonly<Record<FadeShape, string>> = {
  linear: 'Linear',
  equalPower: 'Equal power',
  exponential: 'Exponential',
  logarithmic: 'Logarithmic',
  sCurve: 'S-curve',
};
export { fadeShapes };

/** The track of the focused lane; null where the focus is on no track's lane. */
export function focusedTrack(document: DocumentInfo): TrackInfo | null {
  const { focusedLaneKey } = useLayout.getState();
  const lane = lanesOf(document).find(({ key }) => key === focusedLaneKey);
  return document.tracks.find(({ trackId }) => trackId === lane?.trackId) ?? null;
}

/** What an edit changes: the focused lane's track, or all of them if that is wanted or no track has the focus. */
export function tracksToEdit(document: DocumentInfo): readonly TrackInfo[] {
  const focused = useEditing.getState().tracks === 'all' ? null : focusedTrack(document);
  return focused === null ? document.tracks : [focused];
}
