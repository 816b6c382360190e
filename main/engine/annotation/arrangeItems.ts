/** Tiers as formats want them whose items must follow each other. */
import type { AnnotationItem, AnnotationTier } from './annotationDocument.ts';
import type { Losses } from './losses.ts';

/** Less than this is rounding, not a gap or an overlap: a sample at 384 kHz is 2.6 µs. */
export const touchSec = 1e-6;

/** By start, then by end; equal ones stay in order. */
export function inOrder(items: readonly AnnotationItem[]): AnnotationItem[] {
  return items.toSorted((a, b) => a.startSec - b.startSec || a.endSec - b.endSec);
}

/**
 * Tiers in which nothing overlaps: what does, and points at one time, go to as many further tiers as it takes, named after
 * the first, and intervals of no length to a tier of points.
 */
export function separateTiers(tiers: readonly AnnotationTier[], losses: Losses): AnnotationTier[] {
  return tiers.flatMap((tier) => {
    const isPoint = ({ startSec, endSec }: AnnotationItem) => startSec === endSec;
    const points = tier.kind === 'interval' ? tier.items.filter(isPoint) : [];
    losses.add('interval', 'without length, moved to a further tier of points', points.length);
    const items = points.length === 0 ? tier.items : tier.items.filter((item) => !isPoint(item));
    const further = { ...tier, kind: 'point' as const, name: `${tier.name} (points)`, items: points };
    return [...layersOf({ ...tier, items }, losses), ...(points.length === 0 ? [] : layersOf(further, losses))];
  });
}

/** Each item goes to the first layer that is free at its start. */
function layersOf(tier: AnnotationTier, losses: Losses): AnnotationTier[] {
  const layers: AnnotationItem[][] = [[]];
  const free: number[] = [-Infinity]; // by layer: from when on
  for (const item of inOrder(tier.items)) {
    const gapOf = (from: number) => item.startSec - from;
    let layer = free.findIndex((from) => (tier.kind === 'point' ? gapOf(from) > 0 : gapOf(from) >= -touchSec));
    if (layer === -1) layer = layers.push([]) - 1;
    if (layer > 0) losses.add('item', 'moved to a further tier, as they overlap');
    layers[layer]!.push(item);
    free[layer] = item.endSec;
  }
  return layers.map((items, l) => ({ ...tier, name: l === 0 ? tier.name : `${tier.name} (${l + 1})`, items }));
}

/** Items one after the other from start to end, what lies between with an empty label. @param tier without overlaps */
export function fillGaps(tier: AnnotationTier, startSec: number, endSec: number): AnnotationItem[] {
  const filled: AnnotationItem[] = [];
  let at = startSec;
  for (const item of tier.items) {
    if (item.startSec - at > touchSec) filled.push({ startSec: at, endSec: item.startSec, label: '' });
    const start = Math.abs(item.startSec - at) <= touchSec ? at : item.startSec;
    filled.push({ ...item, startSec: start });
    at = item.endSec;
  }
  const last = filled.at(-1);
  if (last !== undefined && Math.abs(endSec - at) <= touchSec) filled[filled.length - 1] = { ...last, endSec };
  else if (endSec > at) filled.push({ startSec: at, endSec, label: '' });
  return filled;
}

/** Tiers of intervals without those that have no label: in a TextGrid these are what lies between. */
export function withoutGaps(tiers: readonly AnnotationTier[]): AnnotationTier[] {
  return tiers.map((tier) =>
    tier.kind === 'point' ? tier : { ...tier, items: tier.items.filter(({ label }) => label.trim() !== '') },
  );
}
