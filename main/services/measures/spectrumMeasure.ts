import { bandEnergyDifference, energySpectrum } from '../../engine/dsp/spectrum/energySpectrum.ts';
import { spectralMoments } from '../../engine/dsp/spectrum/spectralMoments.ts';
import type { IntervalMeasure } from './intervalMeasure.ts';

const columns = [
  { name: 'centreOfGravityHz', unit: 'Hz' },
  { name: 'standardDeviationHz', unit: 'Hz' },
  { name: 'skewness', unit: '' },
  { name: 'kurtosis', unit: '' },
  { name: 'bandDifferenceDb', unit: 'dB' },
];

/** Moments of the interval's own spectrum, and the energy of 1–4 kHz over that of 0–1 kHz. */
export function spectrumMeasure({ power = 2 }: { readonly power?: number | undefined } = {}): IntervalMeasure {
  return {
    name: 'spectrum',
    columns,
    parameters: { window: 'rect', power, lowBandHz: [0, 1000], highBandHz: [1000, 4000] },
    prepare({ signal, sampleRateHz }) {
      return (startSec, endSec) => {
        const startSample = Math.max(0, Math.round(startSec * sampleRateHz));
        const endSample = Math.min(signal.nSamples, Math.round(endSec * sampleRateHz));
        if (endSample <= startSample) return columns.map(() => Number.NaN);
        const spectrum = energySpectrum(signal, { sampleRateHz, startSample, endSample });
        const moments = spectralMoments(spectrum, power);
        return [
          moments.centreOfGravityHz,
          moments.standardDeviationHz,
          moments.skewness,
          moments.kurtosis,
          bandEnergyDifference(spectrum, [0, 1000], [1000, 4000]),
        ];
      };
    },
  };
}
