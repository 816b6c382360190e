import type { MeasuredOf } from '../../../preload/contract/measures.ts';
import { mostSelectionRows, type MeasurementTable } from '../../state/measurements.ts';
import { fieldsOf, numberIn } from './fields.ts';

const text = (value: unknown, most: number) => (typeof value === 'string' ? value.slice(0, most) : '');
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const mostColumns = 300;
const mostSec = 1e9;

const readOf = (of: ReturnType<typeof fieldsOf>): MeasuredOf => ({
  recording: text(of['recording'], 1000),
  tier: text(of['tier'], 1000),
  channel: text(of['channel'], 1000),
});

export function readMeasurements(value: unknown): MeasurementTable {
  const v = fieldsOf(value);
  const columns = list(v['columns'])
    .slice(0, mostColumns)
    .map((column) => ({ name: text(fieldsOf(column)['name'], 100), unit: text(fieldsOf(column)['unit'], 20) }));
  const rows = list(v['rows'])
    .slice(0, mostSelectionRows)
    .map((row) => {
      const r = fieldsOf(row);
      const values = list(r['values']);
      return {
        label: text(r['label'], 1000),
        startSec: numberIn(r['startSec'], 0, mostSec, 0),
        endSec: numberIn(r['endSec'], 0, mostSec, 0),
        values: columns.map((_, c) => (typeof values[c] === 'number' ? values[c] : null)),
        ...('of' in r ? { of: readOf(fieldsOf(r['of'])) } : {}), // rows of earlier versions do not say it
        parameters: text(r['parameters'], 4000),
      };
    });
  return { columns, rows };
}
