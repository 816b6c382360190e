import { cellValue, sortedValues } from '../../engine/dsp/frameCells.ts';
import {
  intensityDefaults,
  intensityGrid,
  intensityMean,
  measureIntensity,
  type IntensityParams,
} from '../../engine/dsp/intensity/intensity.ts';
import type { IntervalMeasure } from './intervalMeasure.ts';

const names = ['intensityMeanDb', 'intensityMedianDb', 'intensityMidpointDb', 'intensityMinDb', 'intensityMaxDb'];

/** Level of the mean energy, median, midpoint, least and greatest of the frames. */
export function intensityMeasure(params: Omit<IntensityParams, 'sampleRateHz'> = {}): IntervalMeasure {
  return {
    name: 'intensity',
    columns: names.map((name) => ({ name, unit: 'dB' })),
    parameters: { ...intensityDefaults, ...params },
    prepare({ signal, sampleRateHz, contours }, work) {
      const intensity = contours?.intensity ?? measureIntensity(signal, { ...params, sampleRateHz }, work);
      return (startSec, endSec) => {
        const frames = sortedValues(intensityGrid(intensity), startSec, endSec);
        return [
          intensityMean(intensity, startSec, endSec, 'energy'),
          intensityMean(intensity, startSec, endSec, 'median'),
          cellValue(intensityGrid(intensity), (startSec + endSec) / 2),
          frames[0] ?? Number.NaN,
          frames.at(-1) ?? Number.NaN,
        ];
      };
    },
  };
}
