import { expect, it } from 'vitest';
import { editProject } from './editProject.ts';

it('a mark is one edit, its tier with it, and numbers are given once', () => {
  const { store, edits, documentId } = editProject();
  const mark = (atSample: number) => edits.apply(documentId, { kind: 'tier.mark', name: 'Markers', atSample });
  const labels = () =>
    store.documentState(documentId).tiers[0]?.items.map(({ label, startSample }) => [label, startSample]);
  expect(mark(80).createdIds).toHaveLength(2);
  expect(mark(8).createdIds).toHaveLength(1);
  expect(labels()).toEqual([
    ['2', 8],
    ['1', 80],
  ]);
  const { tierId, items } = store.documentState(documentId).tiers[0]!;
  edits.apply(documentId, { kind: 'tier.removeItems', tierId, itemIds: [items[1]!.itemId] });
  mark(40);
  expect(labels()).toEqual([
    ['2', 8],
    ['3', 40],
  ]);
  expect(store.nextEdits(documentId).undo?.title).toBe('Mark 0.005 s');
  for (let i = 0; i < 4; i++) store.undo(documentId);
  expect(store.documentState(documentId).tiers).toEqual([]);
});
