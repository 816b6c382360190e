/** Corrections of pitch and pulses by hand: what is measured is left alone, a track holds what to do to it. */
import type { ContourCorrection } from '../../../preload/contract/contours.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { DocumentState, TrackState } from '../../store/documentState.ts';
import { correctionItem, isPulsePayload, storedCorrections } from '../contours/storedCorrections.ts';
import { changeTracks, durationText, findTrack, requireSpan, type EditFunctions } from './editFunction.ts';
import { outside } from './trackItems.ts';

export const contourEdits: EditFunctions<'contour'> = {
  'contour.correct': (document, { trackId, channel, corrections }, { newId }) => {
    const track = requireChannel(findTrack(document, trackId), channel);
    for (const correction of corrections) if ('startSample' in correction) requireSpan(correction);
    const stored = storedCorrections(track.items);
    const first = (stored.at(-1)?.payload.order ?? 0) + 1;
    const added = corrections.map((correction, i) =>
      correctionItem(correction, { channel, order: first + i }, newId()),
    );
    // A frame that is chosen again at the same place: the earlier choice cannot be seen any more.
    const chosenAt = new Set(corrections.flatMap((c) => (c.kind === 'choose' ? [c.atSample] : [])));
    const gone = new Set(
      stored
        .filter(
          ({ item, payload }) =>
            payload.kind === 'choose' && payload.channel === channel && chosenAt.has(item.startSample),
        )
        .map(({ item }) => item.itemId),
    );
    const items = [...track.items.filter(({ itemId }) => !gone.has(itemId)), ...added];
    return {
      document: changeTracks(document, [trackId], () => ({ ...track, items })),
      title: correctionTitle(corrections, document),
    };
  },
  'contour.reset': (document, { trackId, channel, which, span }, { newId }) => {
    const track = requireChannel(findTrack(document, trackId), channel);
    if (span !== null) requireSpan(span);
    const isMeant = new Set(
      storedCorrections(track.items)
        .filter(({ payload }) => payload.channel === channel && isPulsePayload(payload) === (which === 'pulses'))
        .map(({ item }) => item.itemId),
    );
    const items = track.items.flatMap((item) =>
      !isMeant.has(item.itemId) ? [item] : span === null ? [] : outside(item, span, newId),
    );
    const where = span === null ? '' : ` in ${durationText(span.endSample - span.startSample, document)}`;
    return {
      document: changeTracks(document, [trackId], () => ({ ...track, items })),
      title: `Reset ${which === 'pulses' ? 'pulses' : 'pitch'}${where}`,
    };
  },
};

/** @throws EngineError E_PARAM */
function requireChannel(track: TrackState, channel: number): TrackState {
  if (channel < track.channels) return track;
  throw new EngineError('E_PARAM', `channel=${channel} must be from 0 to ${track.channels - 1} in "${track.name}"`);
}

const verbs = {
  octaveUp: 'Octave up',
  octaveDown: 'Octave down',
  unvoice: 'Unvoice',
  voice: 'Voice',
  addPulse: 'Add pulse at',
  removePulse: 'Remove pulse at',
} as const;

function correctionTitle(corrections: readonly ContourCorrection[], document: DocumentState): string {
  const [first, second] = corrections;
  if (first === undefined) return 'Correct nothing';
  if (corrections.length === 1) return titleOfOne(first, document);
  if (corrections.every(({ kind }) => kind === 'choose')) {
    const samples = corrections.map((c) => ('atSample' in c ? c.atSample : c.startSample));
    return `Draw pitch over ${durationText(Math.max(...samples) - Math.min(...samples), document)}`;
  }
  if (corrections.length === 2 && first.kind === 'removePulse' && second?.kind === 'addPulse')
    return `Move pulse to ${durationText(second.atSample, document)}`;
  if (corrections.every(({ kind }) => kind === 'removePulse')) return `Remove ${corrections.length} pulses`;
  if (corrections.every(({ kind }) => kind === 'addPulse')) return `Add ${corrections.length} pulses`;
  return `${corrections.length} corrections of pitch and pulses`;
}

function titleOfOne(correction: ContourCorrection, document: DocumentState): string {
  if (correction.kind === 'choose')
    return `Pitch ${correction.hz.toFixed(1)} Hz at ${durationText(correction.atSample, document)}`;
  const samples = 'atSample' in correction ? correction.atSample : correction.endSample - correction.startSample;
  return `${verbs[correction.kind]} ${durationText(samples, document)}`;
}
