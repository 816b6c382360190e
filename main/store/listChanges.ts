import type { ListTable, Row } from './editTables.ts';
import { updateRow, type RowChange } from './rowChange.ts';
import { nextOrder, orderOf, rememberOrder } from './timeOrder.ts';

interface Place<T> {
  readonly item: T;
  readonly ord: number;
  readonly advance: number;
}

function placesOf<T>(list: ListTable<T>, items: readonly T[], ords: readonly number[]): Place<T>[] {
  let previous = 0;
  return items.map((item, i) => {
    const start = list.start(item);
    const place = { item, ord: ords[i]!, advance: start - previous };
    previous = start;
    return place;
  });
}

function wholeRow<T>(list: ListTable<T>, parentId: string, { item, ord, advance }: Place<T>): Row {
  const time = { ord, advance_samples: advance, length_samples: list.length(item) };
  return { [list.parent]: parentId, ...time, ...list.own(item) };
}

/** Made out of the other by moving it, with nothing else touched. */
function isMoved<T extends object>(a: T, b: T): boolean {
  const [before, after] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  for (const key in after) if (key !== 'startSample' && key !== 'endSample' && before[key] !== after[key]) return false;
  return true;
}

/** Most items of a long list stay what they are, or only move with the one before them: those cost no row. */
function isSameRow<T extends object>(list: ListTable<T>, a: Place<T>, b: Place<T>): boolean {
  if (a.ord !== b.ord || a.advance !== b.advance) return false;
  if (a.item === b.item) return true;
  if (list.length(a.item) !== list.length(b.item)) return false;
  if (isMoved(a.item, b.item)) return true;
  const before = list.own(a.item);
  return Object.entries(list.own(b.item)).every(([name, value]) => before[name] === value);
}

/** Rows by which a list in time differs from what it was. The new list's order is remembered with it. */
export function listChanges<T extends object>(
  list: ListTable<T>,
  parentId: string,
  before: readonly T[],
  after: readonly T[],
): RowChange[] {
  if (before === after) return [];
  const beforeOrds = orderOf(before);
  const afterOrds = nextOrder(before.map(list.id), beforeOrds, after.map(list.id));
  rememberOrder(after, afterOrds);
  const old = new Map(placesOf(list, before, beforeOrds).map((place) => [list.id(place.item), place]));
  const changes: RowChange[] = [];
  const { table } = list;
  for (const place of placesOf(list, after, afterOrds)) {
    const id = list.id(place.item);
    const was = old.get(id);
    old.delete(id);
    if (was === undefined) changes.push({ table, id, before: null, after: wholeRow(list, parentId, place) });
    else if (!isSameRow(list, was, place)) {
      const change = updateRow(table, id, wholeRow(list, parentId, was), wholeRow(list, parentId, place));
      if (change !== null) changes.push(change);
    }
  }
  for (const [id, place] of old) changes.push({ table, id, before: wholeRow(list, parentId, place), after: null });
  return changes;
}
