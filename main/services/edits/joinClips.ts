import type { ClipRow } from '../../store/documentState.ts';
import type { NewId, Span } from './clipLists.ts';

const endOf = ({ startSample, lengthSamples }: ClipRow) => startSample + lengthSamples;

/** Whether b goes on in the recording where a ends, so that one clip would sound the same. */
function follows(a: ClipRow, b: ClipRow): boolean {
  const isSame = a.assetId === b.assetId && a.gain === b.gain && a.isReversed === b.isReversed;
  const isPlain = a.fadeOut === null && b.fadeIn === null && a.fadeIn === null && b.fadeOut === null;
  const goesOn = a.isReversed
    ? b.assetOffsetSamples + b.lengthSamples === a.assetOffsetSamples
    : a.assetOffsetSamples + a.lengthSamples === b.assetOffsetSamples;
  return isSame && isPlain && goesOn && endOf(a) === b.startSample;
}

/** Clips of the span that were one before they were split become one again. */
export function joinClips(
  clips: readonly ClipRow[],
  { startSample, endSample }: Span,
  newId: NewId,
): readonly ClipRow[] {
  const joined: ClipRow[] = [];
  for (const clip of clips) {
    const last = joined.at(-1);
    const isInSpan = clip.startSample >= startSample && clip.startSample <= endSample;
    if (last !== undefined && isInSpan && endOf(last) >= startSample && follows(last, clip))
      joined[joined.length - 1] = {
        ...last,
        clipId: newId(),
        lengthSamples: last.lengthSamples + clip.lengthSamples,
        assetOffsetSamples: Math.min(last.assetOffsetSamples, clip.assetOffsetSamples),
      };
    else joined.push(clip);
  }
  return joined.length === clips.length ? clips : joined;
}
