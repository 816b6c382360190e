import type { TimeTick } from '../axis/timeTicks.ts';
import type { Tokens } from '../theme/readTokens.ts';
import { crisp } from './fitCanvas.ts';

export const rulerPx = 26;

/** A ruler's ticks, standing on its lower edge, and their labels. */
export function drawTimeTicks(
  ctx: CanvasRenderingContext2D,
  ticks: readonly TimeTick[],
  tokens: Tokens,
  widthPx: number,
): void {
  ctx.textBaseline = 'alphabetic';
  ctx.strokeStyle = tokens.rulerTick;
  ctx.beginPath();
  for (const tick of ticks) {
    const x = Math.min(crisp(tick.px), widthPx - 0.5);
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
