/** Tiers from the rows of a table, and rows from tiers. */
import type { AnnotationItem, AnnotationTier } from './annotationDocument.ts';
import { inOrder } from './arrangeItems.ts';
import type { Losses } from './losses.ts';

export interface ItemRow {
  readonly tier: Omit<AnnotationTier, 'items' | 'kind'>;
  readonly kind?: AnnotationTier['kind'] | undefined; // absent: a point if it has no length
  readonly item: AnnotationItem;
}

/** A tier for every name in the order in which they come; where a name has both kinds, its points are a second one. */
export function tiersOfRows(rows: readonly ItemRow[]): AnnotationTier[] {
  const tiers = new Map<string, { head: ItemRow['tier']; interval: AnnotationItem[]; point: AnnotationItem[] }>();
  for (const { tier, kind, item } of rows) {
    const own = tiers.get(tier.name) ?? { head: tier, interval: [], point: [] };
    tiers.set(tier.name, own);
    const isPoint = item.startSec === item.endSec && kind !== 'interval';
    own[isPoint ? 'point' : 'interval'].push(item);
  }
  return [...tiers.values()].flatMap(({ head, interval, point }): AnnotationTier[] => {
    const name = interval.length > 0 ? `${head.name} (points)` : head.name;
    return [
      ...(interval.length > 0 ? [{ ...head, kind: 'interval' as const, items: inOrder(interval) }] : []),
      ...(point.length > 0 ? [{ ...head, name, kind: 'point' as const, items: inOrder(point) }] : []),
    ];
  });
}

/** All items by start, each with its tier; what a table makes of tiers is counted. */
export function rowsOfTiers(
  tiers: readonly AnnotationTier[],
  losses: Losses,
  { kinds, names }: { readonly kinds: boolean; readonly names: boolean },
): { tier: AnnotationTier; item: AnnotationItem }[] {
  const isEmpty = ({ items }: AnnotationTier) => items.length === 0;
  losses.add('tier', 'without items, not kept', tiers.filter(isEmpty).length);
  if (names)
    losses.add('tier', 'joined with another of its name', tiers.length - new Set(tiers.map(({ name }) => name)).size);
  const rows = tiers.flatMap((tier) => tier.items.map((item) => ({ tier, item })));
  const isBrief = ({ tier, item }: (typeof rows)[number]) => tier.kind === 'interval' && item.startSec === item.endSec;
  if (!kinds) losses.add('interval', 'without length, a point there', rows.filter(isBrief).length);
  return rows.sort((a, b) => a.item.startSec - b.item.startSec || a.item.endSec - b.item.endSec);
}
