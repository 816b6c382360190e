import type { ListTable, Row } from './editTables.ts';
import { updateRow, type RowChange } from './rowChange.ts';
import { nextOrder, orderOf, rememberOrder } from './timeOrder.ts';

interface Place<T> {
  readonly item: T;
  readonly ord: number;
  readonly advance: number;
}

interface Ordered<T> {
  readonly items: readonly T[];
  readonly ords: readonly number[];
}

const advanceOf = <T>(list: ListTable<T>, items: readonly T[], i: number) =>
  list.start(items[i]!) - (i === 0 ? 0 : list.start(items[i - 1]!));

function placesOf<T>(list: ListTable<T>, { items, ords }: Ordered<T>, from: number, to: number): Place<T>[] {
  return Array.from({ length: to - from }, (_, k) => {
    const i = from + k;
    return { item: items[i]!, ord: ords[i]!, advance: advanceOf(list, items, i) };
  });
}

/** How many items at the beginning, and then at the end, have the very rows that they had. */
function sameRows<T>(list: ListTable<T>, before: Ordered<T>, after: Ordered<T>): { head: number; tail: number } {
  const isSame = (i: number, k: number) => {
    const [a, b] = [before.items[i]!, after.items[k]!];
    return (
      list.id(a) === list.id(b) &&
      before.ords[i] === after.ords[k] &&
      advanceOf(list, before.items, i) === advanceOf(list, after.items, k) &&
      (a === b || (list.length(a) === list.length(b) && list.isSame(a, b)))
    );
  };
  const [nBefore, nAfter] = [before.items.length, after.items.length];
  const most = Math.min(nBefore, nAfter);
  let head = 0;
  while (head < most && isSame(head, head)) head++;
  let tail = 0;
  while (tail < most - head && isSame(nBefore - 1 - tail, nAfter - 1 - tail)) tail++;
  return { head, tail };
}

function wholeRow<T>(list: ListTable<T>, parentId: string, { item, ord, advance }: Place<T>): Row {
  const time = { ord, advance_samples: advance, length_samples: list.length(item) };
  return { [list.parent]: parentId, ...time, ...list.own(item) };
}

/** Most items of a long list stay what they are, or only move with the one before them: those cost no row. */
function isSameRow<T>(list: ListTable<T>, a: Place<T>, b: Place<T>): boolean {
  if (a.ord !== b.ord || a.advance !== b.advance) return false;
  if (a.item === b.item) return true;
  if (list.length(a.item) !== list.length(b.item)) return false;
  if (list.isSame(a.item, b.item)) return true;
  const before = list.own(a.item);
  return Object.entries(list.own(b.item)).every(([name, value]) => before[name] === value);
}

/** Rows by which a list in time differs from what it was. The new list's order is remembered with it. */
export function listChanges<T>(
  list: ListTable<T>,
  parentId: string,
  before: readonly T[],
  after: readonly T[],
): RowChange[] {
  if (before === after) return [];
  const beforeOrds = orderOf(before);
  const afterOrds = nextOrder(before.map(list.id), beforeOrds, after.map(list.id));
  rememberOrder(after, afterOrds);
  const [was, is] = [
    { items: before, ords: beforeOrds },
    { items: after, ords: afterOrds },
  ];
  const { head, tail } = sameRows(list, was, is);
  const old = new Map(placesOf(list, was, head, before.length - tail).map((place) => [list.id(place.item), place]));
  const changes: RowChange[] = [];
  const { table } = list;
  for (const place of placesOf(list, is, head, after.length - tail)) {
    const id = list.id(place.item);
    const known = old.get(id);
    old.delete(id);
    if (known === undefined) changes.push({ table, id, before: null, after: wholeRow(list, parentId, place) });
    else if (!isSameRow(list, known, place)) {
      const change = updateRow(table, id, wholeRow(list, parentId, known), wholeRow(list, parentId, place));
      if (change !== null) changes.push(change);
    }
  }
  for (const [id, place] of old) changes.push({ table, id, before: wholeRow(list, parentId, place), after: null });
  return changes;
}
