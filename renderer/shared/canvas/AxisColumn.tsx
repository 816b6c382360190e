import { useEffect, useRef } from 'react';
import { useTokens } from '../theme/readTokens.ts';
import type { AxisTick } from '../axis/frequencyTicks.ts';
import { crisp, fitCanvas } from './fitCanvas.ts';
import styles from './AxisColumn.module.css';

const axisColumnPx = 42;

interface Props {
  readonly ticks: readonly AxisTick[];
  readonly heightPx: number;
}

/** Vertical axis to the left of a lane's drawing area. For the eye only: the lane's own label says the range. */
export function AxisColumn({ ticks, heightPx }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const tokens = useTokens((s) => s.tokens);
  useEffect(() => {
    const ctx = canvas.current === null ? null : fitCanvas(canvas.current, axisColumnPx, heightPx);
    if (ctx === null) return;
    ctx.font = `10px ${getComputedStyle(document.body).fontFamily}`;
    ctx.textAlign = 'right';
    ctx.textBaseline = 'middle';
    ctx.fillStyle = tokens.rulerText;
    ctx.strokeStyle = tokens.rulerTick;
    ctx.beginPath();
    for (const tick of ticks) {
      const y = Math.min(crisp(tick.y), heightPx - 0.5);
      ctx.moveTo(axisColumnPx - (tick.label === '' ? 3 : 6), y);
      ctx.lineTo(axisColumnPx, y);
    }
    ctx.stroke();
    for (const { label, y } of placedLabels(ticks, heightPx)) ctx.fillText(label, axisColumnPx - 8, y);
  }, [ticks, heightPx, tokens]);
  return <canvas ref={canvas} className={styles['axis']} aria-hidden="true" />;
}

/** Labels at the ends stay inside the lane. */
function labelY(y: number, heightPx: number): number {
  return Math.min(Math.max(y, 6), heightPx - 5);
}

const leastDistancePx = 10;

/** The labels at both ends, and of the others those that do not touch one already placed. */
function placedLabels(ticks: readonly AxisTick[], heightPx: number): AxisTick[] {
  const labels = ticks
    .filter((tick) => tick.label !== '')
    .map((tick) => ({ label: tick.label, y: labelY(tick.y, heightPx) }))
    .sort((a, b) => a.y - b.y);
  const placed: AxisTick[] = [];
  for (const tick of [...labels.slice(0, 1), ...labels.slice(-1), ...labels.slice(1, -1)])
    if (placed.every((other) => Math.abs(other.y - tick.y) >= leastDistancePx)) placed.push(tick);
  return placed;
}
