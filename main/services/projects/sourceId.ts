import { createHash } from 'node:crypto';
import type { DocumentRow, TrackRow } from '../../store/projectStore.ts';

/**
 * Address of what a track sounds like. Clip lengths are left out, so that it stays the same while a recording arrives
 * and its clip grows; this holds because a clip grows only then: any edit of a clip's extent must make a new clip.
 */
export function sourceIdOf(
  document: Pick<DocumentRow, 'sampleRateHz'>,
  track: Pick<TrackRow, 'trackId' | 'channels' | 'clips'>,
): string {
  const clips = track.clips.map((clip) => [
    clip.clipId,
    clip.assetId,
    clip.startSample,
    clip.assetOffsetSamples,
    clip.gain,
    clip.fadeIn,
    clip.fadeOut,
    clip.isReversed,
  ]);
  return address(track.trackId, [document.sampleRateHz, track.channels, clips]);
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
