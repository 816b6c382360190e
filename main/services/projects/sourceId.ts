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
  const canonical = JSON.stringify([document.sampleRateHz, track.channels, clips]);
  return `${track.trackId}@${createHash('sha256').update(canonical).digest('hex').slice(0, 16)}`;
}
