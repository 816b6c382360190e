/** Pitch, formants and intensity over a figure of the command line: with Praat's parameters, on the window's axes. */
import {
  defaultFormantParams,
  defaultIntensityParams,
  defaultPitchParams,
} from '../../preload/contract/contourFormat.ts';
import type { WorkOptions } from '../engine/core/progress.ts';
import { contourAnalyses, type Sound } from '../services/contours/contourTask.ts';
import { formantSeries, intensitySeries, pitchSeries, withinRange } from '../services/contours/contourSeries.ts';
import { figureCurve } from '../services/figures/figureCurve.ts';
import type { Plot } from '../services/figures/figurePage.ts';
import type { FigureOverlays, OverlayPlan } from '../services/figures/spectrogramPanel.ts';

export const figureOverlayNames = ['pitch', 'formants', 'intensity'] as const;
export type FigureOverlayName = (typeof figureOverlayNames)[number];

const axes = {
  pitch: { least: 50, most: 500, isLog: false },
  intensity: { least: 50, most: 100 },
} as const;
const formantRangeDb = 30;

export function overlayPlan(names: readonly FigureOverlayName[]): OverlayPlan {
  return {
    ...(names.includes('pitch') ? { pitch: { axis: axes.pitch } } : {}),
    ...(names.includes('formants') ? { formants: {} } : {}),
    ...(names.includes('intensity') ? { intensity: {} } : {}),
  };
}

/** @param sound from the plot's startSec on. @throws EngineError as the analyses: a sound too short for their windows */
export function figureOverlays(
  sound: Sound,
  names: readonly FigureOverlayName[],
  plot: Plot,
  work: WorkOptions,
): { readonly curves: FigureOverlays; readonly parameters: object } {
  const view = { startSec: plot.startSec, endSec: plot.endSec, mostColumns: 2 * plot.w, offsetSec: plot.startSec };
  const levels = () => contourAnalyses.intensity(sound, defaultIntensityParams, work);
  const formants = () => {
    const series = formantSeries(contourAnalyses.formants(sound, defaultFormantParams, work));
    return withinRange(series, levels(), formantRangeDb);
  };
  const pitchParams = defaultPitchParams('raw-ac');
  const pitch = () => pitchSeries(contourAnalyses.pitch(sound, pitchParams, work));
  const has = (name: FigureOverlayName) => names.includes(name);
  return {
    curves: {
      ...(has('pitch') ? { pitch: { ...figureCurve(pitch(), view), axis: axes.pitch } } : {}),
      ...(has('formants') ? { formants: figureCurve(formants(), view) } : {}),
      ...(has('intensity')
        ? { intensity: { ...figureCurve(intensitySeries(levels()), view), axis: axes.intensity } }
        : {}),
    },
    parameters: {
      ...(has('pitch') ? { pitch: pitchParams } : {}),
      ...(has('formants') ? { formants: { ...defaultFormantParams, dynamicRangeDb: formantRangeDb } } : {}),
      ...(has('intensity') ? { intensity: defaultIntensityParams } : {}),
    },
  };
}
