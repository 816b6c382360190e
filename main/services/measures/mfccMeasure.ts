import { mfccPresets } from '../../engine/dsp/cepstrum/mfccPresets.ts';
import { mfccColumnNames, mfccWithDeltas } from '../../engine/dsp/cepstrum/mfccWithDeltas.ts';
import type { MfccDeltaParams } from '../../engine/dsp/cepstrum/mfccWithDeltas.ts';
import type { IntervalMeasure } from './intervalMeasure.ts';

export type MfccMeasureParams = Omit<MfccDeltaParams, 'sampleRateHz'>;

/** Mean of every coefficient over the frames that are centred in the interval. */
export function mfccMeasure(params: MfccMeasureParams = mfccPresets.librosa): IntervalMeasure {
  const names = mfccColumnNames(params);
  return {
    name: 'mfcc',
    columns: names.map((name) => ({ name: `${name}Mean`, unit: '' })),
    parameters: params,
    prepare({ signal, sampleRateHz }, work) {
      const { values, nFrames, nFeatures } = mfccWithDeltas(signal, { ...params, sampleRateHz }, work);
      const perSec = sampleRateHz / params.hopLength;
      return (startSec, endSec) => {
        const first = Math.max(0, Math.ceil(startSec * perSec));
        const end = Math.min(nFrames, Math.ceil(endSec * perSec));
        return names.map((_, i) => {
          let sum = 0;
          for (let m = first; m < end; m++) sum += values[m * nFeatures + i]!;
          return end > first ? sum / (end - first) : Number.NaN;
        });
      };
    },
  };
}
