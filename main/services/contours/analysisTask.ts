import type { AnnotationItem } from '../../engine/annotation/annotationDocument.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import type { KnownContours } from '../measures/intervalMeasure.ts';
import { intervalMeasures, type IntervalMeasureName, type MeasureSettings } from '../measures/intervalMeasures.ts';
import { measureIntervals } from '../measures/measureIntervals.ts';
import { contourAnalyses, type ContourParams, type ContourTaskName, type Sound } from './contourTask.ts';

/** Intervals measured from what is known of the whole sound. */
export interface MeasureTask {
  readonly name: 'measure';
  readonly params: {
    readonly intervals: readonly AnnotationItem[];
    readonly measures: readonly IntervalMeasureName[];
    readonly settings: MeasureSettings;
    readonly contours: KnownContours;
  };
}

export type ContourTask = {
  readonly [K in ContourTaskName]: { readonly name: K; readonly params: ContourParams<K> };
}[ContourTaskName];

export type AnalysisTask = ContourTask | MeasureTask;

/** @returns of a measurement an IntervalTable, of a contour its ContourResult */
export function runAnalysis(task: AnalysisTask, sound: Sound, work: WorkOptions): unknown {
  switch (task.name) {
    case 'pitch':
      return contourAnalyses.pitch(sound, task.params, work);
    case 'formants':
      return contourAnalyses.formants(sound, task.params, work);
    case 'intensity':
      return contourAnalyses.intensity(sound, task.params, work);
    case 'pulses':
      return contourAnalyses.pulses(sound, task.params, work);
    case 'measure': {
      const { intervals, measures, settings, contours } = task.params;
      const measured = { signal: sound.source, sampleRateHz: sound.sampleRateHz, contours };
      return measureIntervals(
        intervals,
        measures.map((name) => intervalMeasures[name](settings)),
        measured,
        work,
      );
    }
  }
}
