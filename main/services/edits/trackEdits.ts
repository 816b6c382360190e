import { EngineError } from '../../engine/core/errors.ts';
import { changeTracks, decibels, findTrack, movePart, type EditFunctions } from './editFunction.ts';

export const trackEdits: EditFunctions<'track'> & EditFunctions<'document'> = {
  'track.add': (document, { name, channels }, { newId }) => {
    const track = { trackId: newId(), name, channels, gain: 1, isMuted: false, clips: [], items: [] };
    return { document: { ...document, tracks: [...document.tracks, track] }, title: `Add track "${name}"` };
  },
  'track.remove': (document, { trackId }) => {
    const track = findTrack(document, trackId);
    const tracks = document.tracks.filter((candidate) => candidate !== track);
    if (tracks.length === 0)
      throw new EngineError('E_PARAM', `"${track.name}" is the only track of the document, which must have at least 1`);
    return { document: { ...document, tracks }, title: `Remove track "${track.name}"` };
  },
  'track.rename': (document, { trackId, name }) => ({
    document: changeTracks(document, [trackId], (track) => ({ ...track, name })),
    title: `Rename track to "${name}"`,
  }),
  'track.move': (document, { trackId, toIndex }) => {
    const track = findTrack(document, trackId);
    return {
      document: { ...document, tracks: movePart(document.tracks, track, toIndex) },
      title: `Move track "${track.name}"`,
    };
  },
  'track.mix': (document, { trackId, gainDb, isMuted }) => {
    const { name, isMuted: wasMuted } = findTrack(document, trackId);
    const changed = changeTracks(document, [trackId], (track) => ({ ...track, gain: decibels(gainDb), isMuted }));
    const title =
      isMuted === wasMuted ? `Track "${name}" at ${gainDb} dB` : `${isMuted ? 'Mute' : 'Unmute'} track "${name}"`;
    return { document: changed, title };
  },
  'document.rename': (document, { name }) => ({ document: { ...document, name }, title: `Rename to "${name}"` }),
};
