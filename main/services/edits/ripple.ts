/** Taking time out of a document, or putting some in: in one track, or everywhere so that all stays aligned. */
import type { DocumentState, TrackState } from '../../store/documentState.ts';
import { clearSpan, openSpan, removeSpan, type NewId, type Span } from './clipLists.ts';
import { changeTracks } from './editFunction.ts';
import { insertTime, removeTime } from './timeLists.ts';
import { clearItems, insertItemTime, removeItems } from './trackItems.ts';

export type Ripple = 'none' | 'track' | 'document';

const removeFromTrack = (track: TrackState, span: Span, newId: NewId): TrackState => ({
  ...track,
  clips: removeSpan(track.clips, span, newId),
  items: removeItems(track.items, span),
});

const insertIntoTrack = (track: TrackState, atSample: number, lengthSamples: number, newId: NewId): TrackState => ({
  ...track,
  clips: openSpan(track.clips, atSample, lengthSamples, newId),
  items: insertItemTime(track.items, atSample, lengthSamples),
});

/** 'none' leaves silence; 'document' removes the span from every track and tier, whichever were named. */
export function removeRange(
  document: DocumentState,
  { trackIds, ripple, span }: { readonly trackIds: readonly string[]; readonly ripple: Ripple; readonly span: Span },
  newId: NewId,
): DocumentState {
  if (ripple === 'document')
    return {
      ...document,
      tracks: document.tracks.map((track) => removeFromTrack(track, span, newId)),
      tiers: document.tiers.map((tier) => ({ ...tier, items: removeTime(tier.items, span) })),
    };
  return changeTracks(document, trackIds, (track) =>
    ripple === 'track'
      ? removeFromTrack(track, span, newId)
      : { ...track, clips: clearSpan(track.clips, span, newId), items: clearItems(track.items, span, newId) },
  );
}

export function insertRange(
  document: DocumentState,
  place: {
    readonly trackIds: readonly string[];
    readonly ripple: 'track' | 'document';
    readonly atSample: number;
    readonly lengthSamples: number;
  },
  newId: NewId,
): DocumentState {
  const { trackIds, ripple, atSample, lengthSamples } = place;
  const open = (track: TrackState) => insertIntoTrack(track, atSample, lengthSamples, newId);
  if (ripple === 'track') return changeTracks(document, trackIds, open);
  return {
    ...document,
    tracks: document.tracks.map(open),
    tiers: document.tiers.map((tier) => ({ ...tier, items: insertTime(tier.items, atSample, lengthSamples) })),
  };
}
