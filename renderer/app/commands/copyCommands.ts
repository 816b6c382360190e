/** Copies carry full precision, as tab-separated values that a table takes. */
import { getActiveDocument } from '../../client/project.ts';
import { studio } from '../../client/studio.ts';
import type { Command } from '../../state/commands.ts';
import { useHover } from '../../state/hover.ts';
import { useSelection } from '../../state/selection.ts';
import { hasDocument, hasSelection } from './conditions.ts';

async function copy(rows: readonly (readonly (string | number)[])[]): Promise<void> {
  await navigator.clipboard.writeText(rows.map((row) => row.join('\t')).join('\n'));
}

/** What the status bar reads: under the pointer, else at the cursor. */
async function copyReadOut(): Promise<void> {
  const document = getActiveDocument();
  if (document === null) return;
  const { hover } = useHover.getState();
  const { cursorSample, cursorHz } = useSelection.getState();
  const sample = hover?.sample ?? cursorSample;
  const values = [
    sample / document.sampleRateHz,
    sample,
    (hover === null ? cursorHz : hover.frequencyHz) ?? '',
    hover?.levelDb ?? '',
    hover?.amplitude ?? '',
  ];
  await copy([['time_s', 'sample', 'frequency_Hz', 'level_dB', 'amplitude'], values]);
}

async function copySelection(): Promise<void> {
  const document = getActiveDocument();
  const { selection } = useSelection.getState();
  if (document === null || selection === null) return;
  const { startSample, endSample, band } = selection;
  const rate = document.sampleRateHz;
  const times = [startSample / rate, endSample / rate, (endSample - startSample) / rate, startSample, endSample];
  await copy([
    ['start_s', 'end_s', 'length_s', 'start_sample', 'end_sample', 'low_Hz', 'high_Hz'],
    [...times, band?.lowHz ?? '', band?.highHz ?? ''],
  ]);
}

async function copyMeasurements(): Promise<void> {
  const document = getActiveDocument();
  const { selection } = useSelection.getState();
  if (document === null || selection === null) return;
  const range = { startSample: selection.startSample, endSample: selection.endSample };
  const targets = document.tracks.flatMap((track) =>
    Array.from({ length: track.channels }, (_, channel) => ({ track, channel })),
  );
  const rows = await Promise.all(
    targets.map(async ({ track, channel }) => {
      const m = await studio.call['analysis.measure']({ sourceId: track.sourceId, channel, ...range });
      const values = [m.peakDbfs ?? '-inf', m.rmsDbfs ?? '-inf', m.dcOffset, m.minimum, m.maximum, m.clippedSamples];
      return [track.name, channel + 1, range.startSample, range.endSample, ...values];
    }),
  );
  const head = [
    'track',
    'channel',
    'start_sample',
    'end_sample',
    'peak_dBFS',
    'rms_dBFS',
    'dc_offset',
    'minimum',
    'maximum',
    'clipped_samples',
  ];
  await copy([head, ...rows]);
}

export const copyCommands: readonly Command[] = [
  {
    name: 'edit.copyReadOut',
    title: 'Copy the read-out',
    category: 'Edit',
    defaultKeys: { phonoscope: ['Alt+c'] },
    isEnabled: hasDocument,
    run: copyReadOut,
  },
  {
    name: 'edit.copySelection',
    title: 'Copy the selection’s times',
    category: 'Edit',
    defaultKeys: { phonoscope: ['$mod+Shift+c'] },
    isEnabled: hasSelection,
    run: copySelection,
  },
  {
    name: 'edit.copyMeasurements',
    title: 'Copy the measurements',
    category: 'Edit',
    defaultKeys: { phonoscope: ['$mod+Alt+c'] },
    isEnabled: hasSelection,
    run: copyMeasurements,
  },
];
