import { useEffect, useRef } from 'react';
import { useTokens } from '../theme/readTokens.ts';
import type { AxisTick } from '../axis/frequencyTicks.ts';
import { crisp, fitCanvas } from './fitCanvas.ts';
import styles from './AxisColumn.module.css';

export const axisColumnPx = 42;

interface Props {
  readonly ticks: readonly AxisTick[];
  readonly heightPx: number;
  readonly unit: string;
}

/** Vertical axis to the left of a lane's drawing area. For the eye only: the lane's own label says the range. */
export function AxisColumn({ ticks, heightPx, unit }: Props) {
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
      if (tick.label !== '') ctx.fillText(tick.label, axisColumnPx - 8, labelY(tick.y, heightPx));
    }
    ctx.stroke();
    if (isFree(ticks, heightPx)) {
      ctx.textAlign = 'left';
      ctx.fillText(unit, 1, labelY(0, heightPx));
    }
  }, [ticks, heightPx, unit, tokens]);
  return <canvas ref={canvas} className={styles['axis']} aria-hidden="true" />;
}

/** Labels at the ends stay inside the lane. */
function labelY(y: number, heightPx: number): number {
  return Math.min(Math.max(y, 6), heightPx - 5);
}

/** The unit stands in the upper left corner, where a long label would reach it only near the top. */
function isFree(ticks: readonly AxisTick[], heightPx: number): boolean {
  return !ticks.some((tick) => tick.label.length > 3 && labelY(tick.y, heightPx) < 14);
}
