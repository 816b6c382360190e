/** Tables of measurements: that of selections, a row for each time it was asked for, and those of whole tiers. */
import { create } from 'zustand';
import type { MeasuredOf, MeasuredRow, MeasuredTable } from '../../preload/contract/measures.ts';
import { measureNames, type MeasureName } from '../../preload/contract/measureNames.ts';

export type MeasurementTable = MeasuredTable;

export interface TierTable {
  readonly tableId: string;
  readonly title: string;
  readonly documentId: string;
  readonly of: MeasuredOf;
  readonly parameters: string;
  readonly table: MeasuredTable;
}

export interface MeasurementsStore {
  readonly selection: MeasurementTable; // of the active document
  readonly tiers: readonly TierTable[];
  readonly shown: string | null; // tableId of a tier; null: the selections
  readonly measures: readonly MeasureName[]; // that tiers are measured by
}

export const noMeasurements: MeasurementTable = { columns: [], rows: [] };
export const mostSelectionRows = 500;

export const useMeasurements = create<MeasurementsStore>()(() => ({
  selection: noMeasurements,
  tiers: [],
  shown: null,
  measures: measureNames,
}));

/** Another setting may give other columns: they are added, and rows have gaps where they do not have them. */
export function appended(
  table: MeasurementTable,
  added: MeasuredTable,
  origin: Required<Pick<MeasuredRow, 'of' | 'parameters'>>,
): MeasurementTable {
  const names = new Set(table.columns.map(({ name }) => name));
  const columns = [...table.columns, ...added.columns.filter(({ name }) => !names.has(name))];
  const padded = table.rows.map((row): MeasuredRow => ({
    ...row,
    values: columns.map((_, c) => row.values[c] ?? null),
  }));
  const rows = added.rows.map((row): MeasuredRow => {
    const byName = new Map(added.columns.map(({ name }, c) => [name, row.values[c] ?? null]));
    return { ...row, ...origin, values: columns.map(({ name }) => byName.get(name) ?? null) };
  });
  return { columns, rows: [...padded, ...rows].slice(-mostSelectionRows) };
}
