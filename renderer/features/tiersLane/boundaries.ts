/** Ends of intervals and points as things that can be moved. Pure. */
import type { TierItem } from '../../../preload/contract/tiers.ts';
import { itemsWithin } from '../../shared/tiers/itemsWithin.ts';
import { pxToSample, sampleToPx, type Viewport } from '../../state/viewportMaths.ts';
import { isPoint } from './tierItems.ts';

export const grabPx = 4;
const snapPx = 6;

export interface Limits {
  readonly minSample: number;
  readonly maxSample: number;
}

export const edgesOf = (item: TierItem): readonly number[] =>
  isPoint(item) ? [item.startSample] : [item.startSample, item.endSample];

function nearest(samples: readonly number[], to: number): number | null {
  return samples.reduce<number | null>(
    (best, sample) => (best === null || Math.abs(sample - to) < Math.abs(best - to) ? sample : best),
    null,
  );
}

/** The boundary or point that can be taken hold of at a pixel. */
export function edgeAt(items: readonly TierItem[], view: Viewport, px: number): number | null {
  const near = itemsWithin(items, pxToSample(view, px - grabPx), pxToSample(view, px + grabPx));
  const edge = nearest(near.flatMap(edgesOf), pxToSample(view, px));
  return edge !== null && Math.abs(sampleToPx(view, edge) - px) <= grabPx ? edge : null;
}

export function hasEdgeAt(items: readonly TierItem[], sample: number): boolean {
  return itemsWithin(items, sample, sample).some((item) => edgesOf(item).includes(sample));
}

/**
 * How far the boundary at `fromSample` can go in all `tiers`: an interval keeps a sample, no other boundary is passed,
 * no two points meet.
 */
export function limitsOf(tiers: readonly (readonly TierItem[])[], fromSample: number, lengthSamples: number): Limits {
  let minSample = 0;
  let maxSample = lengthSamples;
  for (const item of tiers.flat()) {
    const room = isPoint(item) || edgesOf(item).includes(fromSample) ? 1 : 0;
    for (const edge of edgesOf(item)) {
      if (edge < fromSample) minSample = Math.max(minSample, edge + room);
      if (edge > fromSample) maxSample = Math.min(maxSample, edge - room);
    }
  }
  return { minSample, maxSample };
}

export const within = (sample: number, { minSample, maxSample }: Limits): number =>
  Math.min(Math.max(Math.round(sample), minSample), maxSample);

/** The nearest target that is near enough to be meant, else null. */
export function snapped(sample: number, targets: readonly number[], view: Viewport): number | null {
  const target = nearest(targets, sample);
  return target !== null && Math.abs(target - sample) <= snapPx * view.samplesPerPixel ? target : null;
}

/** Edges of `items` near `sample`, as targets. */
export function edgesNear(items: readonly TierItem[], sample: number, view: Viewport): number[] {
  const reach = snapPx * view.samplesPerPixel;
  return itemsWithin(items, sample - reach, sample + reach).flatMap(edgesOf);
}

/** As the host will have moved it. */
export function withBoundaryMoved(items: readonly TierItem[], from: number, to: number): readonly TierItem[] {
  const moved = (sample: number) => (sample === from ? to : sample);
  return items.map((item) =>
    item.startSample === from || item.endSample === from
      ? { ...item, startSample: moved(item.startSample), endSample: moved(item.endSample) }
      : item,
  );
}
