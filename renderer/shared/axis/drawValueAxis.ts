import { strokeSeamed } from '../canvas/seamedStrokes.ts';
import type { Tokens } from '../theme/readTokens.ts';
import type { ValueAxis } from './contourAxes.ts';

export interface AxisMarks {
  readonly axis: ValueAxis;
  readonly colour: string;
  readonly unit: string;
  readonly side: 'left' | 'right';
}

const edgePx = 4;
const leastLabelledPx = 56; // a lower lane has no room for numbers

/** Numbers at the edge of the lane, in the colour of the curve they belong to. */
export function drawValueAxis(
  ctx: CanvasRenderingContext2D,
  marks: AxisMarks,
  size: { widthPx: number; heightPx: number },
  tokens: Tokens,
): void {
  const { axis, colour, unit, side } = marks;
  if (axis.ticks.length === 0 || size.heightPx < leastLabelledPx) return;
  const edge = side === 'right' ? size.widthPx : 0;
  const inward = side === 'right' ? -1 : 1;
  ctx.font = `10px ${getComputedStyle(document.body).fontFamily}`;
  ctx.textAlign = side === 'right' ? 'right' : 'left';
  ctx.textBaseline = 'middle';
  const ticks = new Path2D();
  const labels: { readonly text: string; readonly y: number }[] = [{ text: unit, y: 7 }];
  for (const value of axis.ticks) {
    const y = axis.yAt(value);
    if (y < 0 || y > size.heightPx) continue;
    ticks.moveTo(edge, y);
    ticks.lineTo(edge + inward * edgePx, y);
    const labelY = Math.min(Math.max(y, 6), size.heightPx - 6);
    if (labels.every((other) => Math.abs(other.y - labelY) >= 11)) labels.push({ text: String(value), y: labelY });
  }
  strokeSeamed(ctx, ticks, { colour, seam: tokens.contourSeam, widthPx: 1 });
  ctx.lineWidth = 3;
  ctx.strokeStyle = tokens.contourSeam;
  ctx.fillStyle = colour;
  for (const { text, y } of labels) {
    const x = edge + inward * (edgePx + 3);
    ctx.strokeText(text, x, y);
    ctx.fillText(text, x, y);
  }
}
