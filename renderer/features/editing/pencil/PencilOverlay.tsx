import { useCallback, useEffect, useRef, useState } from 'react';
import type { LaneProps } from '../../../state/lanes.ts';
import { amplitudeAtY, amplitudeY } from '../../../shared/axis/amplitudeAxis.ts';
import { ViewCanvas, type DrawView } from '../../../shared/canvas/ViewCanvas.tsx';
import { ToolTag } from '../../../shared/ui/ToolTag.tsx';
import { useCorrecting } from '../../../state/correcting.ts';
import { notifyError } from '../../../state/notices.ts';
import { useSelection } from '../../../state/selection.ts';
import { useViewport } from '../../../state/viewport.ts';
import { useWaveformAxis } from '../../../state/waveformAxis.ts';
import { attachPencilGestures, canDrawSamples, type PencilScene } from './attachPencilGestures.ts';
import { drawSamples, inTurn } from './drawSamples.ts';
import styles from './PencilOverlay.module.css';
import type { Stroke } from './stroke.ts';

/** Over waveforms while samples are drawn by hand. */
export function PencilOverlay(props: LaneProps) {
  const isOn = useCorrecting((s) => s.tool === 'pencil');
  return isOn ? <Pencil {...props} /> : null;
}

const dotRadiusPx = 3;

interface Drawn extends Stroke {
  readonly sourceId: string; // what it was drawn over: it is shown until there is another
}

function Pencil({ document, lane, widthPx, heightPx }: LaneProps) {
  const host = useRef<HTMLDivElement>(null);
  const axis = useWaveformAxis(lane.trackId);
  const isClose = useViewport((v) => canDrawSamples(v.samplesPerPixel));
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [value, setValue] = useState<string | null>(null);
  const { documentId, tracks } = document;
  const { trackId } = lane;
  const sourceId = tracks.find((track) => track.trackId === trackId)?.sourceId ?? null;
  const shown = drawn?.sourceId === sourceId ? drawn : null;
  const draw = useCallback<DrawView>(
    (ctx, view, tokens) => {
      if (shown === null) return;
      const xOf = (i: number) => (shown.startSample + i - view.startSample) / view.samplesPerPixel;
      ctx.strokeStyle = tokens.cursor;
      ctx.fillStyle = tokens.cursor;
      ctx.lineWidth = 1.5;
      ctx.beginPath();
      shown.values.forEach((amplitude, i) => {
        ctx.lineTo(xOf(i), amplitudeY(amplitude, axis, heightPx));
      });
      ctx.stroke();
      shown.values.forEach((amplitude, i) => {
        ctx.beginPath();
        ctx.arc(xOf(i), amplitudeY(amplitude, axis, heightPx), dotRadiusPx, 0, 2 * Math.PI);
        ctx.fill();
      });
    },
    [shown, axis, heightPx],
  );
  const scene: PencilScene = {
    valueAt: (y) => amplitudeAtY(y, axis, heightPx),
    show: (stroke) => {
      setDrawn(stroke === null || sourceId === null ? null : { ...stroke, sourceId });
    },
    hover: setValue,
    take: (stroke) => {
      if (trackId === null) return;
      const where = { documentId, trackId, channel: lane.channel ?? 0 };
      useSelection.getState().moveCursor(stroke.startSample);
      inTurn(() => drawSamples(where, stroke)).catch((error: unknown) => {
        setDrawn(null);
        notifyError('Draw samples', error);
      });
    },
  };
  const latest = useRef(scene);
  useEffect(() => {
    latest.current = scene;
  });
  useEffect(() => {
    const element = host.current?.closest<HTMLElement>('[data-lane-key]');
    return element == null ? undefined : attachPencilGestures(element, () => latest.current);
  }, []);
  return (
    <div ref={host} className={styles['overlay']}>
      <ViewCanvas widthPx={widthPx} heightPx={heightPx} draw={draw} />
      <ToolTag
        title="Draw samples"
        testId={`${lane.testId}-pencil`}
        hint={
          isClose
            ? 'Press or draw; ↑ and ↓ change the sample at the cursor (Shift more, Alt less), Escape leaves.'
            : 'Zoom in until single samples show (1). Escape leaves.'
        }
        value={isClose ? value : null}
      />
    </div>
  );
}
