import { throwIfAborted } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import type { AnnotationItem } from '../../engine/annotation/annotationDocument.ts';
import type { IntervalMeasure, MeasureColumn, MeasuredSound } from './intervalMeasure.ts';

export interface IntervalTable {
  readonly columns: readonly MeasureColumn[]; // of the values
  readonly rows: readonly IntervalRow[];
}

export interface IntervalRow {
  readonly label: string;
  readonly startSec: number;
  readonly endSec: number;
  readonly values: readonly number[]; // one a column; NaN: there is none
}

/**
 * One row for every interval with a label, one column of its own name for every value of the measures.
 * @throws EngineError as the measures; E_ABORTED
 */
export function measureIntervals(
  intervals: readonly AnnotationItem[],
  measures: readonly IntervalMeasure[],
  sound: MeasuredSound,
  work: WorkOptions = {},
): IntervalTable {
  const labelled = intervals.filter(({ label }) => label.trim() !== '');
  const prepared = measures.map((measure) => measure.prepare(sound, work));
  const rows = labelled.map(({ label, startSec, endSec }, i) => {
    throwIfAborted(work.signal);
    work.onProgress?.({ done: i, total: labelled.length, unit: 'intervals' });
    return { label, startSec, endSec, values: prepared.flatMap((valuesOf) => valuesOf(startSec, endSec)) };
  });
  return { columns: tableColumns(measures), rows };
}

/** A name that an earlier measure has already carries its measure's: pitch by two methods is two columns. */
function tableColumns(measures: readonly IntervalMeasure[]): MeasureColumn[] {
  const taken = new Set<string>();
  return measures.flatMap(({ name: measure, columns }) =>
    columns.map(({ name, unit }) => {
      const own = taken.has(name) ? `${measure}${name.charAt(0).toUpperCase()}${name.slice(1)}` : name;
      taken.add(own);
      return { name: own, unit };
    }),
  );
}
