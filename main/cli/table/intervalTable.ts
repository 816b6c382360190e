import type { AnnotationTier } from '../../engine/annotation/annotationDocument.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import type { IntervalMeasure, MeasuredSound } from '../../services/measures/intervalMeasure.ts';
import { measureIntervals } from '../../services/measures/measureIntervals.ts';
import { countRows, type ValueTable } from '../../services/measures/valueTable.ts';

const timeColumns = ['startSec', 'endSec', 'durationSec'];

/** One row a labelled interval: tier, label, start, end, duration, then the measures. */
export function intervalTable(
  tier: AnnotationTier,
  measures: readonly IntervalMeasure[],
  sound: MeasuredSound,
  work: WorkOptions,
): ValueTable {
  const { columns, rows } = measureIntervals(tier.items, measures, sound, work);
  return {
    columns: [...timeColumns, ...columns.map(({ name }) => name)],
    values: Float64Array.from(
      rows.flatMap(({ startSec, endSec, values }) => [startSec, endSec, endSec - startSec, ...values]),
    ),
    labels: { columns: ['tier', 'label'], rows: rows.map(({ label }) => [tier.name, label]) },
  };
}

/** `{tier, intervals: [{label, startSec, endSec, durationSec, …}]}`, null where there is no value. */
export function tierJson(tier: string, table: ValueTable): object {
  const { columns, values, labels } = table;
  const intervals = Array.from({ length: countRows(table) }, (_, row) => ({
    label: labels?.rows[row]?.[1] ?? '',
    ...Object.fromEntries(
      columns.map((name, c) => {
        const value = values[row * columns.length + c]!;
        return [name, Number.isFinite(value) ? value : null];
      }),
    ),
  }));
  return { tier, intervals };
}
