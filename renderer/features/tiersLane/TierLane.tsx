import { useEffect, useRef } from 'react';
import type { TierItem } from '../../../preload/contract/tiers.ts';
import { useTierItems } from '../../client/tiers.ts';
import { fitCanvas } from '../../shared/canvas/fitCanvas.ts';
import { useTokens } from '../../shared/theme/readTokens.ts';
import { formatHms } from '../../shared/format/time.ts';
import { useHover } from '../../state/hover.ts';
import type { LaneProps } from '../../state/lanes.ts';
import { useSelection } from '../../state/selection.ts';
import { useViewport } from '../../state/viewport.ts';
import { endSampleOf, pxToSample, type Viewport } from '../../state/viewportMaths.ts';
import { drawTier, itemAt } from './drawTier.ts';
import styles from './TierLane.module.css';

const mostListed = 300; // in the list for screen readers: what is visible, not the whole recording

/** Intervals or points over time; double click selects one. */
export function TierLane({ document, lane, widthPx, heightPx }: LaneProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const items = useTierItems(lane.tierId);
  const view = useViewport();
  const tokens = useTokens((s) => s.tokens);
  const kind = document.tiers.find((tier) => tier.tierId === lane.tierId)?.kind ?? 'interval';

  useEffect(() => {
    const ctx = canvas.current === null ? null : fitCanvas(canvas.current, widthPx, heightPx);
    if (ctx !== null) drawTier(ctx, items, { view, tokens, kind, widthPx, heightPx });
  }, [items, view, tokens, kind, widthPx, heightPx]);

  useSelectOnDouble(host, items);
  const shown = visibleItems(items, view);
  return (
    <div
      ref={host}
      className={styles['surface']}
      onPointerMove={(event) => {
        const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
        const sample = Math.min(Math.max(Math.round(pxToSample(view, x)), 0), Math.max(view.lengthSamples - 1, 0));
        useHover
          .getState()
          .setHover({ laneKey: lane.key, sample, channel: null, frequencyHz: null, levelDb: null, amplitude: null });
      }}
      onPointerLeave={() => {
        useHover.getState().setHover(null);
      }}
    >
      <canvas ref={canvas} aria-hidden="true" />
      <ul
        className="visuallyHidden"
        aria-label={`${lane.title}: ${String(shown.length)} of ${String(items.length)} in view`}
      >
        {shown.slice(0, mostListed).map((item) => (
          <li key={item.itemId}>{describe(item, kind, document.sampleRateHz)}</li>
        ))}
      </ul>
    </div>
  );
}

function visibleItems(items: readonly TierItem[], view: Viewport): TierItem[] {
  const end = endSampleOf(view);
  return items.filter((item) => item.endSample >= view.startSample && item.startSample <= end);
}

function describe(item: TierItem, kind: 'interval' | 'point', sampleRateHz: number): string {
  const time = (sample: number) => formatHms(sample / sampleRateHz);
  const where = kind === 'point' ? time(item.startSample) : `${time(item.startSample)} to ${time(item.endSample)}`;
  return `${item.label === '' ? 'Unnamed' : item.label}, ${where}`;
}

/** Before the timeline's own double click, which selects all that is visible. */
function useSelectOnDouble(host: React.RefObject<HTMLDivElement | null>, items: readonly TierItem[]): void {
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const onDouble = (event: MouseEvent) => {
      const view = useViewport.getState();
      const item = itemAt(items, view, event.clientX - element.getBoundingClientRect().left);
      if (item === null) return;
      event.stopPropagation();
      if (item.endSample > item.startSample) useSelection.getState().select(item.startSample, item.endSample, null);
      else useSelection.getState().moveCursor(item.startSample);
    };
    element.addEventListener('dblclick', onDouble);
    return () => {
      element.removeEventListener('dblclick', onDouble);
    };
  }, [host, items]);
}
