import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import type { TierItem } from '../../../preload/contract/tiers.ts';
import { useTierItems } from '../../client/tiers.ts';
import { followPointer } from '../../shared/canvas/followPointer.ts';
import { ViewCanvas, type DrawView } from '../../shared/canvas/ViewCanvas.tsx';
import { formatHms } from '../../shared/format/time.ts';
import { itemsWithin } from '../../shared/tiers/itemsWithin.ts';
import type { LaneProps } from '../../state/lanes.ts';
import { useSelection } from '../../state/selection.ts';
import { useViewport } from '../../state/viewport.ts';
import { endSampleOf } from '../../state/viewportMaths.ts';
import { drawTier, itemAt } from './drawTier.ts';
import styles from './TierLane.module.css';

const mostListed = 300; // in the list for screen readers: what is visible, not the whole recording
const restMs = 300; // the list follows a view that has come to rest

/** Intervals or points over time; double click selects one. */
export function TierLane({ document, lane, widthPx, heightPx }: LaneProps) {
  const host = useRef<HTMLDivElement>(null);
  const items = useTierItems(lane.tierId);
  const kind = document.tiers.find((tier) => tier.tierId === lane.tierId)?.kind ?? 'interval';
  const draw = useCallback<DrawView>(
    (ctx, view, tokens) => {
      drawTier(ctx, items, { view, tokens, kind, widthPx, heightPx });
    },
    [items, kind, widthPx, heightPx],
  );
  useSelectOnDouble(host, items);
  useEffect(
    () =>
      host.current === null
        ? undefined
        : followPointer(host.current, lane.key, () => ({
            channel: null,
            frequencyHz: null,
            levelDb: null,
            amplitude: null,
          })),
    [lane.key],
  );
  const view = useRestingView();
  const shown = itemsWithin(items, view.startSample, endSampleOf(view));
  return (
    <div ref={host} className={styles['surface']}>
      <ViewCanvas widthPx={widthPx} heightPx={heightPx} draw={draw} />
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

function useRestingView() {
  const [view, setView] = useState(useViewport.getState);
  useEffect(() => {
    let timer = 0;
    const wait = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        setView(useViewport.getState());
      }, restMs);
    };
    const stop = useViewport.subscribe(wait);
    wait();
    return () => {
      window.clearTimeout(timer);
      stop();
    };
  }, []);
  return view;
}

function describe(item: TierItem, kind: 'interval' | 'point', sampleRateHz: number): string {
  const time = (sample: number) => formatHms(sample / sampleRateHz);
  const where = kind === 'point' ? time(item.startSample) : `${time(item.startSample)} to ${time(item.endSample)}`;
  return `${item.label === '' ? 'Unnamed' : item.label}, ${where}`;
}

/** Before the timeline's own double click, which selects all that is visible. */
function useSelectOnDouble(host: RefObject<HTMLDivElement | null>, items: readonly TierItem[]): void {
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
