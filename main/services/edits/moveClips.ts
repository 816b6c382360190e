import type { EditCommandOf } from '../../../preload/contract/edits.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { ClipRow, DocumentState, TrackItemRow } from '../../store/documentState.ts';
import { clearSpan, type NewId, type Span } from './clipLists.ts';
import { durationText, findTrack, type EditResult } from './editFunction.ts';
import { clearItems, copyItems, itemsWithin } from './trackItems.ts';

const spanOf = ({ startSample, lengthSamples }: ClipRow): Span => ({
  startSample,
  endSample: startSample + lengthSamples,
});

/** Clips go to another time or track; what lies where they land is covered, as by an overwriting paste. */
export function moveClips(
  document: DocumentState,
  { clipIds, bySamples, toTrackId }: EditCommandOf<'sound.moveClips'>,
  newId: NewId,
): EditResult {
  const wanted = new Set(clipIds);
  const moved: ClipRow[] = [];
  const movedItems: TrackItemRow[] = [];
  const without = document.tracks.map((track) => {
    const own = track.clips.filter(({ clipId }) => wanted.has(clipId));
    if (own.length === 0) return { track, own, ownItems: [] };
    moved.push(...own);
    const ownItems = own.flatMap((clip) => itemsWithin(track.items, spanOf(clip)));
    movedItems.push(...ownItems);
    const items = own.reduce((rest, clip) => clearItems(rest, spanOf(clip), newId), track.items);
    return {
      track: { ...track, clips: track.clips.filter(({ clipId }) => !wanted.has(clipId)), items },
      own,
      ownItems,
    };
  });
  const missing = clipIds.find((clipId) => !moved.some((clip) => clip.clipId === clipId));
  if (missing !== undefined)
    throw new EngineError('E_NOT_FOUND', `clip ${missing} is not in document ${document.documentId}`);
  const first = moved.reduce((start, clip) => Math.min(start, clip.startSample), Infinity);
  if (first + bySamples < 0)
    throw new EngineError('E_PARAM', `bySamples=${bySamples} must be ≥ ${-first}: nothing lies before sample 0`);
  if (toTrackId !== null) findTrack(document, toTrackId);

  const tracks = without.map(({ track, own, ownItems }) => {
    const landing = toTrackId === null ? own : track.trackId === toTrackId ? moved : [];
    const landingItems = toTrackId === null ? ownItems : movedItems;
    if (landing.length === 0) return track;
    const placed = landing.map((clip) => ({ ...clip, startSample: clip.startSample + bySamples }));
    const clips = placed.reduce((rest, clip) => clearSpan(rest, spanOf(clip), newId), track.clips);
    const items = placed.reduce((rest, clip) => clearItems(rest, spanOf(clip), newId), track.items);
    return {
      ...track,
      clips: [...clips, ...placed],
      items: [...items, ...copyItems(landingItems, bySamples, newId)],
    };
  });
  const what = moved.length === 1 ? 'clip' : `${moved.length} clips`;
  const far = bySamples === 0 ? 'to another track' : `by ${durationText(bySamples, document)}`;
  return { document: { ...document, tracks }, title: `Move ${what} ${far}` };
}
