/** How high each lane is drawn: what the person set, and fair shares of what is left. */
import type { LaneKind } from '../../state/lanes.ts';

export const foldedLanePx = 22;
export const tierLanePx = 34;

const minimumPx: Readonly<Record<LaneKind, number>> = { waveform: 48, spectrogram: 80, tier: 22 };
const weights: Readonly<Record<LaneKind, number>> = { waveform: 1, spectrogram: 2.4, tier: 0 };

export interface LaneSize {
  readonly kind: LaneKind;
  readonly heightPx: number | null; // null: a share
  readonly isFolded: boolean;
}

export function minimumLanePx(kind: LaneKind): number {
  return minimumPx[kind];
}

/** Whole pixels that add up to `availablePx` unless the lanes' minima need more: then they are scrolled. */
export function laneHeights(lanes: readonly LaneSize[], availablePx: number): number[] {
  const fixed = lanes.map(fixedHeight);
  const totalWeight = lanes.reduce((sum, lane, i) => sum + (fixed[i] === null ? weights[lane.kind] : 0), 0);
  let left = availablePx - fixed.reduce((sum: number, px) => sum + (px ?? 0), 0);
  let weightLeft = totalWeight;
  return lanes.map((lane, i) => {
    const known = fixed[i] ?? null;
    if (known !== null) return known;
    const weight = weights[lane.kind];
    const share = Math.max(minimumPx[lane.kind], Math.round((left * weight) / weightLeft));
    left -= share;
    weightLeft -= weight;
    return share;
  });
}

function fixedHeight(lane: LaneSize): number | null {
  if (lane.isFolded) return foldedLanePx;
  if (lane.heightPx !== null) return Math.max(lane.heightPx, minimumPx[lane.kind]);
  return lane.kind === 'tier' ? tierLanePx : null;
}

/** Which lanes, one below the other, reach into a stretch of their stack. */
export function nearLanes(
  heights: readonly number[],
  { topPx, bottomPx }: { readonly topPx: number; readonly bottomPx: number },
): boolean[] {
  let top = 0;
  return heights.map((height) => {
    const isNear = top + height >= topPx && top <= bottomPx;
    top += height;
    return isNear;
  });
}
