import type { DocumentState, TierState, TrackState } from './documentState.ts';
import {
  clipTable,
  documentColumns,
  tierColumns,
  tierItemTable,
  trackColumns,
  trackItemTable,
  type EditTable,
  type Row,
} from './editTables.ts';
import { listChanges } from './listChanges.ts';
import { updateRow, type RowChange } from './rowChange.ts';
import { nextPositions, orderOf, rememberOrder } from './timeOrder.ts';

interface Parts<T> {
  readonly table: EditTable;
  readonly id: (part: T) => string;
  readonly columns: (part: T) => Row;
  /** Changes of what lies within a part; of one that came or went, against nothing. */
  readonly within: (before: T | undefined, after: T | undefined) => RowChange[];
}

const none: readonly never[] = [];

const trackParts: Parts<TrackState> = {
  table: 'track',
  id: ({ trackId }) => trackId,
  columns: trackColumns,
  within: (before, after) => {
    const trackId = (after ?? before)!.trackId;
    return [
      ...listChanges(clipTable, trackId, before?.clips ?? none, after?.clips ?? none),
      ...listChanges(trackItemTable, trackId, before?.items ?? none, after?.items ?? none),
    ];
  },
};

const tierParts: Parts<TierState> = {
  table: 'tier',
  id: ({ tierId }) => tierId,
  columns: tierColumns,
  within: (before, after) =>
    listChanges(tierItemTable, (after ?? before)!.tierId, before?.items ?? none, after?.items ?? none),
};

function partChanges<T>(parts: Parts<T>, documentId: string, before: readonly T[], after: readonly T[]): RowChange[] {
  if (before === after) return [];
  const { table, id, columns, within } = parts;
  const row = (part: T, position: number): Row => ({ document_id: documentId, position, ...columns(part) });
  const positions = nextPositions(before.map(id), orderOf(before), after.map(id));
  rememberOrder(after, positions);
  const old = new Map(before.map((part, i) => [id(part), { part, row: row(part, orderOf(before)[i]!) }]));
  const changes: RowChange[] = [];
  after.forEach((part, i) => {
    const partId = id(part);
    const was = old.get(partId);
    old.delete(partId);
    const is = row(part, positions[i]!);
    if (was === undefined) changes.push({ table, id: partId, before: null, after: is });
    else changes.push(...updates(table, partId, was.row, is));
    if (was?.part !== part) for (const change of within(was?.part, part)) changes.push(change);
  });
  for (const [partId, was] of old) {
    for (const change of within(was.part, undefined)) changes.push(change);
    changes.push({ table, id: partId, before: was.row, after: null });
  }
  return changes;
}

function updates(table: EditTable, id: string, before: Row, after: Row): RowChange[] {
  const change = updateRow(table, id, before, after);
  return change === null ? [] : [change];
}

/** The rows by which two states of a document differ. */
export function documentChanges(before: DocumentState, after: DocumentState): RowChange[] {
  const { documentId } = before;
  return [
    ...updates('document', documentId, documentColumns(before), documentColumns(after)),
    ...partChanges(trackParts, documentId, before.tracks, after.tracks),
    ...partChanges(tierParts, documentId, before.tiers, after.tiers),
  ];
}
