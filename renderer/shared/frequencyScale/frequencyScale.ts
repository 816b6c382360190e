/**
 * Frequency scales: strictly increasing maps between hertz and the scale's own unit. A copy of
 * main/engine/dsp/frequencyScale.ts, which says the sources; a test holds the two equal.
 *
 *   linear     f
 *   log        log₂ f (octaves)
 *   mel        Slaney: 3f/200 below 1 kHz, 15 + 27·ln(f/1000)/ln 6.4 above
 *   mel-htk    2595·log₁₀(1 + f/700)
 *   bark       26.81·f/(1960 + f) − 0.53
 *   erb        21.4·log₁₀(1 + 0.00437·f)
 */
export const frequencyScaleNames = ['linear', 'log', 'mel', 'mel-htk', 'bark', 'erb'] as const;
export type FrequencyScaleName = (typeof frequencyScaleNames)[number];

export interface FrequencyScale {
  readonly label: string;
  readonly unit: string;
  toScale(hz: number): number;
  toHz(value: number): number;
}

/** A logarithm has no zero: below this the log axis ends. */
export const logFloorHz = 20;

const slaneyBreakHz = 1000;
const slaneyBreakMel = 15;
const slaneyLogStep = Math.log(6.4) / 27;

const scales: Readonly<Record<FrequencyScaleName, FrequencyScale>> = {
  linear: { label: 'Linear', unit: 'Hz', toScale: (hz) => hz, toHz: (value) => value },
  log: {
    label: 'Logarithmic',
    unit: 'octaves',
    toScale: (hz) => Math.log2(hz),
    toHz: (octaves) => 2 ** octaves,
  },
  mel: {
    label: 'Mel (Slaney)',
    unit: 'mel',
    toScale: (hz) =>
      hz < slaneyBreakHz ? (3 * hz) / 200 : slaneyBreakMel + Math.log(hz / slaneyBreakHz) / slaneyLogStep,
    toHz: (mel) =>
      mel < slaneyBreakMel ? (200 * mel) / 3 : slaneyBreakHz * Math.exp(slaneyLogStep * (mel - slaneyBreakMel)),
  },
  'mel-htk': {
    label: 'Mel (HTK)',
    unit: 'mel',
    toScale: (hz) => 2595 * Math.log10(1 + hz / 700),
    toHz: (mel) => 700 * (10 ** (mel / 2595) - 1),
  },
  bark: {
    label: 'Bark',
    unit: 'Bark',
    toScale: (hz) => (26.81 * hz) / (1960 + hz) - 0.53,
    toHz: (value) => (1960 * (value + 0.53)) / (26.28 - value),
  },
  erb: {
    label: 'ERB rate',
    unit: 'ERB',
    toScale: (hz) => 21.4 * Math.log10(1 + 0.00437 * hz),
    toHz: (value) => (10 ** (value / 21.4) - 1) / 0.00437,
  },
};

export function frequencyScale(name: FrequencyScaleName): FrequencyScale {
  return scales[name];
}
