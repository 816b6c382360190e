import type { WorkOptions } from '../../engine/core/progress.ts';
import { contourAnalyses, type ContourParams, type ContourTaskName, type Sound } from './contourTask.ts';

export type AnalysisTask = {
  readonly [K in ContourTaskName]: { readonly name: K; readonly params: ContourParams<K> };
}[ContourTaskName];

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
  }
}
