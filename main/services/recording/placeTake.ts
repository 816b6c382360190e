/** A take becomes a clip of the document: over what was there, joined to it without a click. */
import { markersName } from '../../../preload/contract/markersName.ts';
import type { TakePlace } from '../../../preload/contract/recording.ts';
import { playedAsIs, type ClipRow, type DocumentState, type TrackState } from '../../store/documentState.ts';
import { clearSpan, type NewId, type Span } from '../edits/clipLists.ts';
import { changeTracks, findTrack } from '../edits/editFunction.ts';
import { clearItems } from '../edits/trackItems.ts';
import { tierEdits } from '../edits/tierEdits.ts';

export interface PlacedTake {
  readonly assetId: string;
  readonly name: string;
  readonly channels: number;
  readonly lengthSamples: number; // all of it, on the document's clock
  readonly markSamples: readonly number[]; // on the document's clock, from the take's first sample
}

/** Two of them follow each other at a join: short enough not to be heard as a gap. */
const joinFadeSec = 0.005;

/** @throws EngineError E_NOT_FOUND: the track is gone */
export function placeTake(document: DocumentState, take: PlacedTake, place: TakePlace, newId: NewId): DocumentState {
  const span = spanOf(take, place);
  const clip: ClipRow = {
    ...playedAsIs,
    clipId: newId(),
    assetId: take.assetId,
    ...{ startSample: span.startSample, lengthSamples: span.endSample - span.startSample, assetOffsetSamples: 0 },
  };
  const placed =
    place.trackId === null
      ? { ...document, tracks: [...document.tracks, newTrack(take, clip, newId)] }
      : changeTracks(document, [place.trackId], (track) => ({
          ...track,
          clips: joined(clearSpan(track.clips, span, newId), clip, Math.round(joinFadeSec * document.sampleRateHz)),
          items: clearItems(track.items, span, newId),
        }));
  return withMarks(
    placed,
    take.markSamples.map((at) => span.startSample + at),
    newId,
  );
}

/** As undo names it. */
export function recordTitle(document: DocumentState, take: PlacedTake, place: TakePlace): string {
  const { startSample, endSample } = spanOf(take, place);
  const lengthText = `${((endSample - startSample) / document.sampleRateHz).toFixed(3)} s`;
  return place.trackId === null
    ? `Record ${lengthText}`
    : `Record ${lengthText} into "${findTrack(document, place.trackId).name}"`;
}

/** Markers are numbered in the order of time, in the tier of markers. */
export function withMarks(document: DocumentState, samples: readonly number[], newId: NewId): DocumentState {
  const mark = tierEdits['tier.mark'];
  return samples.reduce(
    (state, atSample) =>
      mark(state, { kind: 'tier.mark', name: markersName, atSample }, { newId, clipboard: null }).document,
    document,
  );
}

function spanOf({ lengthSamples }: PlacedTake, { startSample, endSample }: TakePlace): Span {
  return { startSample, endSample: Math.min(startSample + lengthSamples, endSample ?? Number.MAX_SAFE_INTEGER) };
}

function newTrack({ name, channels }: PlacedTake, clip: ClipRow, newId: NewId): TrackState {
  return { trackId: newId(), name, channels, gain: 1, isMuted: false, clips: [clip], items: [] };
}

/** Where sound goes on at an end of the clip both sides fade: what follows on from nothing needs no fade. */
function joined(clips: readonly ClipRow[], clip: ClipRow, mostSamples: number): readonly ClipRow[] {
  const end = clip.startSample + clip.lengthSamples;
  const isBefore = ({ startSample, lengthSamples }: ClipRow) => startSample + lengthSamples === clip.startSample;
  const isBehind = ({ startSample }: ClipRow) => startSample === end;
  const fade = (of: ClipRow) => ({
    lengthSamples: Math.min(mostSamples, Math.floor(of.lengthSamples / 2)),
    shape: 'linear' as const,
    skippedSamples: 0,
  });
  const faded = clips.map((other) => {
    if (other.lengthSamples < 2) return other;
    if (isBefore(other)) return { ...other, fadeOut: fade(other) };
    return isBehind(other) ? { ...other, fadeIn: fade(other) } : other;
  });
  if (clip.lengthSamples < 2) return [...faded, clip];
  const fadeIn = clips.some(isBefore) ? fade(clip) : null;
  const fadeOut = clips.some(isBehind) ? fade(clip) : null;
  return [...faded, { ...clip, fadeIn, fadeOut }];
}
