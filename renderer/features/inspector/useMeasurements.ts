import { useEffect, useState } from 'react';
import type { SelectionMeasurement } from '../../../preload/contract/analysis.ts';
import type { DocumentInfo, TrackInfo } from '../../../preload/contract/project.ts';
import { useIsStudioReady } from '../../client/engine.ts';
import { isAborted, isEngineLost, studio } from '../../client/studio.ts';
import { channelTitle } from '../../state/lanes.ts';
import type { Selection } from '../../state/selection.ts';

export interface ChannelMeasurement {
  readonly title: string;
  readonly measurement: SelectionMeasurement;
}

export interface Measurements {
  readonly channels: readonly ChannelMeasurement[];
  readonly problem: string | null; // why there are none
}

const pauseMs = 120; // a drag asks once it rests, not at every pixel

interface Request extends Pick<Selection, 'startSample' | 'endSample'> {
  readonly tracks: readonly (Pick<TrackInfo, 'sourceId' | 'channels' | 'name'> & { readonly endSample: number })[];
}

async function measure(
  { tracks, startSample, endSample }: Request,
  signal: AbortSignal,
): Promise<ChannelMeasurement[]> {
  const targets = tracks
    .filter((track) => track.endSample > startSample) // a shorter track has nothing there
    .flatMap((track) => Array.from({ length: track.channels }, (_, channel) => ({ track, channel })));
  return Promise.all(
    targets.map(async ({ track, channel }) => ({
      title: [tracks.length > 1 ? track.name : '', channelTitle(channel, track.channels)].join(' ').trim(),
      measurement: await studio.call['analysis.measure'](
        { sourceId: track.sourceId, channel, startSample, endSample },
        { signal },
      ),
    })),
  );
}

/** The last answer stays while the next one is on its way: a drag shows numbers, not gaps. */
export function useMeasurements(document: DocumentInfo, selection: Selection): Measurements | null {
  const [result, setResult] = useState<Measurements | null>(null);
  const { startSample, endSample } = selection;
  // The document is a new object with every event; what is measured changes with its sources only.
  const tracks = JSON.stringify(
    document.tracks.map(({ sourceId, channels, name, clips }) => ({
      sourceId,
      channels,
      name,
      endSample: clips.reduce((end, clip) => Math.max(end, clip.startSample + clip.lengthSamples), 0),
    })),
  );
  const isReady = useIsStudioReady();
  useEffect(() => {
    if (!isReady) return;
    const aborter = new AbortController();
    const request: Request = { tracks: JSON.parse(tracks) as Request['tracks'], startSample, endSample };
    const timer = window.setTimeout(() => {
      measure(request, aborter.signal).then(
        (channels) => {
          if (!aborter.signal.aborted) setResult({ channels, problem: null });
        },
        (error: unknown) => {
          if (aborter.signal.aborted || isAborted(error) || isEngineLost(error)) return;
          setResult({ channels: [], problem: error instanceof Error ? error.message : String(error) });
        },
      );
    }, pauseMs);
    return () => {
      window.clearTimeout(timer);
      aborter.abort();
    };
  }, [isReady, tracks, startSample, endSample]);
  return result;
}
