/** One clip by its handles: its ends and its fades. */
import type { EditCommandOf } from '../../../preload/contract/edits.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { ClipRow, DocumentState, TrackState } from '../../store/documentState.ts';
import { clearSpan, partOf, type NewId, type Span } from './clipLists.ts';
import { changeTracks, durationText, requireSpan, type EditResult } from './editFunction.ts';
import { clearItems } from './trackItems.ts';

/** @throws EngineError E_NOT_FOUND */
function findClip(document: DocumentState, clipId: string): { readonly track: TrackState; readonly clip: ClipRow } {
  for (const track of document.tracks) {
    const clip = track.clips.find((candidate) => candidate.clipId === clipId);
    if (clip !== undefined) return { track, clip };
  }
  throw new EngineError('E_NOT_FOUND', `clip ${clipId} is not in document ${document.documentId}`);
}

/** What of `span` does not lie in `other`. */
function beyond(span: Span, other: Span): readonly Span[] {
  return [
    { startSample: span.startSample, endSample: Math.min(span.endSample, other.startSample) },
    { startSample: Math.max(span.startSample, other.endSample), endSample: span.endSample },
  ].filter(({ startSample, endSample }) => startSample < endSample);
}

/** @throws EngineError E_NOT_FOUND, E_PARAM: its recording begins later than that */
export function trimClip(
  document: DocumentState,
  { clipId, ...span }: EditCommandOf<'sound.trimClip'>,
  newId: NewId,
): EditResult {
  const { startSample, endSample } = requireSpan(span);
  const { track, clip } = findClip(document, clipId);
  const from = startSample - clip.startSample;
  const to = endSample - clip.startSample;
  const title = `Trim clip to ${durationText(endSample - startSample, document)}`;
  if (from === 0 && to === clip.lengthSamples) return { document, title };
  const trimmed = partOf(clip, from, to, newId);
  if (trimmed.assetOffsetSamples < 0)
    throw new EngineError(
      'E_PARAM',
      `the clip would reach ${-trimmed.assetOffsetSamples} samples beyond the beginning of its recording: it must end there`,
    );
  const others = track.clips.filter((candidate) => candidate !== clip);
  const clips = [...clearSpan(others, { startSample, endSample }, newId), trimmed];
  const before = { startSample: clip.startSample, endSample: clip.startSample + clip.lengthSamples };
  const replaced = [...beyond(before, span), ...beyond(span, before)];
  const items = replaced.reduce((rest, part) => clearItems(rest, part, newId), track.items);
  return { document: changeTracks(document, [track.trackId], () => ({ ...track, clips, items })), title };
}

/** @throws EngineError E_NOT_FOUND, E_PARAM: longer than the clip */
export function fadeClip(
  document: DocumentState,
  { clipId, direction, shape, lengthSamples }: EditCommandOf<'sound.fadeClip'>,
): EditResult {
  const { track, clip } = findClip(document, clipId);
  if (lengthSamples > clip.lengthSamples)
    throw new EngineError(
      'E_PARAM',
      `lengthSamples=${lengthSamples} must be ≤ ${clip.lengthSamples}, the clip's length`,
    );
  const fade = lengthSamples === 0 ? null : { lengthSamples, shape, skippedSamples: 0 };
  const faded = direction === 'in' ? { ...clip, fadeIn: fade } : { ...clip, fadeOut: fade };
  const clips = track.clips.map((candidate) => (candidate === clip ? faded : candidate));
  const title =
    fade === null ? `Remove fade ${direction}` : `Fade ${direction} ${durationText(lengthSamples, document)}`;
  return { document: changeTracks(document, [track.trackId], () => ({ ...track, clips })), title };
}
