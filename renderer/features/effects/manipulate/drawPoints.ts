/** The curve that is edited: thin where it only joins points, thick where it is heard; its points, those picked in white. */
import type { ValueAxis } from '../../../shared/axis/contourAxes.ts';
import { drawValueAxis } from '../../../shared/axis/drawValueAxis.ts';
import { crisp } from '../../../shared/canvas/fitCanvas.ts';
import { addPoint, fillSeamed, strokeSeamed } from '../../../shared/canvas/seamedStrokes.ts';
import type { Tokens } from '../../../shared/theme/readTokens.ts';
import { sampleToPx, type Viewport } from '../../../state/viewportMaths.ts';
import { curveValue } from '../../../kernels/melody.ts';
import { lengthSecOf, type Curve, type Manipulation } from './manipulation.ts';
import { curveOf } from './points.ts';

export const pointPx = 4.5; // radius

export interface Band {
  readonly x: number;
  readonly y: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface PointsPicture {
  readonly now: Manipulation;
  readonly curve: Curve;
  readonly picked: ReadonlySet<number>;
  readonly axis: ValueAxis;
  readonly band: Band | null; // in which points are being picked
  readonly widthPx: number;
  readonly heightPx: number;
}

export function drawPoints(
  ctx: CanvasRenderingContext2D,
  { now, curve, picked, axis, band, widthPx, heightPx }: PointsPicture,
  view: Viewport,
  tokens: Tokens,
): void {
  const xAt = (sec: number) => sampleToPx(view, now.span.startSample + sec * now.sampleRateHz);
  const ends = [xAt(0), xAt(lengthSecOf(now))] as const;
  drawOutside(ctx, ends, { widthPx, heightPx }, tokens);
  const colour = tokens.manipulation;
  const seam = tokens.contourSeam;
  const points = now[curve];
  if (curve === 'duration') {
    const one = new Path2D();
    one.moveTo(ends[0], crisp(axis.yAt(1)));
    one.lineTo(ends[1], crisp(axis.yAt(1)));
    strokeSeamed(ctx, one, { colour, seam, widthPx: 1, dash: [2, 5] });
    drawValueAxis(ctx, { axis, colour, unit: '×', side: 'right' }, { widthPx, heightPx }, tokens);
  }
  if (points.length > 0) {
    const line = new Path2D();
    line.moveTo(ends[0], axis.yAt(points[0]?.value ?? 0));
    for (const { sec, value } of points) line.lineTo(xAt(sec), axis.yAt(value));
    line.lineTo(ends[1], axis.yAt(points.at(-1)?.value ?? 0));
    strokeSeamed(ctx, line, { colour, seam, widthPx: 1, dash: curve === 'pitch' ? [4, 3] : [] });
    if (curve === 'pitch') strokeSeamed(ctx, voicedPath(now, axis, xAt), { colour, seam, widthPx: 2.5 });
  }
  const [dots, chosen] = [new Path2D(), new Path2D()];
  for (const { id, sec, value } of points)
    addPoint(picked.has(id) ? chosen : dots, xAt(sec), axis.yAt(value), pointPx + (picked.has(id) ? 1.5 : 0));
  fillSeamed(ctx, dots, { colour, seam, widthPx: 1 });
  fillSeamed(ctx, chosen, { colour, seam, widthPx: 1 });
  const hearts = new Path2D();
  for (const { id, sec, value } of points) if (picked.has(id)) addPoint(hearts, xAt(sec), axis.yAt(value), pointPx - 1);
  ctx.fillStyle = tokens.contourHand;
  ctx.fill(hearts);
  if (band !== null) {
    const frame = new Path2D();
    frame.rect(band.x, band.y, band.widthPx, band.heightPx);
    strokeSeamed(ctx, frame, { colour: tokens.contourHand, seam, widthPx: 1, dash: [3, 3] });
  }
}

/** What lies outside the span is not changed. */
function drawOutside(
  ctx: CanvasRenderingContext2D,
  [start, end]: readonly [number, number],
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
  tokens: Tokens,
): void {
  ctx.globalAlpha = 0.45;
  ctx.fillStyle = tokens.ground;
  if (start > 0) ctx.fillRect(0, 0, Math.min(start, widthPx), heightPx);
  if (end < widthPx) ctx.fillRect(Math.max(end, 0), 0, widthPx, heightPx);
  ctx.globalAlpha = 1;
  const edges = new Path2D();
  for (const x of [start, end]) {
    edges.moveTo(crisp(x), 0);
    edges.lineTo(crisp(x), heightPx);
  }
  strokeSeamed(ctx, edges, { colour: tokens.manipulation, seam: tokens.contourSeam, widthPx: 1 });
}

/** The melody where the sound is voiced. */
function voicedPath({ melody, pitch }: Manipulation, axis: ValueAxis, xAt: (sec: number) => number): Path2D {
  const path = new Path2D();
  if (melody === null) return path;
  const { analysed, timeStepSec } = melody;
  const curve = curveOf(pitch);
  let [before, lastX] = [-Infinity, -Infinity];
  for (const sec of analysed.timesSec) {
    const isNew = sec - before > 1.5 * timeStepSec;
    before = sec;
    const x = xAt(sec);
    if (!isNew && x - lastX < 1) continue;
    lastX = x;
    const y = axis.yAt(curveValue(curve, sec));
    if (isNew) path.moveTo(x, y);
    path.lineTo(x + (isNew ? 0.01 : 0), y);
  }
  return path;
}
