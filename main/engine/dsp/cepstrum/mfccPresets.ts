/** Cepstra as the field's libraries compute them unless told otherwise. */
import type { MfccParams } from './mfcc.ts';

type RatelessMfccParams = Omit<MfccParams, 'sampleRateHz'>;

/** librosa.feature.mfcc 0.11: 2048/512, zeros around, 128 Slaney bands to half the rate, dB in a range of 80. */
const librosa: RatelessMfccParams = {
  fftSize: 2048,
  hopLength: 512,
  window: 'hann',
  pad: 'constant',
  nMels: 128,
  scale: 'slaney',
  norm: 'slaney',
  power: 2,
  log: 'db',
  floor: 1e-10,
  topDb: 80,
  nMfcc: 20,
};

export const mfccPresets = {
  librosa,
  /** torchaudio.transforms.MFCC: 400/200, mirrored, 128 HTK bands of unit peak, dB in a range of 80. */
  torchaudio: {
    ...librosa,
    fftSize: 400,
    hopLength: 200,
    pad: 'reflect',
    scale: 'htk',
    norm: 'none',
    nMfcc: 40,
  },
  /** Of HTK the 26 bands of unit peak, natural logarithm, c₀ scaled as all others and lifter of 22, in our frames. */
  htk: {
    ...librosa,
    fftSize: 512,
    winLength: 400,
    hopLength: 160,
    window: 'hamming',
    nMels: 26,
    scale: 'htk',
    norm: 'none',
    log: 'ln',
    floor: 1e-10,
    topDb: null,
    nMfcc: 13,
    dct: 'htk',
    lifter: 22,
    lifterConvention: 'htk',
  },
} as const satisfies Record<string, RatelessMfccParams>;

export type MfccPresetName = keyof typeof mfccPresets;
