import { useEffect, useRef, useState } from 'react';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { useSettings } from '../../client/settings.ts';
import { timeTicks, type TimeTicks } from '../../shared/axis/timeTicks.ts';
import { crisp, fitCanvas } from '../../shared/canvas/fitCanvas.ts';
import { useTokens, type Tokens } from '../../shared/theme/readTokens.ts';
import { useSpectrogramSettings } from '../../state/spectrogramSettings.ts';
import { useViewport } from '../../state/viewport.ts';
import { attachRulerDrag } from './attachRulerDrag.ts';
import { MarkerFlags } from './MarkerFlags.tsx';
import styles from './Ruler.module.css';

export const rulerPx = 26;

/** Time above the lanes: drag sideways to scroll, up and down to zoom, click to set the cursor. */
export function Ruler({ document }: { readonly document: DocumentInfo }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const area = useRef<HTMLDivElement>(null);
  const view = useViewport();
  const format = useSettings((s) => s.settings.timeFormat);
  const hopLength = useSpectrogramSettings((s) => s.settings.hopLength);
  const tokens = useTokens((s) => s.tokens);
  const ticks = timeTicks({ ...view, sampleRateHz: document.sampleRateHz, format, hopLength });
  const [isDragging, setDragging] = useState(false);

  useEffect(() => {
    const ctx = canvas.current === null ? null : fitCanvas(canvas.current, view.widthPx, rulerPx);
    if (ctx !== null) drawRuler(ctx, ticks, tokens, view.widthPx);
  });
  useEffect(() => (area.current === null ? undefined : attachRulerDrag(area.current, setDragging)), []);

  return (
    <div className={styles['ruler']} data-testid="ruler" data-no-select="">
      <div className={styles['context']} title={`Time in ${ticks.unit}`}>
        <span className={styles['value']}>{ticks.context}</span>
        <span className={styles['unit']}>{ticks.unit}</span>
      </div>
      <div ref={area} className={styles['area']} data-dragging={isDragging || undefined}>
        <canvas ref={canvas} aria-hidden="true" data-labels={ticks.ticks.filter((t) => t.label !== '').length} />
        <MarkerFlags document={document} />
      </div>
    </div>
  );
}

function drawRuler(ctx: CanvasRenderingContext2D, { ticks }: TimeTicks, tokens: Tokens, widthPx: number): void {
  const font = getComputedStyle(document.body).fontFamily;
  ctx.textBaseline = 'alphabetic';
  ctx.strokeStyle = tokens.rulerTick;
  ctx.beginPath();
  for (const tick of ticks) {
    const x = crisp(tick.px);
    ctx.moveTo(x, rulerPx - (tick.label === '' ? 4 : tick.isCarry ? 10 : 7));
    ctx.lineTo(x, rulerPx);
  }
  ctx.stroke();
  for (const tick of ticks) {
    if (tick.label === '') continue;
    ctx.font = `${tick.isCarry ? '600 ' : ''}10.5px ${font}`;
    ctx.fillStyle = tick.isCarry ? tokens.text : tokens.rulerText;
    const half = ctx.measureText(tick.label).width / 2;
    // Labels at the ends stay whole, beside their tick.
    const x = Math.min(Math.max(tick.px - half, 1), widthPx - half * 2 - 1);
    ctx.fillText(tick.label, x, 13);
  }
}
