import type { FigureFormatName } from '../../../preload/contract/figureFormat.ts';
import type { AnnotationItem } from '../../engine/annotation/annotationDocument.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import type { KnownContours } from '../measures/intervalMeasure.ts';
import { intervalMeasures, type IntervalMeasureName, type MeasureSettings } from '../measures/intervalMeasures.ts';
import { measureIntervals } from '../measures/measureIntervals.ts';
import type { Drawing } from '../figures/drawing.ts';
import { encodeFigure } from '../figures/encodeFigure.ts';
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

/** A drawing made into the bytes of its file; there is no sound in it. */
export interface FigureTask {
  readonly name: 'figure';
  readonly params: { readonly drawing: Drawing; readonly format: FigureFormatName; readonly dpi: number };
}

export type AnalysisTask = ContourTask | MeasureTask | FigureTask;

/** How much sound the task goes through; its time is about in proportion. */
export function soundSec(task: AnalysisTask, { source, sampleRateHz }: Sound): number {
  if (task.name === 'figure') return 0;
  if (task.name !== 'measure') return source.nSamples / sampleRateHz;
  return task.params.intervals.reduce((sum, { startSec, endSec }) => sum + endSec - startSec, 0);
}

/** @returns of a measurement an IntervalTable, of a contour its ContourResult, of a figure its bytes */
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
    case 'figure':
      return encodeFigure(task.params.drawing, task.params.format, task.params.dpi);
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
