import type { MeasuredTable } from '../../../preload/contract/measures.ts';
import { measureNames } from '../../../preload/contract/measureNames.ts';
import { whenOver } from '../../client/jobs.ts';
import { getActiveDocument } from '../../client/project.ts';
import { shell } from '../../client/shell.ts';
import { studio } from '../../client/studio.ts';
import { parametersText } from '../../shared/format/parameters.ts';
import { registerCommands, type Command } from '../../state/commands.ts';
import { useLayout } from '../../state/layout.ts';
import { appended, noMeasurements, useMeasurements } from '../../state/measurements.ts';
import { useSelection } from '../../state/selection.ts';
import { analysisOf, measuredOf, type Analysis } from './analysisOf.ts';
import { voiceCommands } from './voiceCommands.ts';

async function measureSelection(): Promise<void> {
  const document = getActiveDocument();
  const { selection } = useSelection.getState();
  const analysis = document === null ? null : analysisOf(document);
  if (document === null || selection === null || analysis === null) return;
  const { startSample, endSample } = selection;
  const added = await studio.call['measures.selection']({
    ...analysis,
    measures: [...measureNames],
    startSample,
    endSample,
  });
  const origin = { of: measuredOf(document, analysis), parameters: settingsText(analysis) };
  useMeasurements.setState((s) => ({ selection: appended(s.selection, added, origin), shown: null }));
  useLayout.getState().change({ isBottomOpen: true, bottomTab: 'measurements' });
}

const settingsText = ({ pitch, formants, intensity }: Analysis) =>
  [
    `pitch: ${parametersText(pitch)}`,
    `formants: ${parametersText(formants)}`,
    `intensity: ${parametersText(intensity)}`,
  ].join('; ');

export async function measureTier(tierId: string): Promise<void> {
  const document = getActiveDocument();
  const analysis = document === null ? null : analysisOf(document);
  const tier = document?.tiers.find((candidate) => candidate.tierId === tierId);
  if (document === null || analysis === null || tier === undefined) return;
  const { measures } = useMeasurements.getState();
  const { jobId } = await studio.call['measures.tier']({ ...analysis, measures: [...measures], tierId });
  const job = await whenOver(jobId);
  const tableId = job?.result?.['tableId'];
  const nRows = job?.result?.['nRows'];
  if (typeof tableId !== 'string' || typeof nRows !== 'number') return; // why not is told in the list of jobs
  const table = await wholeTable(tableId, nRows);
  const origin = { of: measuredOf(document, analysis, tier.name), parameters: settingsText(analysis) };
  const added = {
    tableId,
    title: `${tier.name} of ${document.name}`,
    documentId: document.documentId,
    table,
    ...origin,
  };
  useMeasurements.setState((s) => ({ tiers: [...s.tiers.slice(-15), added], shown: tableId }));
}

async function wholeTable(tableId: string, nRows: number): Promise<MeasuredTable> {
  let table = await studio.call['measures.rows']({ tableId, start: 0 });
  while (table.rows.length < nRows) {
    const { rows } = await studio.call['measures.rows']({ tableId, start: table.rows.length });
    if (rows.length === 0) break;
    table = { ...table, rows: [...table.rows, ...rows] };
  }
  return table;
}

function shownTable() {
  const { shown, tiers, selection } = useMeasurements.getState();
  const tier = tiers.find(({ tableId }) => tableId === shown);
  return { table: tier?.table ?? selection, tier };
}

async function exportCsv(): Promise<void> {
  const { table, tier } = shownTable();
  const name = tier?.title ?? `Measurements of ${getActiveDocument()?.name ?? 'selections'}`;
  const { fileId } = await shell['shell.chooseSaveFile']({ suggestedName: `${name.slice(0, 180)}.csv`, kind: 'table' });
  if (fileId === null) return;
  const { columns, rows } = table;
  await studio.call['measures.writeCsv']({
    fileId,
    table:
      tier === undefined
        ? { columns: [...columns], rows: rows.map((row) => ({ ...row, values: [...row.values] })) }
        : { tableId: tier.tableId, of: tier.of, parameters: tier.parameters },
  });
}

async function copyTable(): Promise<void> {
  const { columns, rows } = shownTable().table;
  const head = ['label', 'startSec', 'endSec', 'durationSec', ...columns.map(({ name }) => name)];
  const lines = rows.map(({ label, startSec, endSec, values }) =>
    [
      label.replace(/[\t\r\n]/g, ' '),
      startSec,
      endSec,
      endSec - startSec,
      ...columns.map((_, c) => values[c] ?? ''),
    ].join('\t'),
  );
  await navigator.clipboard.writeText([head.join('\t'), ...lines].join('\n'));
}

const hasRows = () => shownTable().table.rows.length > 0;

const commands: readonly Command[] = [
  {
    name: 'measure.selection',
    title: 'Measure the selection',
    category: 'Analyse',
    defaultKeys: { phonoscope: ['$mod+Shift+m'] },
    isEnabled: () => useSelection.getState().selection !== null && (getActiveDocument()?.tracks.length ?? 0) > 0,
    run: measureSelection,
  },
  {
    name: 'panel.measurements',
    title: 'Measurements',
    category: 'Window',
    isOn: () => useLayout.getState().isBottomOpen && useLayout.getState().bottomTab === 'measurements',
    run: () => {
      const { isBottomOpen, bottomTab, change } = useLayout.getState();
      change({ isBottomOpen: !(isBottomOpen && bottomTab === 'measurements'), bottomTab: 'measurements' });
    },
  },
  {
    name: 'measure.exportCsv',
    title: 'Save the measurements as CSV',
    category: 'File',
    isEnabled: hasRows,
    run: exportCsv,
  },
  {
    name: 'measure.copy',
    title: 'Copy the table of measurements',
    category: 'Edit',
    isEnabled: hasRows,
    run: copyTable,
  },
  {
    name: 'measure.clear',
    title: 'Delete the measurements of selections',
    category: 'Edit',
    isEnabled: () => useMeasurements.getState().selection.rows.length > 0,
    run: () => {
      useMeasurements.setState({ selection: noMeasurements });
    },
  },
];

/** @returns a function that takes the commands away again */
export function registerMeasurements(): () => void {
  return registerCommands([...commands, ...voiceCommands]);
}
