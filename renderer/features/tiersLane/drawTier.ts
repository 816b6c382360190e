import type { TierKind } from '../../../preload/contract/project.ts';
import type { TierItem } from '../../../preload/contract/tiers.ts';
import { crisp } from '../../shared/canvas/fitCanvas.ts';
import type { Tokens } from '../../shared/theme/readTokens.ts';
import { sampleToPx, type Viewport } from '../../state/viewportMaths.ts';

export interface TierPicture {
  readonly view: Viewport;
  readonly tokens: Tokens;
  readonly kind: TierKind;
  readonly widthPx: number;
  readonly heightPx: number;
}

const grabPx = 4; // how near a point the pointer must be
const leastLabelPx = 18;

/** The interval under a pixel, or the point next to it. */
export function itemAt(items: readonly TierItem[], view: Viewport, px: number): TierItem | null {
  return (
    items.find((item) => {
      const from = sampleToPx(view, item.startSample);
      const to = sampleToPx(view, item.endSample);
      return item.endSample > item.startSample ? px >= from && px < to : Math.abs(px - from) <= grabPx;
    }) ?? null
  );
}

export function drawTier(ctx: CanvasRenderingContext2D, items: readonly TierItem[], picture: TierPicture): void {
  ctx.font = `11px ${getComputedStyle(document.body).fontFamily}`;
  ctx.textBaseline = 'middle';
  for (const [i, item] of items.entries()) {
    const from = sampleToPx(picture.view, item.startSample);
    const to = sampleToPx(picture.view, item.endSample);
    if (to < 0 || from > picture.widthPx) continue;
    if (picture.kind === 'interval') drawInterval(ctx, item.label, { from, to }, picture);
    else {
      const next = items[i + 1];
      drawPoint(
        ctx,
        item.label,
        { from, to: next === undefined ? picture.widthPx : sampleToPx(picture.view, next.startSample) },
        picture,
      );
    }
  }
}

interface Extent {
  readonly from: number;
  readonly to: number;
}

function drawInterval(
  ctx: CanvasRenderingContext2D,
  label: string,
  { from, to }: Extent,
  { tokens, widthPx, heightPx }: TierPicture,
): void {
  const left = Math.max(from, -2);
  const right = Math.min(to, widthPx + 2);
  ctx.fillStyle = tokens.tierFill;
  ctx.fillRect(left, 3, Math.max(right - left, 1), heightPx - 6);
  ctx.strokeStyle = tokens.tierEdge;
  ctx.beginPath();
  for (const x of to - from < 3 ? [from] : [from, to]) {
    ctx.moveTo(crisp(x), 1);
    ctx.lineTo(crisp(x), heightPx - 1);
  }
  ctx.stroke();
  drawLabel(ctx, label, { from: Math.max(left, 0) + 4, to: Math.min(right, widthPx) - 4 }, { tokens, heightPx });
}

function drawPoint(
  ctx: CanvasRenderingContext2D,
  label: string,
  { from, to }: Extent,
  { tokens, heightPx }: TierPicture,
): void {
  ctx.strokeStyle = tokens.marker;
  ctx.beginPath();
  ctx.moveTo(crisp(from), 1);
  ctx.lineTo(crisp(from), heightPx - 1);
  ctx.stroke();
  drawLabel(ctx, label, { from: from + 4, to: to - 4 }, { tokens, heightPx });
}

/** As much of the label as there is room for. */
function drawLabel(
  ctx: CanvasRenderingContext2D,
  label: string,
  { from, to }: Extent,
  { tokens, heightPx }: Pick<TierPicture, 'tokens' | 'heightPx'>,
): void {
  const room = to - from;
  if (room < leastLabelPx || label === '') return;
  ctx.fillStyle = tokens.tierText;
  let text = label;
  while (text.length > 1 && ctx.measureText(text).width > room) text = `${text.slice(0, -2)}…`;
  ctx.fillText(text, from, heightPx / 2);
}
