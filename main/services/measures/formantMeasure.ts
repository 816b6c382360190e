import { cellMean, cellValue, quantile, sortedValues } from '../../engine/dsp/frameCells.ts';
import { formantDefaults, type FormantParams } from '../../engine/dsp/formants/formantParams.ts';
import { formantGrid, measureFormants } from '../../engine/dsp/formants/formants.ts';
import { trackFormants } from '../../engine/dsp/formants/formantTracks.ts';
import type { IntervalMeasure } from './intervalMeasure.ts';

export interface FormantMeasureParams extends Omit<FormantParams, 'sampleRateHz'> {
  readonly nTracks?: number | undefined; // absent: the formants of each frame as they come
}

/** Mean, median and midpoint value of each formant, and its bandwidth at the midpoint. */
export function formantMeasure(params: FormantMeasureParams = {}): IntervalMeasure {
  const { nTracks, ...analysis } = params;
  const count = nTracks ?? Math.max(1, Math.floor(params.maxFormants ?? formantDefaults.maxFormants));
  const columns = Array.from({ length: count }, (_, f) =>
    [`f${f + 1}MeanHz`, `f${f + 1}MedianHz`, `f${f + 1}MidpointHz`, `b${f + 1}MidpointHz`].map((name) => ({
      name,
      unit: 'Hz',
    })),
  ).flat();
  return {
    name: 'formants',
    columns,
    parameters: { method: 'burg', ...formantDefaults, ...params },
    prepare({ signal, sampleRateHz, contours }, work) {
      const found = contours?.formants ?? measureFormants(signal, { ...analysis, sampleRateHz }, work);
      const formants = nTracks === undefined ? found : trackFormants(found, { nTracks });
      return (startSec, endSec) => {
        const middleSec = (startSec + endSec) / 2;
        return Array.from({ length: count }, (_, f) => {
          const hz = formantGrid(formants, f);
          return [
            cellMean(hz, startSec, endSec),
            quantile(sortedValues(hz, startSec, endSec), 0.5),
            cellValue(hz, middleSec),
            cellValue(formantGrid(formants, f, 'bandwidthHz'), middleSec),
          ];
        }).flat();
      };
    },
  };
}
