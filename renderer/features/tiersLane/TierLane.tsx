import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { TierItem } from '../../../preload/contract/tiers.ts';
import { useTierItems } from '../../client/tiers.ts';
import { followPointer } from '../../shared/canvas/followPointer.ts';
import { ViewCanvas, type DrawView } from '../../shared/canvas/ViewCanvas.tsx';
import { formatHms } from '../../shared/format/time.ts';
import { itemsWithin } from '../../shared/tiers/itemsWithin.ts';
import type { LaneProps } from '../../state/lanes.ts';
import { useViewport } from '../../state/viewport.ts';
import { endSampleOf } from '../../state/viewportMaths.ts';
import { attachTierGestures, type TierScene } from './attachTierGestures.ts';
import { withBoundaryMoved } from './boundaries.ts';
import { useBoundaryMove } from './boundaryMove.ts';
import { drawTier } from './drawTier.ts';
import { useLabelField } from './labelField.ts';
import { LabelField } from './LabelField.tsx';
import styles from './TierLane.module.css';

const mostListed = 300; // in the list for screen readers: what is visible, not the whole recording
const restMs = 300; // the list follows a view that has come to rest

/** Intervals or points over time: a click selects one, a double click labels it, boundaries are dragged. */
export function TierLane({ document, lane, widthPx, heightPx }: LaneProps) {
  const host = useRef<HTMLDivElement>(null);
  const items = useShownItems(lane.tierId);
  const labelled = useLabelField(({ at }) => (at !== null && at.tierId === lane.tierId ? at.itemId : null));
  const labelledItem = labelled === null ? undefined : items.find(({ itemId }) => itemId === labelled);
  const kind = document.tiers.find((tier) => tier.tierId === lane.tierId)?.kind ?? 'interval';
  const draw = useCallback<DrawView>(
    (ctx, view, tokens) => {
      drawTier(ctx, items, { view, tokens, kind, widthPx, heightPx });
    },
    [items, kind, widthPx, heightPx],
  );
  useGestures(host, { document, tierId: lane.tierId ?? '', items });
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
      {labelledItem !== undefined && lane.tierId !== null && (
        <LabelField key={labelled} tierId={lane.tierId} item={labelledItem} items={items} widthPx={widthPx} />
      )}
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

/** A boundary that is being moved is drawn where it would be. */
function useShownItems(tierId: string | null): readonly TierItem[] {
  const items = useTierItems(tierId);
  const move = useBoundaryMove((s) => (tierId !== null && s.move?.tierIds.includes(tierId) === true ? s.move : null));
  return useMemo(
    () => (move === null ? items : withBoundaryMoved(items, move.fromSample, move.toSample)),
    [items, move],
  );
}

function useGestures(host: React.RefObject<HTMLDivElement | null>, scene: TierScene): void {
  const latest = useRef(scene);
  useEffect(() => {
    latest.current = scene;
  });
  useEffect(() => (host.current === null ? undefined : attachTierGestures(host.current, () => latest.current)), [host]);
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
