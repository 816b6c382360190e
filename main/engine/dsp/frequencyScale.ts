/**
 * Frequency axes. Each scale is a strictly increasing map of Hz ≥ 0 and its exact inverse; `log` needs Hz > 0.
 *
 *   linear      f
 *   log         log₂ f (octaves)
 *   mel-htk     2595·log₁₀(1 + f/700)                              O'Shaughnessy 1987; the HTK Book, 5.6
 *   mel-slaney  3f/200 below 1 kHz, 15 + 27·ln(f/1000)/ln 6.4 above  Slaney, Auditory Toolbox 2, 1998
 *   bark        26.81·f/(1960 + f) − 0.53                          Traunmüller, JASA 88(1), 1990, eq. 6, uncorrected at its ends
 *   erb         21.4·log₁₀(1 + 0.00437·f)                          Glasberg & Moore, Hearing Research 47, 1990, eq. 4
 *
 * The renderer keeps a copy of this maths (it cannot import the engine); a test holds the two equal.
 */
export const frequencyScaleNames = ['linear', 'log', 'mel-htk', 'mel-slaney', 'bark', 'erb'] as const;

export type FrequencyScaleName = (typeof frequencyScaleNames)[number];

export interface FrequencyScale {
  fromHz(hz: number): number;
  toHz(value: number): number;
}

const slaneyBreakHz = 1000;
const slaneyBreakMel = 15;
const slaneyLogStep = Math.log(6.4) / 27;

export const frequencyScales: Readonly<Record<FrequencyScaleName, FrequencyScale>> = {
  linear: { fromHz: (hz) => hz, toHz: (value) => value },
  log: { fromHz: (hz) => Math.log2(hz), toHz: (octaves) => 2 ** octaves },
  'mel-htk': {
    fromHz: (hz) => 2595 * Math.log10(1 + hz / 700),
    toHz: (mel) => 700 * (10 ** (mel / 2595) - 1),
  },
  'mel-slaney': {
    fromHz: (hz) =>
      hz < slaneyBreakHz ? (3 * hz) / 200 : slaneyBreakMel + Math.log(hz / slaneyBreakHz) / slaneyLogStep,
    toHz: (mel) =>
      mel < slaneyBreakMel ? (200 * mel) / 3 : slaneyBreakHz * Math.exp(slaneyLogStep * (mel - slaneyBreakMel)),
  },
  bark: {
    fromHz: (hz) => (26.81 * hz) / (1960 + hz) - 0.53,
    toHz: (bark) => (1960 * (bark + 0.53)) / (26.28 - bark),
  },
  erb: {
    fromHz: (hz) => 21.4 * Math.log10(1 + 0.00437 * hz),
    toHz: (erb) => (10 ** (erb / 21.4) - 1) / 0.00437,
  },
};
