import { createHash } from 'node:crypto';
import type { ClipRow } from '../../store/projectStore.ts';
import { clipEnd, firstClipFrom } from './clipSearch.ts';
import type { ResolvedSource } from './sourceResolver.ts';

/** What is heard of a clip in a stretch, seen from the stretch's start. */
interface Heard {
  readonly assetId: string;
  readonly from: number;
  to: number;
  readonly asset: number; // the recording's first sample that is heard
  readonly shape: string; // '': the recording as it is
}

function heardOf(clip: ClipRow, start: number, end: number): Heard {
  const { assetId, startSample, assetOffsetSamples, gain, fadeIn, fadeOut, isReversed } = clip;
  const from = Math.max(start, startSample);
  const to = Math.min(end, clipEnd(clip));
  const [before, behind] = [from - startSample, clipEnd(clip) - to];
  const fades = [
    fadeIn !== null && fadeIn.skippedSamples + before < fadeIn.lengthSamples ? [fadeIn, before] : null,
    fadeOut !== null && fadeOut.skippedSamples + behind < fadeOut.lengthSamples ? [fadeOut, behind] : null,
  ];
  const isPlain = gain === 1 && !isReversed && fades.every((fade) => fade === null);
  return {
    assetId,
    from: from - start,
    to: to - start,
    asset: assetOffsetSamples + (isReversed ? behind : before),
    shape: isPlain ? '' : JSON.stringify([gain, isReversed, fades]),
  };
}

/** A recording that goes on from one clip to the next sounds as if it had not been split. */
function goesOn(a: Heard | undefined, b: Heard): a is Heard {
  if (a === undefined || a.shape !== '' || b.shape !== '' || a.assetId !== b.assetId || a.to !== b.from) return false;
  return a.asset + (a.to - a.from) === b.asset;
}

/**
 * Names for stretches of a track by what sounds in them, seen from their start: two of one name have the same samples.
 * Of what is no single track, or still arrives, every stretch has the name of the whole and its own place.
 */
export function contentNames(source: ResolvedSource): (start: number, end: number) => string {
  if (!('clips' in source) || !source.complete) return (start, end) => `${source.sourceId}/${start}/${end}`;
  const { clips, lengthSamples, store, channels, sampleRateHz } = source;
  return (start, end) => {
    const heard: Heard[] = [];
    for (let i = firstClipFrom(clips, start); i < clips.length && clips[i]!.startSample < end; i++) {
      const next = heardOf(clips[i]!, start, end);
      const last = heard.at(-1);
      if (goesOn(last, next)) last.to = next.to;
      else heard.push(next);
    }
    const ends = [Math.max(start, 0) - start, Math.min(end, lengthSamples) - start];
    const names = heard.map(({ assetId, from, to, asset, shape }) => `${assetId},${from},${to},${asset},${shape}`);
    const content = [store.projectId, channels, sampleRateHz, ...ends, ...names].join('\n');
    return createHash('sha256').update(content).digest('base64url');
  };
}
