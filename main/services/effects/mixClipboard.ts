/** The clipboard laid over what is there: y[n] = g·x[n] + p·clipboard[n − start], which is sound of its own. */
import { EngineError } from '../../engine/core/errors.ts';
import { sumSource } from '../../engine/dsp/effects/sumSource.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import type { AudioService } from '../audio/createAudioService.ts';
import type { TrackSource } from '../audio/sourceResolver.ts';
import type { Clipboard, ClipboardTrack } from '../edits/clipboard.ts';
import { decibels } from '../edits/editFunction.ts';
import type { Processing } from './processing.ts';

export interface MixedClipboard {
  readonly gainDb: number; // of what is there
  readonly pastedGainDb: number; // of the clipboard
}

const signed = (db: number) => `${db > 0 ? '+' : ''}${db} dB`;

function sourceOf(store: ProjectStore, { sampleRateHz, lengthSamples }: Clipboard, track: ClipboardTrack): TrackSource {
  const used = new Set(track.clips.map(({ assetId }) => assetId));
  const assets = store.assets().filter(({ assetId }) => used.has(assetId));
  if (assets.some(({ state }) => state === 'importing'))
    throw new EngineError('E_PARAM', `"${track.name}" on the clipboard is still being imported`);
  return {
    sourceId: '',
    store,
    sampleRateHz,
    channels: track.channels,
    lengthSamples,
    complete: true,
    clips: track.clips,
    assets: new Map(assets.map((asset) => [asset.assetId, asset])),
    gain: 1,
    isMuted: false,
  };
}

/**
 * @param clipboard of the document's rate: a track of it for each that is named, or one for all of them
 * @throws EngineError E_PARAM: it has another number of tracks; rendering: fewer channels than the track
 */
export function clipboardProcessing(
  { store, channel }: { readonly store: ProjectStore; readonly channel: AudioService['channel'] },
  clipboard: Clipboard,
  { gainDb, pastedGainDb }: MixedClipboard,
): Processing {
  const { tracks, lengthSamples } = clipboard;
  const pastedInto = (source: TrackSource, nChannels: number): readonly SampleSource[] => {
    if (source.channels !== 1 && source.channels < nChannels)
      throw new EngineError(
        'E_PARAM',
        `the clipboard has ${source.channels} channels, must have 1 or at least the ${nChannels} of the track`,
      );
    return Array.from({ length: nChannels }, (_, c) => channel(source, source.channels === 1 ? 0 : c));
  };
  return {
    title: `Mix paste ${(lengthSamples / clipboard.sampleRateHz).toFixed(3)} s at ${signed(pastedGainDb)}`,
    mapOf: () => null,
    keepsLength: true,
    keepsItems: false,
    spanOf: ({ startSample }) => ({ startSample, endSample: startSample + lengthSamples }),
    render: ({ channels, sampleRateHz, trackIndex, span }) => {
      const track = tracks.length === 1 ? tracks[0] : tracks[trackIndex];
      if (track === undefined)
        throw new EngineError(
          'E_PARAM',
          `the clipboard holds ${tracks.length} tracks, more are selected: select as many`,
        );
      const pasted = pastedInto(sourceOf(store, clipboard, track), channels.length);
      const nSamples = span.endSample - span.startSample;
      const mixed = channels.map((source, c) =>
        sumSource(
          [
            { source, atSample: -span.startSample, gain: decibels(gainDb) },
            ...pasted.slice(c, c + 1).map((laid) => ({ source: laid, gain: decibels(pastedGainDb) })),
          ],
          nSamples,
        ),
      );
      return { channels: mixed, sampleRateHz };
    },
  };
}
