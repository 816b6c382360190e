import { useEffect, useRef, useState } from 'react';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { useSettings } from '../../client/settings.ts';
import { timeTicks, type TimeTick, type TimeTicks } from '../../shared/axis/timeTicks.ts';
import { crisp, fitCanvas } from '../../shared/canvas/fitCanvas.ts';
import { useTokens, type Tokens } from '../../shared/theme/readTokens.ts';
import { useSpectrogramSettings } from '../../state/spectrogramSettings.ts';
import { useViewport } from '../../state/viewport.ts';
import { attachRulerDrag } from './attachRulerDrag.ts';
import { attachScrub } from './attachScrub.ts';
import { MarkerFlags } from './MarkerFlags.tsx';
import styles from './Ruler.module.css';

export const rulerPx = 26;

/** Time above the lanes: drag sideways to scroll, up and down to zoom, with Ctrl to scrub; click to set the cursor. */
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
  useEffect(() => (area.current === null ? undefined : attachScrub(area.current)), []);

  return (
    <div className={styles['ruler']} data-testid="ruler" data-no-select="">
      <div className={styles['context']} title={`Time in ${ticks.unit}`}>
        <span className={styles['value']}>{ticks.context}</span>
        <span className={styles['unit']}>{ticks.unit}</span>
      </div>
      <div
        ref={area}
        className={styles['area']}
        data-dragging={isDragging || undefined}
        title="Drag to scroll and zoom, Ctrl+drag to scrub"
      >
        <canvas ref={canvas} aria-hidden="true" data-labels={ticks.ticks.filter((t) => t.label !== '').length} />
        <MarkerFlags document={document} />
      </div>
    </div>
  );
}

function drawRuler(ctx: CanvasRenderingContext2D, { ticks }: TimeTicks, tokens: Tokens, widthPx: number): void {
  ctx.textBaseline = 'alphabetic';
  ctx.strokeStyle = tokens.rulerTick;
  ctx.beginPath();
  for (const tick of ticks) {
    const x = crisp(tick.px);
    ctx.moveTo(x, rulerPx - (tick.label === '' ? 4 : tick.isCarry ? 10 : 7));
    ctx.lineTo(x, rulerPx);
  }
  ctx.stroke();
  drawLabels(ctx, ticks, tokens, widthPx);
}

const labelGapPx = 3;

/** Complete labels first; at the ends they stay whole beside their tick, and what they would touch is left out. */
function drawLabels(ctx: CanvasRenderingContext2D, ticks: readonly TimeTick[], tokens: Tokens, widthPx: number): void {
  const font = getComputedStyle(document.body).fontFamily;
  const taken: { readonly from: number; readonly to: number }[] = [];
  const labels = ticks.filter((tick) => tick.label !== '');
  for (const tick of [...labels.filter((t) => t.isCarry), ...labels.filter((t) => !t.isCarry)]) {
    ctx.font = `${tick.isCarry ? '600 ' : ''}10.5px ${font}`;
    ctx.fillStyle = tick.isCarry ? tokens.text : tokens.rulerText;
    const { width } = ctx.measureText(tick.label);
    const from = Math.min(Math.max(tick.px - width / 2, 1), widthPx - width - 1);
    const to = from + width;
    if (taken.some((other) => from < other.to + labelGapPx && to + labelGapPx > other.from)) continue;
    taken.push({ from, to });
    ctx.fillText(tick.label, from, 13);
  }
}
