/** The numbers of a voice report in groups, with the names that Praat has for them; what one looks for first comes first. */
export interface VoiceRow {
  readonly column: string; // in tables and CSV
  readonly praatName: string;
  readonly unit: string;
  /** In that unit, with the digits that the number has. */
  readonly text: (value: number) => string;
  /** In that unit, in full precision. */
  readonly exact: (value: number) => number;
}

export interface VoiceGroup {
  readonly title: string;
  readonly rows: readonly VoiceRow[];
}

const scaled =
  (unit: string, factor: number, decimals: number) =>
  (column: string, praatName: string): VoiceRow => ({
    column,
    praatName,
    unit,
    text: (value) => (value * factor).toFixed(decimals).replace('-', '−'),
    exact: (value) => value * factor,
  });

const hertz = scaled('Hz', 1, 2);
const milliseconds = scaled('ms', 1000, 3);
const microseconds = scaled('µs', 1e6, 2);
const seconds = scaled('s', 1, 3);
const percent = scaled('%', 100, 3);
const decibel = scaled('dB', 1, 3);
const plain = scaled('', 1, 5);
const count = scaled('', 1, 0);

export const voiceGroups: readonly VoiceGroup[] = [
  {
    title: 'Jitter',
    rows: [
      percent('jitterLocal', 'Jitter (local)'),
      microseconds('jitterLocalAbsoluteSec', 'Jitter (local, absolute)'),
      percent('jitterRap', 'Jitter (rap)'),
      percent('jitterPpq5', 'Jitter (ppq5)'),
      percent('jitterDdp', 'Jitter (ddp)'),
    ],
  },
  {
    title: 'Shimmer',
    rows: [
      percent('shimmerLocal', 'Shimmer (local)'),
      decibel('shimmerLocalDb', 'Shimmer (local, dB)'),
      percent('shimmerApq3', 'Shimmer (apq3)'),
      percent('shimmerApq5', 'Shimmer (apq5)'),
      percent('shimmerApq11', 'Shimmer (apq11)'),
      percent('shimmerDda', 'Shimmer (dda)'),
    ],
  },
  {
    title: 'Harmonicity of voiced parts',
    rows: [
      plain('meanAutocorrelation', 'Mean autocorrelation'),
      plain('noiseToHarmonics', 'Mean noise-to-harmonics ratio'),
      decibel('harmonicsToNoiseDb', 'Mean harmonics-to-noise ratio'),
    ],
  },
  {
    title: 'Pitch',
    rows: [
      hertz('pitchMedianHz', 'Median pitch'),
      hertz('pitchMeanHz', 'Mean pitch'),
      hertz('pitchSdHz', 'Standard deviation'),
      hertz('pitchMinHz', 'Minimum pitch'),
      hertz('pitchMaxHz', 'Maximum pitch'),
    ],
  },
  {
    title: 'Pulses',
    rows: [
      count('nPulses', 'Number of pulses'),
      count('nPeriods', 'Number of periods'),
      milliseconds('periodMeanSec', 'Mean period'),
      milliseconds('periodSdSec', 'Standard deviation of period'),
    ],
  },
  {
    title: 'Voicing',
    rows: [
      percent('unvoicedFraction', 'Fraction of locally unvoiced frames'),
      count('nUnvoicedFrames', 'Locally unvoiced frames'),
      count('nFrames', 'Frames'),
      count('nVoiceBreaks', 'Number of voice breaks'),
      percent('voiceBreakFraction', 'Degree of voice breaks'),
      seconds('voiceBreakSec', 'Duration of voice breaks'),
    ],
  },
];
