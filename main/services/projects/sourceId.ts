import { createHash } from 'node:crypto';
import type { ClipRow, DocumentRow, TrackRow } from '../../store/projectStore.ts';

/**
 * Address of what a track sounds like. Clip lengths are left out, so that it stays the same while a recording arrives
 * and its clip grows; this holds because a clip grows only then: any edit of a clip's extent must make a new clip.
 */
export function sourceIdOf(
  document: Pick<DocumentRow, 'sampleRateHz'>,
  track: Pick<TrackRow, 'trackId' | 'channels' | 'clips'>,
): string {
  const known = ofClips.get(track.clips) ?? clipsHash(track.clips);
  ofClips.set(track.clips, known);
  return address(track.trackId, [document.sampleRateHz, track.channels, known]);
}

/** A list of clips is never changed, only replaced: ten thousand of them are asked for several times an edit. */
const ofClips = new WeakMap<readonly ClipRow[], string>();

function clipsHash(clips: readonly ClipRow[]): string {
  const fadeText = (fade: ClipRow['fadeIn']) =>
    fade === null ? '' : `${fade.lengthSamples} ${fade.shape} ${fade.skippedSamples}`;
  const lines = clips.map(
    ({ clipId, assetId, startSample, assetOffsetSamples, gain, fadeIn, fadeOut, isReversed }) =>
      `${clipId},${assetId},${startSample},${assetOffsetSamples},${gain},${fadeText(fadeIn)},${fadeText(fadeOut)},${isReversed}`,
  );
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

export interface MixedTrack {
  readonly sourceId: string;
  readonly gain: number;
  readonly isMuted: boolean;
}

/** Address of the tracks of a document at once; of one track that is heard as it is, that track's. Null without tracks. */
export function mixSourceId(documentId: string, tracks: readonly MixedTrack[]): string | null {
  const [first] = tracks;
  if (first === undefined) return null;
  if (tracks.length === 1 && first.gain === 1 && !first.isMuted) return first.sourceId;
  return address(
    documentId,
    tracks.map(({ sourceId, gain, isMuted }) => [sourceId, gain, isMuted]),
  );
}

function address(id: string, content: unknown): string {
  return `${id}@${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16)}`;
}
