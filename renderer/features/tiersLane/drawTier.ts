import type { TierKind } from '../../../preload/contract/project.ts';
import type { TierItem } from '../../../preload/contract/tiers.ts';
import { crisp } from '../../shared/canvas/fitCanvas.ts';
import type { Tokens } from '../../shared/theme/readTokens.ts';
import { itemsWithin } from '../../shared/tiers/itemsWithin.ts';
import { pxToSample, sampleToPx, type Viewport } from '../../state/viewportMaths.ts';

export interface TierPicture {
  readonly view: Viewport;
  readonly tokens: Tokens;
  readonly kind: TierKind;
  readonly widthPx: number;
  readonly heightPx: number;
}

interface Placed {
  readonly label: string;
  readonly from: number; // px
  readonly to: number;
}

const grabPx = 4; // how near a point the pointer must be
const leastLabelPx = 18;

/** The interval under a pixel, or the point next to it. */
export function itemAt(items: readonly TierItem[], view: Viewport, px: number): TierItem | null {
  const near = itemsWithin(items, pxToSample(view, px - grabPx), pxToSample(view, px + grabPx));
  return (
    near.find((item) => {
      const from = sampleToPx(view, item.startSample);
      const to = sampleToPx(view, item.endSample);
      return item.endSample > item.startSample ? px >= from && px < to : Math.abs(px - from) <= grabPx;
    }) ?? null
  );
}

export function drawTier(ctx: CanvasRenderingContext2D, items: readonly TierItem[], picture: TierPicture): void {
  const { view, tokens, kind, widthPx, heightPx } = picture;
  const shown = itemsWithin(items, view.startSample, pxToSample(view, widthPx)).map((item) => ({
    label: item.label,
    from: sampleToPx(view, item.startSample),
    to: sampleToPx(view, item.endSample),
  }));
  if (kind === 'interval') fillIntervals(ctx, shown, picture);
  ctx.strokeStyle = kind === 'interval' ? tokens.tierEdge : tokens.marker;
  drawEdges(
    ctx,
    shown.flatMap(({ from, to }) => (to - from < 3 ? [from] : [from, to])),
    heightPx,
  );
  ctx.font = `11px ${getComputedStyle(document.body).fontFamily}`;
  ctx.textBaseline = 'middle';
  ctx.fillStyle = tokens.tierText;
  for (const [i, item] of shown.entries()) drawLabel(ctx, item.label, roomFor(item, shown[i + 1], picture), heightPx);
}

/** Thousands may lie on one pixel: each pixel is filled once. */
function fillIntervals(
  ctx: CanvasRenderingContext2D,
  shown: readonly Placed[],
  { tokens, widthPx, heightPx }: TierPicture,
): void {
  ctx.fillStyle = tokens.tierFill;
  ctx.beginPath();
  let filledTo = -Infinity;
  for (const { from, to } of shown) {
    const left = Math.max(from, -2);
    const right = Math.max(Math.min(to, widthPx + 2), left + 1);
    if (right <= filledTo) continue;
    ctx.rect(left, 3, right - left, heightPx - 6);
    filledTo = Math.ceil(right);
  }
  ctx.fill();
}

function drawEdges(ctx: CanvasRenderingContext2D, edges: readonly number[], heightPx: number): void {
  ctx.beginPath();
  let last = Number.NaN;
  for (const edge of edges) {
    const x = crisp(edge);
    if (x === last) continue;
    last = x;
    ctx.moveTo(x, 1);
    ctx.lineTo(x, heightPx - 1);
  }
  ctx.stroke();
}

/** Inside an interval; after a point as far as the next one. */
function roomFor(item: Placed, next: Placed | undefined, { kind, widthPx }: TierPicture): Omit<Placed, 'label'> {
  if (kind === 'interval') return { from: Math.max(item.from, 0) + 4, to: Math.min(item.to, widthPx) - 4 };
  return { from: item.from + 4, to: (next?.from ?? widthPx) - 4 };
}

/** As much of the label as there is room for. */
function drawLabel(
  ctx: CanvasRenderingContext2D,
  label: string,
  { from, to }: Omit<Placed, 'label'>,
  heightPx: number,
): void {
  const room = to - from;
  if (room < leastLabelPx || label === '') return;
  const { width } = ctx.measureText(label);
  let text = label;
  if (width > room) {
    let kept = Math.floor((label.length * room) / width);
    do text = `${label.slice(0, Math.max(kept, 1))}…`;
    while (kept-- > 1 && ctx.measureText(text).width > room);
  }
  ctx.fillText(text, from, heightPx / 2);
}
