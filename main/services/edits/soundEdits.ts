import { EngineError } from '../../engine/core/errors.ts';
import type { ClipRow, DocumentState } from '../../store/documentState.ts';
import { requireClipboard, type ClipboardTrack } from './clipboard.ts';
import {
  changeWithin,
  clearSpan,
  clipsWithin,
  copyClips,
  reverseSpan,
  splitClips,
  type NewId,
  type Span,
} from './clipLists.ts';
import {
  changeTracks,
  decibels,
  durationText,
  findTrack,
  requireApart,
  requireSpan,
  type EditFunctions,
} from './editFunction.ts';
import { fadeClip, trimClip } from './shapeClip.ts';
import { joinClips } from './joinClips.ts';
import { moveClips } from './moveClips.ts';
import { insertRange, removeRange } from './ripple.ts';
import { clearItems, copyItems, itemsWithin, mirrorItems } from './trackItems.ts';

const lengthOf = ({ startSample, endSample }: Span) => endSample - startSample;

interface Ranges extends Span {
  readonly more?: readonly Span[] | undefined;
}

const rangesOf = ({ startSample, endSample, more = [] }: Ranges) => requireApart([{ startSample, endSample }, ...more]);

/** "1.204 s", "1.204 s in 3 ranges" */
function rangesText(ranges: Ranges, document: DocumentState): string {
  const spans = rangesOf(ranges);
  const text = durationText(
    spans.reduce((sum, span) => sum + lengthOf(span), 0),
    document,
  );
  return spans.length === 1 ? text : `${text} in ${spans.length} ranges`;
}

/** From the last range to the first: what closes up moves none that is still to come. */
const inRanges = (
  document: DocumentState,
  ranges: Ranges,
  change: (state: DocumentState, span: Span) => DocumentState,
) => rangesOf(ranges).reduceRight(change, document);

/** Changes the clips in the ranges of some tracks, one by one. */
function changeClips(
  document: DocumentState,
  { trackIds, ...ranges }: Ranges & { readonly trackIds: readonly string[] },
  newId: NewId,
  change: (clip: ClipRow, span: Span) => ClipRow,
): DocumentState {
  return inRanges(document, ranges, (state, span) =>
    changeTracks(state, trackIds, (track) => ({
      ...track,
      clips: changeWithin(track.clips, span, newId, (clip) => change(clip, span)),
    })),
  );
}

/** Puts the clipboard's tracks into the given ones, in their order. Where it lands has to be empty. */
function placeClipboard(
  document: DocumentState,
  trackIds: readonly string[],
  pasted: readonly ClipboardTrack[],
  { atSample, newId }: { readonly atSample: number; readonly newId: NewId },
): DocumentState {
  if (pasted.length > trackIds.length && pasted.length > 1)
    throw new EngineError(
      'E_PARAM',
      `the clipboard holds ${pasted.length} tracks, ${trackIds.length} are selected: select as many, or paste into new tracks`,
    );
  return changeTracks(document, trackIds, (track) => {
    const from = pasted.length === 1 ? pasted[0] : pasted[trackIds.indexOf(track.trackId)];
    if (from === undefined) return track;
    if (from.channels !== 1 && from.channels < track.channels)
      throw new EngineError(
        'E_PARAM',
        `"${from.name}" on the clipboard has ${from.channels} channels, must have 1 or at least the ${track.channels} of "${track.name}"`,
      );
    return {
      ...track,
      clips: [...track.clips, ...copyClips(from.clips, atSample, newId)],
      items: [...track.items, ...copyItems(from.items, atSample, newId)],
    };
  });
}

function pasteIntoNewTracks(
  document: DocumentState,
  pasted: readonly ClipboardTrack[],
  atSample: number,
  newId: NewId,
): DocumentState {
  const added = pasted.map(({ name, channels, clips, items }) => ({
    trackId: newId(),
    name,
    channels,
    gain: 1,
    isMuted: false,
    clips: copyClips(clips, atSample, newId),
    items: copyItems(items, atSample, newId),
  }));
  return { ...document, tracks: [...document.tracks, ...added] };
}

