/**
 * Contours on a canvas over any colour map: each has its own colour and its own stroke (pitch a line with points,
 * formants points, intensity dashes), and a dark seam that parts it from bright ground.
 */
import type { Tokens } from '../../shared/theme/readTokens.ts';
import type { ContourColumn } from './contourColumns.ts';
import type { ValueAxis } from './contourAxes.ts';

type Ctx = CanvasRenderingContext2D;

interface Stroke {
  readonly colour: string;
  readonly seam: string;
  readonly widthPx: number;
  readonly dash?: readonly number[];
}

const seamPx = 1.25;
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

function addPoint(path: Path2D, x: number, y: number, radius: number): void {
  path.moveTo(x + radius, y);
  path.arc(x, y, radius, 0, 2 * Math.PI);
}

function strokeSeamed(ctx: Ctx, path: Path2D, { colour, seam, widthPx, dash = [] }: Stroke): void {
  ctx.lineJoin = 'round';
  ctx.lineCap = dash.length > 0 ? 'butt' : 'round';
  ctx.setLineDash([...dash]);
  ctx.strokeStyle = seam;
  ctx.lineWidth = widthPx + 2 * seamPx;
  ctx.stroke(path);
  ctx.strokeStyle = colour;
  ctx.lineWidth = widthPx;
  ctx.stroke(path);
  ctx.setLineDash([]);
}

function fillSeamed(ctx: Ctx, path: Path2D, { colour, seam }: Stroke): void {
  ctx.strokeStyle = seam;
  ctx.lineWidth = 2 * seamPx;
  ctx.stroke(path);
  ctx.fillStyle = colour;
  ctx.fill(path);
}

export interface AxisMarks {
  readonly axis: ValueAxis;
  readonly colour: string;
  readonly unit: string;
  readonly side: 'left' | 'right';
}

const edgePx = 4;
const leastLabelledPx = 56; // a lower lane has no room for numbers

/** Numbers at the edge of the lane, in the colour of the curve they belong to. */
export function drawAxis(
  ctx: Ctx,
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
