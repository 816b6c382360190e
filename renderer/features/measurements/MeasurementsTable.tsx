import { Trash2 } from 'lucide-react';
import { useRef } from 'react';
import type { MeasuredRow, MeasuredTable } from '../../../preload/contract/measures.ts';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { useVirtualRows } from '../../shared/ui/useVirtualRows.ts';
import { useMeasurements } from '../../state/measurements.ts';
import { useSelection } from '../../state/selection.ts';
import { useViewport } from '../../state/viewport.ts';
import { columnTitle } from './columnTitle.ts';
import styles from './MeasurementsPanel.module.css';

const rowPx = 24;
const timeColumns = ['startSec', 'endSec', 'durationSec'].map((name) => ({ name, unit: 's' }));

interface Props {
  readonly table: MeasuredTable;
  readonly document: DocumentInfo;
  readonly isSelection: boolean; // rows can be deleted
}

/** What is in view of the table; its label selects what was measured. */
export function MeasurementsTable({ table, document, isSelection }: Props) {
  const element = useRef<HTMLTableElement>(null);
  const { columns, rows } = table;
  const hasChannels = rows.some(({ of }) => of !== undefined); // those of a tier are all of one
  const { first, end, beforePx, afterPx } = useVirtualRows(element, { count: rows.length, rowPx });
  return (
    <div className={styles['scroll']} tabIndex={0} role="region" aria-label="Measurements">
      <table ref={element} className={styles['table']} aria-rowcount={rows.length + 1} data-testid="measurements-table">
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">Label</th>
            {hasChannels && <th scope="col">Channel</th>}
            {[...timeColumns, ...columns].map((column) => (
              <th key={column.name} scope="col" title={`${column.name} in CSV and copies`}>
                {columnTitle(column)}
              </th>
            ))}
            {isSelection && (
              <th scope="col">
                <span className="visuallyHidden">Delete</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          <tr aria-hidden="true" style={{ height: beforePx }} />
          {rows.slice(first, end).map((row, i) => (
            <Row key={first + i} {...{ row, columns, document, isSelection, hasChannels }} index={first + i} />
          ))}
          <tr aria-hidden="true" style={{ height: afterPx }} />
        </tbody>
      </table>
    </div>
  );
}

interface RowProps extends Pick<Props, 'document' | 'isSelection'>, Pick<MeasuredTable, 'columns'> {
  readonly row: MeasuredRow;
  readonly index: number;
  readonly hasChannels: boolean;
}

function Row({ row, index, columns, document, isSelection, hasChannels }: RowProps) {
  const { label, startSec, endSec, values, parameters } = row;
  const select = () => {
    const startSample = Math.round(startSec * document.sampleRateHz);
    useSelection.getState().select(startSample, Math.round(endSec * document.sampleRateHz), null);
    useViewport.getState().reveal(startSample);
  };
  return (
    <tr aria-rowindex={index + 2} title={parameters} onClick={select}>
      <th scope="row">
        <button type="button" title={parameters ?? 'Select it'} onClick={select}>
          {label}
        </button>
      </th>
      {hasChannels && <td className={styles['text']}>{row.of?.channel ?? '–'}</td>}
      {[startSec, endSec, endSec - startSec].map((sec, i) => (
        <td key={i}>{sec.toFixed(4)}</td>
      ))}
      {columns.map(({ name, unit }, c) => (
        <td key={name}>{shown(values[c] ?? null, unit)}</td>
      ))}
      {isSelection && (
        <td>
          <button
            type="button"
            aria-label={`Delete row ${String(index + 1)}`}
            title="Delete"
            onClick={(event) => {
              event.stopPropagation();
              useMeasurements.setState(({ selection }) => ({
                selection: { ...selection, rows: selection.rows.filter((_, i) => i !== index) },
              }));
            }}
          >
            <Trash2 size={13} aria-hidden />
          </button>
        </td>
      )}
    </tr>
  );
}

/** With the digits that such a measure has; what is copied and saved has all. */
function shown(value: number | null, unit: string): string {
  if (value === null) return '–';
  if (Number.isInteger(value)) return String(value);
  if (unit === 'Hz') return value.toFixed(1);
  return unit === 'dB' || unit === 'Db' ? value.toFixed(2) : String(Number(value.toPrecision(4)));
}
