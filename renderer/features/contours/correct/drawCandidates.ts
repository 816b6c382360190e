/** Candidates of pitch as faint rings, the larger the stronger; what a gesture would do, over them. */
import type { PitchCandidateSlice } from '../../../../preload/contract/contours.ts';
import type { Tokens } from '../../../shared/theme/readTokens.ts';
import { sampleToPx, type Viewport } from '../../../state/viewportMaths.ts';
import type { PitchGesture } from './attachPitchGestures.ts';
import { frameSec, voicedCandidates, type Candidate } from './candidateFrames.ts';

type Ctx = CanvasRenderingContext2D;

export interface CandidateDrawing {
  readonly slice: PitchCandidateSlice | null;
  readonly yAt: (hz: number) => number;
  readonly sampleRateHz: number;
  readonly gesture: PitchGesture | null;
  readonly hovered: Candidate | null;
  readonly heightPx: number;
}

export function drawCandidates(ctx: Ctx, drawing: CandidateDrawing, view: Viewport, tokens: Tokens): void {
  const { slice, gesture, hovered } = drawing;
  if (gesture !== null && gesture.kind !== 'path') drawStretch(ctx, gesture, view, drawing.heightPx, tokens);
  if (slice === null) return;
  const xOf = (frame: number) => sampleToPx(view, frameSec(slice, frame) * drawing.sampleRateHz);
  drawRings(ctx, drawing, slice, xOf, tokens);
  if (gesture?.kind === 'path') drawPath(ctx, [...gesture.path.values()], xOf, drawing.yAt, tokens);
  if (hovered !== null && gesture === null) {
    ctx.beginPath();
    ctx.arc(xOf(hovered.frame), drawing.yAt(hovered.hz), 6, 0, 2 * Math.PI);
    seamed(ctx, tokens.contourHand, tokens, 1.5);
  }
}

function drawRings(
  ctx: Ctx,
  { yAt, heightPx }: CandidateDrawing,
  slice: PitchCandidateSlice,
  xOf: (frame: number) => number,
  tokens: Tokens,
): void {
  const rings = new Path2D();
  for (let at = 0; at < slice.chosen.length; at++) {
    const frame = slice.firstFrame + at;
    const x = xOf(frame);
    for (const { hz, strength } of voicedCandidates(slice, frame)) {
      const y = yAt(hz);
      if (y < 0 || y > heightPx) continue;
      const radius = 1 + 1.5 * Math.min(strength, 1);
      rings.moveTo(x + radius, y);
      rings.arc(x, y, radius, 0, 2 * Math.PI);
    }
  }
  ctx.globalAlpha = 0.7;
  ctx.strokeStyle = tokens.contourSeam;
  ctx.lineWidth = 2.5;
  ctx.stroke(rings);
  ctx.strokeStyle = tokens.contourPitch;
  ctx.lineWidth = 0.9;
  ctx.stroke(rings);
  ctx.globalAlpha = 1;
}

function drawPath(
  ctx: Ctx,
  path: readonly Candidate[],
  xOf: (frame: number) => number,
  yAt: (hz: number) => number,
  tokens: Tokens,
): void {
  const sorted = [...path].sort((a, b) => a.frame - b.frame);
  ctx.beginPath();
  for (const { frame, hz } of sorted) ctx.rect(xOf(frame) - 3, yAt(hz) - 3, 6, 6);
  seamed(ctx, tokens.contourHand, tokens, 1.5);
}

/** What becomes unvoiced is hatched, what becomes voiced is veiled. */
function drawStretch(
  ctx: Ctx,
  stretch: Exclude<PitchGesture, { kind: 'path' }>,
  view: Viewport,
  heightPx: number,
  tokens: Tokens,
): void {
  const left = sampleToPx(view, stretch.startSample);
  const width = Math.max(sampleToPx(view, stretch.endSample) - left, 1);
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, 0, width, heightPx);
  ctx.fillStyle = tokens.selectionFill;
  ctx.fill();
  seamed(ctx, tokens.contourHand, tokens, 1);
  if (stretch.kind === 'unvoice') {
    ctx.clip();
    ctx.beginPath();
    for (let x = left - heightPx; x < left + width; x += 8) {
      ctx.moveTo(x, heightPx);
      ctx.lineTo(x + heightPx, 0);
    }
    ctx.strokeStyle = tokens.contourHand;
    ctx.globalAlpha = 0.5;
    ctx.lineWidth = 1;
    ctx.stroke();
  }
  ctx.restore();
}

function seamed(ctx: Ctx, colour: string, tokens: Tokens, widthPx: number): void {
  ctx.strokeStyle = tokens.contourSeam;
  ctx.lineWidth = widthPx + 2.5;
  ctx.stroke();
  ctx.strokeStyle = colour;
  ctx.lineWidth = widthPx;
  ctx.stroke();
}