export const soundEdits: EditFunctions<'sound'> = {
  'sound.delete': (document, { trackIds, ripple, isCut, ...ranges }, { newId }) => ({
    document: inRanges(document, ranges, (state, span) => removeRange(state, { trackIds, ripple, span }, newId)),
    title: `${isCut === true ? 'Cut' : ripple === 'none' ? 'Silence' : 'Delete'} ${rangesText(ranges, document)}`,
  }),
  'sound.trim': (document, { trackIds, ...span }, { newId }) => {
    requireSpan(span);
    const trimmed = changeTracks(document, trackIds, (track) => {
      const before = { startSample: 0, endSample: span.startSample };
      const behind = { startSample: span.endSample, endSample: Number.MAX_SAFE_INTEGER };
      return {
        ...track,
        clips: clearSpan(clearSpan(track.clips, before, newId), behind, newId),
        items: clearItems(clearItems(track.items, before, newId), behind, newId),
      };
    });
    return { document: trimmed, title: `Trim to ${durationText(lengthOf(span), document)}` };
  },
  'sound.split': (document, { trackIds, atSamples }, { newId }) => ({
    document: changeTracks(document, trackIds, (track) => {
      const clips = atSamples.reduce((split, atSample) => splitClips(split, atSample, newId), track.clips);
      return clips === track.clips ? track : { ...track, clips };
    }),
    title:
      atSamples.length > 2
        ? `Split at ${atSamples.length} places`
        : `Split at ${atSamples.map((atSample) => durationText(atSample, document)).join(' and ')}`,
  }),
  'sound.join': (document, { trackIds, ...span }, { newId }) => ({
    document: changeTracks(document, trackIds, (track) => ({
      ...track,
      clips: joinClips(track.clips, requireSpan(span), newId),
    })),
    title: 'Join clips',
  }),
  'sound.insertSilence': (document, { trackIds, ripple, atSample, lengthSamples }, { newId }) => ({
    document: insertRange(document, { trackIds, ripple, atSample, lengthSamples }, newId),
    title: `Insert ${durationText(lengthSamples, document)} of silence`,
  }),
  'sound.repeat': (document, { trackIds, times, ripple, ...span }, { newId }) => {
    const length = lengthOf(requireSpan(span));
    const copies = new Map(
      trackIds.map((trackId) => {
        const { clips, items } = findTrack(document, trackId);
        return [trackId, { clips: clipsWithin(clips, span, newId), items: itemsWithin(items, span) }];
      }),
    );
    const shifts = Array.from({ length: times }, (_, i) => (i + 1) * length);
    const room = { startSample: span.endSample, endSample: span.endSample + times * length };
    const opened =
      ripple === 'none'
        ? removeRange(document, { trackIds, ripple, span: room }, newId)
        : insertRange(document, { trackIds, ripple, atSample: span.endSample, lengthSamples: times * length }, newId);
    const repeated = changeTracks(opened, trackIds, (track) => ({
      ...track,
      clips: [...track.clips, ...shifts.flatMap((by) => copyClips(copies.get(track.trackId)?.clips ?? [], by, newId))],
      items: [...track.items, ...shifts.flatMap((by) => copyItems(copies.get(track.trackId)?.items ?? [], by, newId))],
    }));
    const what = durationText(length, document);
    return { document: repeated, title: times === 1 ? `Duplicate ${what}` : `Repeat ${what} ${times} times` };
  },
  'sound.reverse': (document, { trackIds, ...ranges }, { newId }) => ({
    document: inRanges(document, ranges, (state, span) =>
      changeTracks(state, trackIds, (track) => ({
        ...track,
        clips: reverseSpan(track.clips, span, newId),
        items: mirrorItems(track.items, span, newId),
      })),
    ),
    title: `Reverse ${rangesText(ranges, document)}`,
  }),
  'sound.gain': (document, { gainDb, ...ranges }, { newId }) => ({
    document: changeClips(document, ranges, newId, (clip) => ({ ...clip, gain: clip.gain * decibels(gainDb) })),
    title: `Gain ${gainDb > 0 ? '+' : ''}${gainDb} dB${ranges.more === undefined ? '' : ` in ${ranges.more.length + 1} ranges`}`,
  }),
  'sound.invert': (document, ranges, { newId }) => ({
    document: changeClips(document, ranges, newId, (clip) => ({ ...clip, gain: -clip.gain })),
    title: `Invert ${rangesText(ranges, document)}`,
  }),
  'sound.fade': (document, { direction, shape, ...ranges }, { newId }) => {
    const faded = changeClips(document, ranges, newId, (clip, span) => {
      const lengthSamples = lengthOf(span);
      const before = clip.startSample - span.startSample;
      const skippedSamples = direction === 'in' ? before : lengthSamples - before - clip.lengthSamples;
      const fade = { lengthSamples, shape, skippedSamples };
      return direction === 'in' ? { ...clip, fadeIn: fade } : { ...clip, fadeOut: fade };
    });
    return { document: faded, title: `Fade ${direction} ${rangesText(ranges, document)}` };
  },
  'sound.paste': (whole, { trackIds, atSample, mode, ripple, replacedSamples = 0 }, { newId, clipboard }) => {
    const replaced = { startSample: atSample, endSample: atSample + replacedSamples };
    const document = replacedSamples === 0 ? whole : removeRange(whole, { trackIds, ripple, span: replaced }, newId);
    const { tracks: pasted, lengthSamples } = requireClipboard(clipboard, document);
    const title = `Paste ${durationText(lengthSamples, document)}`;
    if (mode === 'newTracks') return { document: pasteIntoNewTracks(document, pasted, atSample, newId), title };
    const room =
      mode === 'insert'
        ? insertRange(document, { trackIds, ripple, atSample, lengthSamples }, newId)
        : removeRange(
            document,
            { trackIds, ripple: 'none', span: { startSample: atSample, endSample: atSample + lengthSamples } },
            newId,
          );
    return { document: placeClipboard(room, trackIds, pasted, { atSample, newId }), title };
  },
  'sound.trimClip': (document, command, { newId }) => trimClip(document, command, newId),
  'sound.fadeClip': (document, command) => fadeClip(document, command),
  'sound.moveClips': (document, command, { newId }) => moveClips(document, command, newId),
};
