import type { EditHistoryInfo, EditInfo } from '../../../preload/contract/edits.ts';

/** 'done': the document holds it. 'undone': redo leads there. 'left': on a branch that was left. */
export type RowState = 'done' | 'here' | 'undone' | 'left';

export interface HistoryRow {
  readonly edit: EditInfo | null; // null: the document as it was made
  readonly state: RowState;
  readonly branch: number; // 0: the way to where redo ends; branches that were left count from 1
}

function wayTo(parents: ReadonlyMap<number, number | null>, editId: number | null): Set<number> {
  const way = new Set<number>();
  for (let at = editId; at !== null && !way.has(at); at = parents.get(at) ?? null) way.add(at);
  return way;
}

/** In the order in which they were made, those of left branches too. */
export function historyRows({ edits, headId, tipId }: EditHistoryInfo): HistoryRow[] {
  const parents = new Map(edits.map(({ editId, parentId }) => [editId, parentId]));
  const done = wayTo(parents, headId);
  const main = wayTo(parents, tipId);
  const branches = new Map<number, number>();
  let nBranches = 0;
  const rows = edits.map((edit): HistoryRow => {
    const isOnWay = main.has(edit.editId) || done.has(edit.editId);
    const inherited = edit.parentId === null ? undefined : branches.get(edit.parentId);
    const branch = isOnWay ? 0 : (inherited ?? ++nBranches);
    if (branch > 0) branches.set(edit.editId, branch);
    const state = edit.editId === headId ? 'here' : done.has(edit.editId) ? 'done' : isOnWay ? 'undone' : 'left';
    return { edit, state, branch };
  });
  return [{ edit: null, state: headId === null ? 'here' : 'done', branch: 0 }, ...rows];
}
