import type { ClipsPatch, DocumentPatch } from '../../preload/contract/documentPatch.ts';
import type { DocumentInfo, TrackInfo } from '../../preload/contract/project.ts';

function patchClips(clips: TrackInfo['clips'], { nKept, inserted, nMoved, movedBy }: ClipsPatch): TrackInfo['clips'] {
  if (inserted.length === 0 && movedBy === 0 && nKept + nMoved === clips.length) return clips;
  const moved = clips.slice(clips.length - nMoved);
  return [
    ...clips.slice(0, nKept),
    ...inserted,
    ...(movedBy === 0 ? moved : moved.map((clip) => ({ ...clip, startSample: clip.startSample + movedBy }))),
  ];
}

/** @returns null if the patch is of another state than the document's: it has to be read whole */
export function patchDocument(document: DocumentInfo, patch: DocumentPatch): DocumentInfo | null {
  const old = new Map(document.tracks.map((track) => [track.trackId, track]));
  const tracks: TrackInfo[] = [];
  for (const track of patch.tracks) {
    const { clips } = track;
    if ('baseSourceId' in clips) {
      const was = old.get(track.trackId);
      if (was?.sourceId !== clips.baseSourceId) return null;
      tracks.push({ ...track, clips: patchClips(was.clips, clips) });
    } else tracks.push({ ...track, clips });
  }
  return { ...patch, tracks };
}
