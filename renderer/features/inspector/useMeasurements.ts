import { useEffect, useState } from 'react';
import type { SelectionMeasurement } from '../../../preload/contract/analysis.ts';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { isAborted, studio } from '../../client/studio.ts';
import { channelTitle } from '../../state/lanes.ts';
import type { Selection } from '../../state/selection.ts';

export interface ChannelMeasurement {
  readonly title: string;
  readonly measurement: SelectionMeasurement;
}

export type Measurements =
  | { readonly state: 'none' }
  | { readonly state: 'waiting' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'known'; readonly channels: readonly ChannelMeasurement[] };

const pauseMs = 120; // a drag asks once it rests, not at every pixel

async function measure(
  document: DocumentInfo,
  selection: Selection,
  signal: AbortSignal,
): Promise<ChannelMeasurement[]> {
  const { startSample, endSample } = selection;
  const targets = document.tracks.flatMap((track) =>
    Array.from({ length: track.channels }, (_, channel) => ({ track, channel })),
  );
  return Promise.all(
    targets.map(async ({ track, channel }) => ({
      title: channelTitle(channel, track.channels),
      measurement: await studio.call['analysis.measure'](
        { sourceId: track.sourceId, channel, startSample, endSample },
        { signal },
      ),
    })),
  );
}

export function useMeasurements(document: DocumentInfo, selection: Selection | null): Measurements {
  const [result, setResult] = useState<Measurements>({ state: 'none' });
  const start = selection?.startSample ?? null;
  const end = selection?.endSample ?? null;
  const sources = document.tracks.map((t) => t.sourceId).join(' ');
  useEffect(() => {
    if (start === null || end === null) {
      setResult({ state: 'none' });
      return;
    }
    setResult((r) => (r.state === 'known' ? r : { state: 'waiting' }));
    const aborter = new AbortController();
    const timer = window.setTimeout(() => {
      measure(document, { startSample: start, endSample: end, band: null }, aborter.signal).then(
        (channels) => {
          if (!aborter.signal.aborted) setResult({ state: 'known', channels });
        },
        (error: unknown) => {
          if (!aborter.signal.aborted && !isAborted(error))
            setResult({ state: 'failed', message: error instanceof Error ? error.message : String(error) });
        },
      );
    }, pauseMs);
    return () => {
      window.clearTimeout(timer);
      aborter.abort();
    };
    // `document` is a new object with every event; what is measured changes with its sources only
  }, [start, end, sources]);
  return result;
}
