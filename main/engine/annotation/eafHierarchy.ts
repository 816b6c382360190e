/** Annotations of an ELAN tier in those of its parent tier, as the relation between the two has it. */
import type { AnnotationItem, TierRelation } from './annotationDocument.ts';
import { touchSec } from './arrangeItems.ts';

/** A point in time that annotations may share; it is one slot of the file. */
export interface TimeSlot {
  readonly ms: number;
}

export interface PlacedAnnotation {
  readonly label: string;
  /** As a reader of the file will find them. */
  readonly startSec: number;
  readonly endSec: number;
  readonly place:
    | { readonly kind: 'aligned'; readonly slots: readonly [TimeSlot, TimeSlot] }
    | { readonly kind: 'reference'; readonly parent: PlacedAnnotation; readonly previous: PlacedAnnotation | null };
}

/**
 * @param items in order, none over another  @param parents likewise
 * @returns null: an item does not lie where the relation wants it
 */
export function fitChildren(
  items: readonly AnnotationItem[],
  relation: TierRelation,
  parents: readonly PlacedAnnotation[],
): PlacedAnnotation[] | null {
  const placed: PlacedAnnotation[] = [];
  let p = 0;
  for (let i = 0; i < items.length;) {
    const middle = (items[i]!.startSec + items[i]!.endSec) / 2;
    while (p < parents.length && parents[p]!.endSec < middle) p++;
    const parent = parents[p];
    if (parent === undefined || parent.startSec > middle) return null;
    let end = i + 1;
    while (end < items.length && (items[end]!.startSec + items[end]!.endSec) / 2 < parent.endSec) end++;
    const family = fit[relation](items.slice(i, end), parent);
    if (family === null) return null;
    placed.push(...family);
    i = end;
  }
  return placed;
}

type Fit = (children: readonly AnnotationItem[], parent: PlacedAnnotation) => PlacedAnnotation[] | null;

const isAt = (timeSec: number, wantedSec: number) => Math.abs(timeSec - wantedSec) <= touchSec;

const fit: Readonly<Record<TierRelation, Fit>> = {
  includedIn: (children, { place, startSec, endSec }) => {
    if (place.kind !== 'aligned') return null;
    let free = Math.round(startSec * 1000);
    const last = Math.round(endSec * 1000);
    const placed: PlacedAnnotation[] = [];
    for (const child of children) {
      const startMs = Math.round(child.startSec * 1000);
      const endMs = Math.max(startMs + 1, Math.round(child.endSec * 1000));
      if (startMs < free || endMs > last) return null;
      placed.push(aligned(child.label, { ms: startMs }, { ms: endMs }));
      free = endMs;
    }
    return placed;
  },
  timeSubdivision: (children, { place }) => {
    if (place.kind !== 'aligned') return null;
    let [from] = place.slots;
    const placed: PlacedAnnotation[] = [];
    for (const [c, child] of children.entries()) {
      const to = c === children.length - 1 ? place.slots[1] : { ms: Math.round(child.endSec * 1000) };
      const isFilled = Math.round(child.startSec * 1000) === from.ms && Math.round(child.endSec * 1000) === to.ms;
      if (!isFilled || to.ms <= from.ms) return null;
      placed.push(aligned(child.label, from, to));
      from = to;
    }
    return placed;
  },
  symbolicSubdivision: (children, parent) => {
    const boundary = (k: number) =>
      k === children.length
        ? parent.endSec
        : parent.startSec + ((parent.endSec - parent.startSec) * k) / children.length;
    let previous: PlacedAnnotation | null = null;
    const placed: PlacedAnnotation[] = [];
    for (const [c, { startSec, endSec, label }] of children.entries()) {
      if (!isAt(startSec, boundary(c)) || !isAt(endSec, boundary(c + 1))) return null;
      previous = {
        label,
        startSec: boundary(c),
        endSec: boundary(c + 1),
        place: { kind: 'reference', parent, previous },
      };
      placed.push(previous);
    }
    return placed;
  },
  symbolicAssociation: ([child, ...others], parent) => {
    const { startSec, endSec } = parent;
    if (child === undefined || others.length > 0 || !isAt(child.startSec, startSec) || !isAt(child.endSec, endSec))
      return null;
    return [{ label: child.label, startSec, endSec, place: { kind: 'reference', parent, previous: null } }];
  },
};

export function aligned(label: string, from: TimeSlot, to: TimeSlot): PlacedAnnotation {
  return { label, startSec: from.ms / 1000, endSec: to.ms / 1000, place: { kind: 'aligned', slots: [from, to] } };
}
