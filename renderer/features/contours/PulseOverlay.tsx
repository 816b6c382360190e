import { useCallback, useState } from 'react';
import { crisp } from '../../shared/canvas/fitCanvas.ts';
import { ViewCanvas, type DrawView } from '../../shared/canvas/ViewCanvas.tsx';
import { longestPulseViewSec, useContourSettings } from '../../state/contourSettings.ts';
import { useCorrecting } from '../../state/correcting.ts';
import type { LaneProps } from '../../state/lanes.ts';
import { useViewport } from '../../state/viewport.ts';
import { visibleSamples } from '../../state/viewportMaths.ts';
import styles from './ContourOverlay.module.css';
import { PulseCorrection } from './correct/PulseCorrection.tsx';
import type { PulseGesture } from './correct/attachPulseGestures.ts';
import { usePulses } from './usePulses.ts';

/** Glottal pulses as dashed lines over a waveform, in short views. */
export function PulseOverlay(props: LaneProps) {
  const isShown = useContourSettings((s) => s.settings.pulses.isShown);
  const { sampleRateHz } = props.document;
  const isShort = useViewport((v) => visibleSamples(v) <= longestPulseViewSec * sampleRateHz);
  return isShown && isShort ? <ShownPulses {...props} /> : null;
}

const flagPx = 5;

function ShownPulses(props: LaneProps) {
  const { document, lane, widthPx, heightPx } = props;
  const pulses = usePulses({ document, lane }, longestPulseViewSec);
  const isCorrecting = useCorrecting((s) => s.tool === 'pulses');
  const [gesture, setGesture] = useState<PulseGesture | null>(null);
  const shown = isCorrecting && gesture?.pulses === pulses ? gesture : null; // until what it changed has come
  const { sampleRateHz } = document;
  const draw = useCallback<DrawView>(
    (ctx, view, tokens) => {
      const xOf = (timeSec: number) => crisp((timeSec * sampleRateHz - view.startSample) / view.samplesPerPixel);
      const found = new Path2D();
      const byHand = new Path2D();
      pulses.timesSec.forEach((timeSec, i) => {
        if (timeSec === shown?.removedSec) return;
        addLine(pulses.byHand[i] === 1 ? byHand : found, xOf(timeSec), heightPx, pulses.byHand[i] === 1);
      });
      ctx.strokeStyle = tokens.pulse;
      ctx.fillStyle = tokens.pulse;
      ctx.lineWidth = 1;
      ctx.setLineDash([5, 3]);
      ctx.stroke(found);
      ctx.setLineDash([]);
      ctx.stroke(byHand);
      ctx.fill(byHand);
      if (shown?.addedSec == null) return;
      const added = new Path2D();
      addLine(added, xOf(shown.addedSec), heightPx, true);
      ctx.strokeStyle = tokens.cursor;
      ctx.fillStyle = tokens.cursor;
      ctx.stroke(added);
      ctx.fill(added);
    },
    [pulses, shown, sampleRateHz, heightPx],
  );
  return (
    <div
      className={styles['overlay']}
      data-testid={`${lane.testId}-pulses`}
      data-count={pulses.timesSec.length}
      data-by-hand={pulses.byHand.reduce((sum, one) => sum + one, 0)}
    >
      <ViewCanvas widthPx={widthPx} heightPx={heightPx} draw={draw} />
      {isCorrecting && <PulseCorrection {...props} pulses={pulses} show={setGesture} />}
    </div>
  );
}

/** Those made by hand are whole lines under a flag, not dashes. */
function addLine(path: Path2D, x: number, heightPx: number, hasFlag: boolean): void {
  path.moveTo(x, 0);
  path.lineTo(x, heightPx);
  if (!hasFlag) return;
  path.moveTo(x - flagPx, 0);
  path.lineTo(x + flagPx, 0);
  path.lineTo(x, flagPx * 1.5);
  path.closePath();
}
