import type { ClipsPatch, DocumentPatch } from '../../../preload/contract/documentPatch.ts';
import type { DocumentInfo, TrackInfo } from '../../../preload/contract/project.ts';

type Clip = TrackInfo['clips'][number];

/** The same clip, at most elsewhere on the timeline. */
function isMoved(a: Clip, b: Clip, bySamples: number): boolean {
  return (
    a.clipId === b.clipId &&
    b.startSample - a.startSample === bySamples &&
    a.lengthSamples === b.lengthSamples &&
    a.gain === b.gain &&
    a.fadeIn === b.fadeIn &&
    a.fadeOut === b.fadeOut &&
    a.isReversed === b.isReversed &&
    a.assetOffsetSamples === b.assetOffsetSamples
  );
}

function clipsPatch({ sourceId, clips: before }: TrackInfo, { clips: after }: TrackInfo): ClipsPatch {
  const most = Math.min(before.length, after.length);
  let nKept = 0;
  while (nKept < most && isMoved(before[nKept]!, after[nKept]!, 0)) nKept++;
  const movedBy = nKept < most ? after.at(-1)!.startSample - before.at(-1)!.startSample : 0;
  let nMoved = 0;
  while (
    nMoved < most - nKept &&
    isMoved(before[before.length - 1 - nMoved]!, after[after.length - 1 - nMoved]!, movedBy)
  )
    nMoved++;
  return { baseSourceId: sourceId, nKept, inserted: after.slice(nKept, after.length - nMoved), nMoved, movedBy };
}

/** What leads from one state of a document to another. */
export function documentPatch(before: DocumentInfo, after: DocumentInfo): DocumentPatch {
  const old = new Map(before.tracks.map((track) => [track.trackId, track]));
  const tracks = after.tracks.map((track) => {
    const was = old.get(track.trackId);
    return was === undefined ? track : { ...track, clips: clipsPatch(was, track) };
  });
  return { ...after, tracks };
}
