/**
 * Contours on a canvas over any colour map: each has its own colour and its own stroke (pitch a line with points,
 * formants points, intensity dashes), and a dark seam that parts it from bright ground.
 */
import type { Tokens } from '../../shared/theme/readTokens.ts';
import { addPoint, fillSeamed, strokeSeamed, type Stroke } from '../../shared/canvas/seamedStrokes.ts';
import type { ContourColumn } from './contourColumns.ts';
import type { ValueAxis } from '../../shared/axis/contourAxes.ts';

type Ctx = CanvasRenderingContext2D;

const pointsFromPx = 6; // frames this far apart show as points on the line
const barPx = 3;

export function drawPitch(ctx: Ctx, columns: readonly ContourColumn[], axis: ValueAxis, tokens: Tokens): void {
  const style = { colour: tokens.contourPitch, seam: tokens.contourSeam, widthPx: 2 };
  const ranges = new Path2D();
  for (const { x, widthPx, tile, column, isFrame } of columns) {
    if (isFrame || Number.isNaN(tile.low[column])) continue;
    const top = axis.yAt(tile.high[column] ?? 0);
    const height = axis.yAt(tile.low[column] ?? 0) - top;
    ranges.rect(x - widthPx / 2, top, Math.max(widthPx, 1), Math.max(height, 1));
  }
  ctx.globalAlpha = 0.4;
  ctx.fillStyle = style.colour;
  ctx.fill(ranges);
  ctx.globalAlpha = 1;
  const { line, points } = linePath(columns, 0, axis);
  strokeSeamed(ctx, line, style);
  if ((columns[0]?.widthPx ?? 0) >= pointsFromPx) fillSeamed(ctx, points, style);
  drawCorrected(ctx, columns, axis, style);
}

/** By hand: a square around the point, where points are drawn, and a bar at the foot of the lane, unvoiced or not. */
function drawCorrected(ctx: Ctx, columns: readonly ContourColumn[], axis: ValueAxis, style: Stroke): void {
  const squares = new Path2D();
  const bars = new Path2D();
  const foot = ctx.canvas.clientHeight - barPx;
  for (const { x, widthPx, tile, column } of columns) {
    if (tile.corrected[column] !== 1) continue;
    bars.rect(x - widthPx / 2, foot, Math.max(widthPx, 1), barPx);
    const value = tile.middle[column] ?? Number.NaN;
    if (widthPx >= pointsFromPx && !Number.isNaN(value)) squares.rect(x - 5, axis.yAt(value) - 5, 10, 10);
  }
  strokeSeamed(ctx, squares, { ...style, widthPx: 1.25 });
  fillSeamed(ctx, bars, style);
}

export function drawIntensity(ctx: Ctx, columns: readonly ContourColumn[], axis: ValueAxis, tokens: Tokens): void {
  const { line } = linePath(columns, 0, axis, false);
  strokeSeamed(ctx, line, { colour: tokens.contourIntensity, seam: tokens.contourSeam, widthPx: 1.5, dash: [7, 4] });
}

export function drawFormants(
  ctx: Ctx,
  columns: readonly ContourColumn[],
  yAt: (hz: number) => number,
  nSeries: number,
  tokens: Tokens,
): void {
  const radius = (columns[0]?.widthPx ?? 0) >= 4 ? 2.4 : 1.3;
  const points = new Path2D();
  for (let series = 0; series < nSeries; series++) {
    for (const { x, tile, column } of columns) {
      const hz = tile.middle[series * tile.nColumns + column] ?? Number.NaN;
      if (!Number.isNaN(hz)) addPoint(points, x, yAt(hz), radius);
    }
  }
  fillSeamed(ctx, points, { colour: tokens.contourFormant, seam: tokens.contourSeam, widthPx: 1 });
}

/** A line through the values that are there; `points` are those of single frames. */
function linePath(columns: readonly ContourColumn[], series: number, axis: ValueAxis, withPoints = true) {
  const line = new Path2D();
  const points = new Path2D();
  let isDown = false;
  for (const { x, tile, column } of columns) {
    const value = tile.middle[series * tile.nColumns + column] ?? Number.NaN;
    if (Number.isNaN(value)) {
      isDown = false;
      continue;
    }
    const y = axis.yAt(value);
    if (isDown) line.lineTo(x, y);
    else {
      line.moveTo(x, y);
      line.lineTo(x + 0.01, y); // a single voiced frame is seen too
    }
    isDown = true;
    if (withPoints) addPoint(points, x, y, 2.4);
  }
  return { line, points };
}
