/** The voice report of the selection, or of all there is: asked for, copied, saved. */
import { useEdits } from '../../client/edits.ts';
import { getActiveDocument } from '../../client/project.ts';
import { shell } from '../../client/shell.ts';
import { studio } from '../../client/studio.ts';
import { parametersText } from '../../shared/format/parameters.ts';
import type { Command } from '../../state/commands.ts';
import { useLayout } from '../../state/layout.ts';
import { useSelection } from '../../state/selection.ts';
import { useVoiceReport, type VoiceReport } from '../../state/voiceReport.ts';
import { analysisOf, measuredOf } from './analysisOf.ts';
import { voiceGroups } from './voiceRows.ts';

async function reportVoice(): Promise<void> {
  const document = getActiveDocument();
  const analysis = document === null ? null : analysisOf(document);
  if (document === null || analysis === null) return;
  const { selection } = useSelection.getState();
  const range = selection ?? { startSample: 0, endSample: document.lengthSamples };
  const { startSample, endSample } = range;
  const { pitch, channel, sourceId } = analysis;
  const editId = useEdits.getState().undo?.editId ?? null;
  useVoiceReport.setState({ isMeasuring: true });
  useLayout.getState().change({ workspace: 'inspect', isBottomOpen: true, bottomTab: 'voice' });
  try {
    const table = await studio.call['measures.selection']({ ...analysis, measures: ['voice'], startSample, endSample });
    const report: VoiceReport = {
      ...{ documentId: document.documentId, sourceId, channel },
      of: measuredOf(document, analysis),
      ...{ startSample, endSample, isWhole: selection === null, table, parameters: parametersText(pitch), editId },
    };
    useVoiceReport.setState({ report });
  } finally {
    useVoiceReport.setState({ isMeasuring: false });
  }
}

/** Of the document that is shown. */
export function reportOf(documentId: string | undefined, report: VoiceReport | null): VoiceReport | null {
  return report !== null && report.documentId === documentId ? report : null;
}

const shownReport = () => reportOf(getActiveDocument()?.documentId, useVoiceReport.getState().report);

export function valueIn({ table }: VoiceReport, column: string): number | null {
  const at = table.columns.findIndex(({ name }) => name === column);
  return table.rows[0]?.values[at] ?? null;
}

/** Praat's name, value and unit in each line, in full precision. */
export function reportText(report: VoiceReport): string {
  const lines = voiceGroups.flatMap(({ title, rows }) => [
    title,
    ...rows.map(({ column, praatName, unit, exact }) => {
      const value = valueIn(report, column);
      return [praatName, value === null ? 'undefined' : String(exact(value)), unit, column].join('\t');
    }),
  ]);
  return [...lines, `Parameters\t${report.parameters}`].join('\n');
}

async function saveCsv(report: VoiceReport): Promise<void> {
  const name = `Voice report of ${getActiveDocument()?.name ?? 'a selection'}`;
  const { fileId } = await shell['shell.chooseSaveFile']({ suggestedName: `${name.slice(0, 180)}.csv`, kind: 'table' });
  if (fileId === null) return;
  const { columns, rows } = report.table;
  await studio.call['measures.writeCsv']({
    fileId,
    table: {
      columns: [...columns],
      rows: rows.map((row) => ({ ...row, values: [...row.values], of: report.of, parameters: report.parameters })),
    },
  });
}

const hasReport = () => shownReport() !== null;

export const voiceCommands: readonly Command[] = [
  {
    name: 'voice.report',
    title: 'Voice report',
    category: 'Analyse',
    defaultKeys: { phonoscope: ['Shift+V'] },
    isEnabled: () => (getActiveDocument()?.tracks.length ?? 0) > 0,
    run: reportVoice,
  },
  {
    name: 'voice.copy',
    title: 'Copy the voice report',
    category: 'Edit',
    isEnabled: hasReport,
    run: async () => {
      const report = shownReport();
      if (report !== null) await navigator.clipboard.writeText(reportText(report));
    },
  },
  {
    name: 'voice.exportCsv',
    title: 'Save the voice report as CSV',
    category: 'File',
    isEnabled: hasReport,
    run: async () => {
      const report = shownReport();
      if (report !== null) await saveCsv(report);
    },
  },
];
