import { useCallback, useEffect, useState } from 'react';
import { isAborted, isEngineLost, studio } from '../../client/studio.ts';
import { useContourRevision } from '../../client/contourRevision.ts';
import { crisp } from '../../shared/canvas/fitCanvas.ts';
import { ViewCanvas, type DrawView } from '../../shared/canvas/ViewCanvas.tsx';
import {
  longestPulseViewSec,
  pitchParamsOf,
  useContourSettings,
  type ContourSettings,
} from '../../state/contourSettings.ts';
import type { LaneProps } from '../../state/lanes.ts';
import { notifyError } from '../../state/notices.ts';
import { useViewport } from '../../state/viewport.ts';
import { visibleSamples } from '../../state/viewportMaths.ts';
import styles from './ContourOverlay.module.css';
import { useWholeSource } from './ContourOverlay.tsx';

/** Glottal pulses as dashed lines over a waveform, in short views. */
export function PulseOverlay(props: LaneProps) {
  const isShown = useContourSettings((s) => s.settings.pulses.isShown);
  const { sampleRateHz } = props.document;
  const isShort = useViewport((v) => visibleSamples(v) <= longestPulseViewSec * sampleRateHz);
  return isShown && isShort ? <ShownPulses {...props} /> : null;
}

function ShownPulses({ document, lane, widthPx, heightPx }: LaneProps) {
  const timesSec = usePulses({ document, lane });
  const { sampleRateHz } = document;
  const draw = useCallback<DrawView>(
    (ctx, view, tokens) => {
      ctx.strokeStyle = tokens.pulse;
      ctx.lineWidth = 1;
      ctx.setLineDash([5, 3]);
      ctx.beginPath();
      for (const timeSec of timesSec) {
        const x = crisp((timeSec * sampleRateHz - view.startSample) / view.samplesPerPixel);
        ctx.moveTo(x, 0);
        ctx.lineTo(x, heightPx);
      }
      ctx.stroke();
      ctx.setLineDash([]);
    },
    [timesSec, sampleRateHz, heightPx],
  );
  return (
    <div className={styles['overlay']} data-testid={`${lane.testId}-pulses`} data-count={timesSec.length}>
      <ViewCanvas widthPx={widthPx} heightPx={heightPx} draw={draw} />
    </div>
  );
}

const none: Float64Array = new Float64Array(0);

/** Those of the two-second blocks that the view touches. */
function usePulses({ document, lane }: Pick<LaneProps, 'document' | 'lane'>): Float64Array {
  const sourceId = useWholeSource(document, lane.trackId);
  const channel = lane.channel ?? 0;
  const pitch = useContourSettings((s) => pitchParamsKey(s.settings));
  const revision = useContourRevision((s) => s.revision);
  const blockSamples = Math.round(longestPulseViewSec * document.sampleRateHz);
  const block = useViewport((v) => Math.floor(v.startSample / blockSamples));
  const [timesSec, setTimesSec] = useState(none);
  useEffect(() => {
    if (sourceId === null) return;
    const aborter = new AbortController();
    const params = pitchParamsOf(useContourSettings.getState().settings);
    const range = { startSample: Math.max(0, block - 1) * blockSamples, endSample: (block + 3) * blockSamples };
    studio.call['contours.pulses']({ sourceId, channel, pitch: params, ...range }, { signal: aborter.signal }).then(
      (found) => {
        if (!aborter.signal.aborted) setTimesSec(found.timesSec);
      },
      (error: unknown) => {
        if (!isAborted(error) && !isEngineLost(error)) notifyError('Find the glottal pulses', error);
      },
    );
    return () => {
      aborter.abort();
    };
  }, [sourceId, channel, pitch, block, blockSamples, revision]);
  return timesSec;
}

function pitchParamsKey(settings: ContourSettings): string {
  return JSON.stringify(pitchParamsOf(settings));
}
