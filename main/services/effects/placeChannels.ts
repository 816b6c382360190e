/** A channel plan carried out: recordings of the mixed channels, played where the tracks played something. */
import { withLength, type SampleSource } from '../../engine/dsp/sampleSource.ts';
import { mixChannels } from '../../engine/dsp/effects/mixChannels.ts';
import { playedAsIs, type ClipRow, type DocumentState, type TrackState } from '../../store/documentState.ts';
import { copyItems } from '../edits/trackItems.ts';
import type { NewId, Span } from '../edits/clipLists.ts';
import { trackLength } from '../projects/projectInfo.ts';
import type { ChannelPlan, PlannedTrack } from './channelPlan.ts';

export const plannedLength = ({ inputs }: PlannedTrack): number => Math.max(0, ...inputs.map(trackLength));

/** @param channelsOf a track's channels, from sample 0 on */
export function plannedSound(
  planned: PlannedTrack,
  channelsOf: (track: TrackState) => readonly SampleSource[],
): readonly SampleSource[] {
  const nSamples = plannedLength(planned);
  const all = planned.inputs.flatMap((track) => channelsOf(track).map((x) => withLength(x, nSamples)));
  return mixChannels(all, planned.gains);
}

/** Where one of the tracks plays something; of one track its clips stay apart. */
function playedSpans(inputs: readonly TrackState[]): readonly Span[] {
  const spans = inputs
    .flatMap(({ clips }) => clips)
    .map(({ startSample, lengthSamples }) => ({ startSample, endSample: startSample + lengthSamples }))
    .sort((a, b) => a.startSample - b.startSample);
  if (inputs.length === 1) return spans;
  return spans.reduce<Span[]>((runs, span) => {
    const last = runs.at(-1);
    if (last === undefined || span.startSample > last.endSample) return [...runs, span];
    return [...runs.slice(0, -1), { ...last, endSample: Math.max(last.endSample, span.endSample) }];
  }, []);
}

/** The channel that is that of an input and nothing else; null: it is mixed, or left out. */
function channelOf(gains: PlannedTrack['gains'], input: number): number | null {
  const at = gains.findIndex((row) => row.every((gain, d) => (d === input ? gain > 0 : gain === 0)));
  return at === -1 ? null : at;
}

/** Corrections by hand belong to a channel and go where it goes. */
function movedItems({ inputs, gains }: PlannedTrack): TrackState['items'] {
  let first = 0;
  return inputs.flatMap((track) => {
    const offset = first;
    first += track.channels;
    return track.items.flatMap((item) => {
      const { payload } = item;
      const hasChannel = typeof payload === 'object' && payload !== null && 'channel' in payload;
      if (!hasChannel || typeof payload.channel !== 'number') return inputs.length === 1 ? [item] : [];
      const channel = channelOf(gains, offset + payload.channel);
      return channel === null ? [] : [{ ...item, payload: { ...payload, channel } }];
    });
  });
}

/** @param assetIds of the recordings, one for each planned track; null: it plays nothing */
export function placeChannels(
  document: DocumentState,
  { tracks }: ChannelPlan,
  assetIds: readonly (string | null)[],
  newId: NewId,
): DocumentState {
  const made = tracks.map((planned, i) => ({ planned, track: trackOf(planned, assetIds[i] ?? null) }));

  function trackOf(planned: PlannedTrack, assetId: string | null): TrackState {
    const { inputs, name, gains, replaces } = planned;
    const [first] = inputs;
    const isSameGain = inputs.every(({ gain }) => gain === first?.gain);
    const isFirstOfInput = tracks.find((other) => other.inputs[0] === first) === planned;
    const clips = playedSpans(inputs).map(({ startSample, endSample }): ClipRow => ({
      clipId: newId(),
      assetId: assetId ?? '',
      ...playedAsIs,
      startSample,
      lengthSamples: endSample - startSample,
      assetOffsetSamples: startSample,
    }));
    return {
      trackId: replaces === 'inputs' && isFirstOfInput && first !== undefined ? first.trackId : newId(),
      name,
      channels: gains.length,
      gain: isSameGain ? (first?.gain ?? 1) : 1,
      isMuted: inputs[0]?.isMuted ?? false,
      clips,
      items: copyItems(movedItems(planned), 0, newId),
    };
  }

  const gone = new Set(
    tracks.flatMap(({ inputs, replaces }) => (replaces === 'inputs' ? inputs.map(({ trackId }) => trackId) : [])),
  );
  return {
    ...document,
    tracks: document.tracks.flatMap((track) => [
      ...(gone.has(track.trackId) ? [] : [track]),
      ...made.filter(({ planned }) => planned.inputs[0]?.trackId === track.trackId).map((entry) => entry.track),
    ]),
  };
}
