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
import { changeTracks, decibels, durationText, findTrack, requireSpan, type EditFunctions } from './editFunction.ts';
import { fadeClip, trimClip } from './shapeClip.ts';
import { joinClips } from './joinClips.ts';
import { moveClips } from './moveClips.ts';
import { insertRange, removeRange } from './ripple.ts';
import { clearItems, copyItems, itemsWithin, mirrorItems } from './trackItems.ts';

const lengthOf = ({ startSample, endSample }: Span) => endSample - startSample;

/** Changes the clips in a span of some tracks, one by one. */
function changeClips(
  document: DocumentState,
  { trackIds, span }: { readonly trackIds: readonly string[]; readonly span: Span },
  newId: NewId,
  change: (clip: ClipRow) => ClipRow,
): DocumentState {
  requireSpan(span);
  return changeTracks(document, trackIds, (track) => ({
    ...track,
    clips: changeWithin(track.clips, span, newId, change),
  }));
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
  'sound.delete': (document, { trackIds, ripple, isCut, ...span }, { newId }) => ({
    document: removeRange(document, { trackIds, ripple, span: requireSpan(span) }, newId),
    title: `${isCut === true ? 'Cut' : ripple === 'none' ? 'Silence' : 'Delete'} ${durationText(lengthOf(span), document)}`,
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
  'sound.reverse': (document, { trackIds, ...span }, { newId }) => ({
    document: changeTracks(document, trackIds, (track) => ({
      ...track,
      clips: reverseSpan(track.clips, requireSpan(span), newId),
      items: mirrorItems(track.items, span, newId),
    })),
    title: `Reverse ${durationText(lengthOf(span), document)}`,
  }),
  'sound.gain': (document, { trackIds, gainDb, ...span }, { newId }) => ({
    document: changeClips(document, { trackIds, span }, newId, (clip) => ({
      ...clip,
      gain: clip.gain * decibels(gainDb),
    })),
    title: `Gain ${gainDb > 0 ? '+' : ''}${gainDb} dB`,
  }),
  'sound.invert': (document, { trackIds, ...span }, { newId }) => ({
    document: changeClips(document, { trackIds, span }, newId, (clip) => ({ ...clip, gain: -clip.gain })),
    title: `Invert ${durationText(lengthOf(span), document)}`,
  }),
  'sound.fade': (document, { trackIds, direction, shape, ...span }, { newId }) => {
    const length = lengthOf(requireSpan(span));
    const faded = changeClips(document, { trackIds, span }, newId, (clip) => {
      const before = clip.startSample - span.startSample;
      const skippedSamples = direction === 'in' ? before : length - before - clip.lengthSamples;
      const fade = { lengthSamples: length, shape, skippedSamples };
      return direction === 'in' ? { ...clip, fadeIn: fade } : { ...clip, fadeOut: fade };
    });
    return { document: faded, title: `Fade ${direction} ${durationText(length, document)}` };
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
