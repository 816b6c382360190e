import { useEffect, useState } from 'react';
import type { PulseSlice } from '../../../preload/contract/contours.ts';
import { useContourRevision } from '../../client/contourRevision.ts';
import { isAborted, isEngineLost, studio } from '../../client/studio.ts';
import { pitchParamsOf, useContourSettings, type ContourSettings } from '../../state/contourSettings.ts';
import type { LaneProps } from '../../state/lanes.ts';
import { notifyError } from '../../state/notices.ts';
import { useViewport } from '../../state/viewport.ts';
import { useWholeSource } from './useWholeSource.ts';

const none: PulseSlice = { timesSec: new Float64Array(0), byHand: new Uint8Array(0) };

/** Those of the blocks of `blockSec` that the view touches. */
export function usePulses({ document, lane }: Pick<LaneProps, 'document' | 'lane'>, blockSec: number): PulseSlice {
  const sourceId = useWholeSource(document, lane.trackId);
  const channel = lane.channel ?? 0;
  const pitch = useContourSettings((s) => pitchParamsKey(s.settings));
  const revision = useContourRevision((s) => s.revision);
  const blockSamples = Math.round(blockSec * document.sampleRateHz);
  const block = useViewport((v) => Math.floor(v.startSample / blockSamples));
  const [pulses, setPulses] = useState(none);
  useEffect(() => {
    if (sourceId === null) return;
    const aborter = new AbortController();
    const params = pitchParamsOf(useContourSettings.getState().settings);
    const range = { startSample: Math.max(0, block - 1) * blockSamples, endSample: (block + 3) * blockSamples };
    studio.call['contours.pulses']({ sourceId, channel, pitch: params, ...range }, { signal: aborter.signal }).then(
      (found) => {
        if (!aborter.signal.aborted) setPulses(found);
      },
      (error: unknown) => {
        if (!isAborted(error) && !isEngineLost(error)) notifyError('Find the glottal pulses', error);
      },
    );
    return () => {
      aborter.abort();
    };
  }, [sourceId, channel, pitch, block, blockSamples, revision]);
  return pulses;
}

function pitchParamsKey(settings: ContourSettings): string {
  return JSON.stringify(pitchParamsOf(settings));
}
