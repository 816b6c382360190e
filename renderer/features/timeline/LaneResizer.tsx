import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { startDrag } from '../../shared/ui/startDrag.ts';
import { useLayout } from '../../state/layout.ts';
import type { Lane } from '../../state/lanes.ts';
import { minimumLanePx } from './laneHeights.ts';
import styles from './LaneFrame.module.css';

const largestPx = 1200;
const keyStepPx = 8;

interface Props {
  readonly lane: Lane;
  readonly heightPx: number;
  readonly title: string;
}

/** The lower edge of a lane: drag or arrow keys set its height, double click gives the share back, Escape cancels. */
export function LaneResizer({ lane, heightPx, title }: Props) {
  const [isDragging, setDragging] = useState(false);
  const { changeLane } = useLayout.getState();
  const setHeight = (px: number | null) => {
    const bounded = px === null ? null : Math.min(Math.max(Math.round(px), minimumLanePx(lane.kind)), largestPx);
    changeLane(lane.key, { heightPx: bounded });
    return bounded;
  };
  const onDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    const { clientY } = event;
    const setBefore = useLayout.getState().lanes[lane.key]?.heightPx ?? null;
    event.currentTarget.focus();
    setDragging(true);
    startDrag(event.currentTarget, event.nativeEvent, {
      move: (now) => `${String(setHeight(heightPx + now.clientY - clientY))} px`,
      end: () => {
        setDragging(false);
      },
      cancel: () => {
        setDragging(false);
        setHeight(setBefore);
      },
    });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setHeight(heightPx + keyStepPx);
    else if (event.key === 'ArrowUp') setHeight(heightPx - keyStepPx);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      className={styles['resizer']}
      role="separator"
      aria-orientation="horizontal"
      aria-label={`Height of ${title}`}
      aria-valuenow={heightPx}
      aria-valuemin={minimumLanePx(lane.kind)}
      aria-valuemax={largestPx}
      tabIndex={0}
      data-no-select=""
      data-dragging={isDragging || undefined}
      onPointerDown={onDown}
      onKeyDown={onKey}
      onDoubleClick={() => {
        setHeight(null);
      }}
    />
  );
}
