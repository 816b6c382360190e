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
  const clips = track.clips.map(({ clipId, assetId, startSample, assetOffsetSamples }) => [
    clipId,
    assetId,
    startSample,
    assetOffsetSamples,
  ]);
  return address(track.trackId, [document.sampleRateHz, track.channels, clips]);
}

/** Address of the tracks of a document at once; of a document of one track, that track's. Null if it has none. */
export function mixSourceId(documentId: string, trackSourceIds: readonly string[]): string | null {
  const [first = null] = trackSourceIds;
  return trackSourceIds.length > 1 ? address(documentId, trackSourceIds) : first;
}

function address(id: string, content: unknown): string {
  return `${id}@${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16)}`;
}
