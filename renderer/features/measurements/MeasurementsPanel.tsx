import { useState } from 'react';
import { measureNames } from '../../../preload/contract/measureNames.ts';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { isOver, useJobs } from '../../client/jobs.ts';
import { useActiveDocument } from '../../client/project.ts';
import { runCommand } from '../../state/commands.ts';
import { useLayout } from '../../state/layout.ts';
import { useMeasurements } from '../../state/measurements.ts';
import { notifyError } from '../../state/notices.ts';
import { useSelection } from '../../state/selection.ts';
import { analysisOf, measuredOf } from './analysisOf.ts';
import { measureTier } from './measureCommands.ts';
import styles from './MeasurementsPanel.module.css';
import { MeasurementsTable } from './MeasurementsTable.tsx';

export function MeasurementsPanel() {
  const document = useActiveDocument();
  const { selection, tiers, shown } = useMeasurements();
  if (document === null) return null;
  const own = tiers.filter(({ documentId }) => documentId === document.documentId);
  const tier = own.find(({ tableId }) => tableId === shown);
  const table = tier?.table ?? selection;
  return (
    <div className={styles['panel']} data-testid="measurements-panel">
      <div className={styles['bar']}>
        <select
          aria-label="Table"
          data-testid="measurements-shown"
          value={tier?.tableId ?? ''}
          onChange={(event) => {
            useMeasurements.setState({ shown: event.target.value === '' ? null : event.target.value });
          }}
        >
          <option value="">Selections ({selection.rows.length})</option>
          {own.map(({ tableId, title, of, table: { rows } }) => (
            <option key={tableId} value={tableId}>
              {title}, {of.channel} ({rows.length})
            </option>
          ))}
        </select>
        <MeasureButton />
        <ChannelMeasured document={document} />
        <TierForm document={document} />
        <span className={styles['space']} />
        {[
          ['measure.copy', 'Copy'],
          ['measure.exportCsv', 'CSV'],
        ].map(([name = '', title]) => (
          <button key={name} type="button" disabled={table.rows.length === 0} onClick={() => runCommand(name)}>
            {title}
          </button>
        ))}
      </div>
      {table.rows.length === 0 ? (
        <p className={styles['none']}>
          Ctrl+Shift+M measures the selection: pitch, intensity, formants, voice and spectrum, with the parameters of
          the inspector. All labelled intervals of a tier are measured at once.
        </p>
      ) : (
        <MeasurementsTable
          key={tier?.tableId ?? ''}
          table={table}
          document={document}
          isSelection={tier === undefined}
        />
      )}
    </div>
  );
}

function MeasureButton() {
  const hasSelection = useSelection((s) => s.selection !== null);
  return (
    <button
      type="button"
      disabled={!hasSelection}
      title="Measure the selection"
      onClick={() => runCommand('measure.selection')}
    >
      Measure selection
    </button>
  );
}

/** Which channel a press would measure: that of the lane with the focus. */
function ChannelMeasured({ document }: { readonly document: DocumentInfo }) {
  useLayout((s) => s.focusedLaneKey);
  const analysis = analysisOf(document);
  const nChannels = document.tracks.reduce((sum, { channels }) => sum + channels, 0);
  if (analysis === null || nChannels < 2) return null; // there is no question which
  return (
    <span className={styles['channel']} data-testid="measure-channel" title="The channel of the lane with the focus">
      {measuredOf(document, analysis).channel}
    </span>
  );
}

/** Which tier, by which measures. */
function TierForm({ document }: { readonly document: DocumentInfo }) {
  const measures = useMeasurements((s) => s.measures);
  const [chosen, setChosen] = useState<string | null>(null);
  const isRunning = useJobs((s) => s.jobs.some((job) => job.kind === 'measure' && !isOver(job)));
  const tiers = document.tiers.filter(({ kind }) => kind === 'interval');
  const tierId = tiers.find((tier) => tier.tierId === chosen)?.tierId ?? tiers[0]?.tierId;
  if (tierId === undefined) return null;
  return (
    <fieldset className={styles['tier']}>
      <legend className="visuallyHidden">Measure a tier</legend>
      <select
        aria-label="Tier"
        data-testid="measure-tier"
        value={tierId}
        onChange={(event) => {
          setChosen(event.target.value);
        }}
      >
        {tiers.map((tier) => (
          <option key={tier.tierId} value={tier.tierId}>
            {tier.name}
          </option>
        ))}
      </select>
      {measureNames.map((name) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={measures.includes(name)}
            onChange={({ target }) => {
              const next = measureNames.filter((other) => (other === name ? target.checked : measures.includes(other)));
              useMeasurements.setState({ measures: next });
            }}
          />
          {name}
        </label>
      ))}
      <button
        type="button"
        disabled={isRunning || measures.length === 0}
        data-testid="measure-tier-run"
        onClick={() => {
          measureTier(tierId).catch((error: unknown) => {
            notifyError('Measure a tier', error);
          });
        }}
      >
        {isRunning ? 'Measuring' : 'Measure tier'}
      </button>
    </fieldset>
  );
}
