import { expect, it } from 'vitest';
import { historyRows } from '../../../../../renderer/features/editing/historyRows.ts';

const edit = (editId: number, parentId: number | null) => ({
  editId,
  parentId,
  title: `edit ${String(editId)}`,
  madeAt: '2026-01-01T00:00:00.000Z',
  command: { kind: 'sound.invert' },
});

it('marks the current place, what redo leads to, and branches that were left', () => {
  // 1 – 2 – 3, then back to 1 and 4 – 5, then 5 undone.
  const edits = [edit(1, null), edit(2, 1), edit(3, 2), edit(4, 1), edit(5, 4)];
  const rows = historyRows({ edits, headId: 4, tipId: 5 });
  expect(rows.map(({ edit: each, state, branch }) => [each?.editId ?? 0, state, branch])).toEqual([
    [0, 'done', 0],
    [1, 'done', 0],
    [2, 'left', 1],
    [3, 'left', 1],
    [4, 'here', 0],
    [5, 'undone', 0],
  ]);
});

it('starts at the document as it was made', () => {
  expect(historyRows({ edits: [edit(1, null)], headId: null, tipId: 1 }).map(({ state }) => state)).toEqual([
    'here',
    'undone',
  ]);
});

it('ends with a log that leads in circles', () => {
  expect(historyRows({ edits: [edit(1, 2), edit(2, 1)], headId: 1, tipId: 1 })).toHaveLength(3);
});
