/**
 * Renders a track on its document's clock: a piece table of clips over recordings, silence between them. A clip whose
 * recording has another rate is resampled with the sound around the clip as context, so that any part read alone
 * gives the very samples of the whole.
 */
import { EngineError } from '../../engine/core/errors.ts';
import { resampledSource } from '../../engine/dsp/resample/resample.ts';
import { readSamples } from '../../engine/dsp/sampleSource.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import type { ClipRow } from '../../store/projectStore.ts';
import type { AssetSamples } from './assetSamples.ts';
import { clipEnd, firstClipFrom } from './clipSearch.ts';
import { shapedClip } from './shapedClip.ts';
import { mixChannel, mixedChannel } from './mixChannel.ts';
import type { MixSource, ResolvedSource, TrackSource } from './sourceResolver.ts';

export interface TrackReader {
  /** One channel of a track, or of all tracks of a document. @throws EngineError E_PARAM: no such channel; on reading E_NOT_FOUND, E_PROJECT_CORRUPT */
  channel(source: ResolvedSource, channel: number): SampleSource;
}

function fromSample(samples: SampleSource, offset: number): SampleSource {
  if (offset === 0) return samples;
  return {
    nSamples: Math.max(0, samples.nSamples - offset),
    read: (start, count) => samples.read(start + offset, count),
    readInto: (start, out) => {
      readSamples(samples, start + offset, out);
    },
  };
}

export function createTrackReader(assets: AssetSamples): TrackReader {
  const clipSource = (source: TrackSource, clip: ClipRow, channel: number): SampleSource => {
    const asset = source.assets.get(clip.assetId);
    if (!asset)
      throw new EngineError('E_NOT_FOUND', `asset ${clip.assetId} of clip ${clip.clipId} is not in the project`);
    // A mono recording on a track of more channels sounds in all of them.
    const samples = assets.channel(source.store, asset, asset.channels === 1 ? 0 : channel);
    const onOurClock = resampledSource(samples, { fromHz: asset.sampleRateHz, toHz: source.sampleRateHz });
    return shapedClip(clip, fromSample(onOurClock, clip.assetOffsetSamples));
  };

  const trackChannel = (source: TrackSource, channel: number): SampleSource => {
    const { clips } = source;
    const opened = new Map<ClipRow, SampleSource>(); // of ten thousand clips a read needs a few
    const samplesOf = (clip: ClipRow) => {
      const known = opened.get(clip) ?? clipSource(source, clip, channel);
      opened.set(clip, known);
      return known;
    };
    const readInto = (start: number, out: Float32Array): void => {
      const end = start + out.length;
      const first = firstClipFrom(clips, start);
      const only = clips[first];
      if (only === undefined || only.startSample > start || clipEnd(only) < end) out.fill(0);
      for (let i = first; i < clips.length; i++) {
        const clip = clips[i]!;
        if (clip.startSample >= end) break;
        const from = Math.max(start, clip.startSample);
        const to = Math.min(end, clipEnd(clip));
        readSamples(samplesOf(clip), from - clip.startSample, out.subarray(from - start, to - start));
      }
    };
    const read = (start: number, count: number): Float32Array => {
      const out = new Float32Array(count);
      readInto(start, out);
      return out;
    };
    return { nSamples: source.lengthSamples, read, readInto };
  };

  const mix = ({ tracks, lengthSamples }: MixSource, channel: number): SampleSource =>
    mixChannel(
      tracks.flatMap((track) => {
        const own = mixedChannel(track.channels, channel);
        const isHeard = own !== null && !track.isMuted && track.gain !== 0;
        return isHeard ? [{ samples: trackChannel(track, own), gain: track.gain }] : [];
      }),
      lengthSamples,
    );

  return {
    channel(source, channel) {
      if (!Number.isInteger(channel) || channel < 0 || channel >= source.channels) {
        throw new EngineError('E_PARAM', `channel=${channel} must be an integer from 0 to ${source.channels - 1}`);
      }
      if ('rendered' in source) return source.rendered[channel]!;
      return 'tracks' in source ? mix(source, channel) : trackChannel(source, channel);
    },
  };
}
