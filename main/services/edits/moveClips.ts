import type { EditCommandOf } from '../../../preload/contract/edits.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { ClipRow, DocumentState } from '../../store/documentState.ts';
import { clearSpan, type NewId } from './clipLists.ts';
import { durationText, findTrack, type EditResult } from './editFunction.ts';

/** Clips go to another time or track; what lies where they land is covered, as by an overwriting paste. */
export function moveClips(
  document: DocumentState,
  { clipIds, bySamples, toTrackId }: EditCommandOf<'sound.moveClips'>,
  newId: NewId,
): EditResult {
  const wanted = new Set(clipIds);
  const moved: ClipRow[] = [];
  const without = document.tracks.map((track) => {
    const own = track.clips.filter(({ clipId }) => wanted.has(clipId));
    if (own.length === 0) return { track, own };
    moved.push(...own);
    return { track: { ...track, clips: track.clips.filter(({ clipId }) => !wanted.has(clipId)) }, own };
  });
  const missing = clipIds.find((clipId) => !moved.some((clip) => clip.clipId === clipId));
  if (missing !== undefined)
    throw new EngineError('E_NOT_FOUND', `clip ${missing} is not in document ${document.documentId}`);
  const first = moved.reduce((start, clip) => Math.min(start, clip.startSample), Infinity);
  if (first + bySamples < 0)
    throw new EngineError('E_PARAM', `bySamples=${bySamples} must be ≥ ${-first}: nothing lies before sample 0`);
  if (toTrackId !== null) findTrack(document, toTrackId);

  const tracks = without.map(({ track, own }) => {
    const landing = toTrackId === null ? own : track.trackId === toTrackId ? moved : [];
    if (landing.length === 0) return track;
    const placed = landing.map((clip) => ({ ...clip, startSample: clip.startSample + bySamples }));
    const room = placed.reduce<readonly ClipRow[]>(
      (clips, { startSample, lengthSamples }) =>
        clearSpan(clips, { startSample, endSample: startSample + lengthSamples }, newId),
      track.clips,
    );
    return { ...track, clips: [...room, ...placed] };
  });
  const what = moved.length === 1 ? 'clip' : `${moved.length} clips`;
  const far = bySamples === 0 ? 'to another track' : `by ${durationText(bySamples, document)}`;
  return { document: { ...document, tracks }, title: `Move ${what} ${far}` };
}
