import { Copy } from 'lucide-react';
import type { SelectionMeasurement } from '../../../preload/contract/analysis.ts';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { formatCount } from '../../shared/format/bytes.ts';
import { formatDbfs, signed } from '../../shared/format/level.ts';
import { CommandButton } from '../../shared/ui/CommandButton.tsx';
import { Section } from '../../shared/ui/Section.tsx';
import { useSelection, type Selection } from '../../state/selection.ts';
import styles from './Inspector.module.css';
import { useMeasurements, type ChannelMeasurement } from './useMeasurements.ts';

interface Row {
  readonly name: string;
  readonly unit: string;
  readonly read: (m: SelectionMeasurement) => string;
}

const withoutUnit = (text: string) => text.replace(' dBFS', '');

const rows: readonly Row[] = [
  { name: 'Peak', unit: 'dBFS', read: (m) => withoutUnit(formatDbfs(m.peakDbfs)) },
  { name: 'RMS', unit: 'dBFS', read: (m) => withoutUnit(formatDbfs(m.rmsDbfs)) },
  { name: 'Maximum', unit: '', read: (m) => signed(m.maximum, 5) },
  { name: 'Minimum', unit: '', read: (m) => signed(m.minimum, 5) },
  { name: 'DC offset', unit: '', read: (m) => signed(m.dcOffset, 5) },
  { name: 'Clipped', unit: 'smp', read: (m) => formatCount(m.clippedSamples) },
];

/** Level of the selection, a column per channel. */
export function MeasurementSection({ document }: { readonly document: DocumentInfo }) {
  const selection = useSelection((s) => s.selection);
  return selection === null ? null : <SelectionLevels document={document} selection={selection} />;
}

interface LevelsProps {
  readonly document: DocumentInfo;
  readonly selection: Selection;
}

function SelectionLevels({ document, selection }: LevelsProps) {
  const result = useMeasurements(document, selection);
  const channels = result?.channels ?? [];
  const nonFinite = channels.reduce((sum, c) => sum + c.measurement.nonFiniteSamples, 0);
  return (
    <Section title="Measurements" action={<CommandButton command="edit.copyMeasurements" icon={Copy} />}>
      {result?.problem != null && <span className={styles['note']}>{result.problem}</span>}
      {channels.length > 0 && <LevelTable channels={channels} />}
      {nonFinite > 0 && (
        <span className={styles['note']}>
          {formatCount(nonFinite)} samples are not numbers (NaN or infinite) and count as 0.
        </span>
      )}
    </Section>
  );
}

function LevelTable({ channels }: { readonly channels: readonly ChannelMeasurement[] }) {
  return (
    <div className={styles['scroll']}>
      <table className={styles['numbers']} data-testid="measurements">
        <thead>
          <tr>
            <th scope="col">
              <span className="visuallyHidden">Measure</span>
            </th>
            {channels.map(({ title }, index) => (
              <th key={index} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, unit, read }) => (
            <tr key={name}>
              <th scope="row">
                {name} {unit}
              </th>
              {channels.map(({ measurement }, index) => (
                <td key={index}>{read(measurement)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
