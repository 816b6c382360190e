import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useHover } from '../../state/hover.ts';
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
  const [from, setFrom] = useState<{
    readonly y: number;
    readonly heightPx: number;
    readonly setPx: number | null;
  } | null>(null);
  const { changeLane } = useLayout.getState();
  const setHeight = (px: number | null) => {
    const bounded = px === null ? null : Math.min(Math.max(Math.round(px), minimumLanePx(lane.kind)), largestPx);
    changeLane(lane.key, { heightPx: bounded });
    return bounded;
  };
  const stop = () => {
    setFrom(null);
    useHover.getState().setDragText(null);
  };
  const onMove = (event: PointerEvent) => {
    if (from === null) return;
    useHover.getState().setDragText(`${String(setHeight(from.heightPx + event.clientY - from.y))} px`);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && from !== null) {
      setHeight(from.setPx);
      stop();
    } else if (event.key === 'ArrowDown') setHeight(heightPx + keyStepPx);
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
      data-dragging={from !== null || undefined}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.focus();
        setFrom({ y: event.clientY, heightPx, setPx: useLayout.getState().lanes[lane.key]?.heightPx ?? null });
      }}
      onPointerMove={onMove}
      onPointerUp={stop}
      onPointerCancel={stop}
      onKeyDown={onKey}
      onDoubleClick={() => {
        setHeight(null);
      }}
    />
  );
}
