import { expect, it } from 'vitest';
import { editProject } from './editProject.ts';

it('bug: merging intervals that are not adjacent covered what lies between', () => {
  const { edits, documentId, store } = editProject();
  const tierId = edits.apply(documentId, { kind: 'tier.add', name: 'words', tierKind: 'interval' }).createdIds[0]!;
  const spans = [
    [0, 100, 'a'],
    [100, 200, 'b'],
    [200, 300, 'c'],
    [350, 400, 'd'],
  ] as const;
  const items = spans.map(([startSample, endSample, label]) => ({ startSample, endSample, label, attributes: null }));
  edits.apply(documentId, { kind: 'tier.putItems', tierId, items });
  const now = () => store.documentState(documentId).tiers[0]!.items;
  const merge = (labels: string) => {
    const itemIds = now().flatMap(({ itemId, label }) => (labels.includes(label) ? [itemId] : []));
    return edits.apply(documentId, { kind: 'tier.merge', tierId, itemIds });
  };
  expect(() => merge('ac')).toThrow(
    expect.objectContaining({
      code: 'E_PARAM',
      message: expect.stringMatching(/"b" at sample 100 .* must be merged/) as unknown,
    }),
  );
  expect(now()).toHaveLength(4);
  merge('cd'); // nothing lies between
  merge('ab');
  expect(now().map(({ startSample, endSample, label }) => [startSample, endSample, label])).toEqual([
    [0, 200, 'a b'],
    [200, 400, 'c d'],
  ]);
});
