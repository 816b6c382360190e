/** Bands of hearing, cepstra and their derivatives. */
import { dctMatrix } from '../../../../../main/engine/dsp/cepstrum/dct.ts';
import { deltas, requireDeltaWidth } from '../../../../../main/engine/dsp/cepstrum/deltas.ts';
import { mfcc, type MfccParams } from '../../../../../main/engine/dsp/cepstrum/mfcc.ts';
import { mfccColumnNames, mfccWithDeltas } from '../../../../../main/engine/dsp/cepstrum/mfccWithDeltas.ts';
import { gammatoneFilters } from '../../../../../main/engine/dsp/filterbank/gammatoneFilters.ts';
import {
  countMelFrames,
  finishWhisper,
  melFloor,
  melFrames,
  melSpectrogram,
  type MelParams,
} from '../../../../../main/engine/dsp/mel.ts';
import { melFilterbank, melFilters, type MelFilterbankParams } from '../../../../../main/engine/dsp/melFilterbank.ts';
import {
  type Edge,
  equal,
  type Exported,
  finite,
  holds,
  notAbove0,
  notFrom0,
  notIndex,
  notSize,
  parameterEdges,
  refused,
  sampleRateHz,
  signalEdges,
  signals,
  valueEdges,
  zeros,
} from './edgeTable.ts';

const bank: MelFilterbankParams = { sampleRateHz, fftSize: 512, nMels: 40 };
const erbBank = { sampleRateHz, fftSize: 512, nBands: 8 };
const mel: MelParams = { ...bank, hopLength: 160, pad: 'reflect', log: 'ln' };
const cepstrum: MfccParams = { ...mel, log: 'db', topDb: 80, nMfcc: 13 };
const noFrame = refused('E_SHAPE', /0 samples hold no frame/);

function bankParameters(of: Exported, run: (params: MelFilterbankParams) => unknown): Edge[] {
  return parameterEdges(of, {
    sampleRateHz: { run: (v) => run({ ...bank, sampleRateHz: v }), refuses: [...notAbove0, 'tiny'] },
    fftSize: { run: (v) => run({ ...bank, fftSize: v }), refuses: notSize },
    nMels: { run: (v) => run({ ...bank, nMels: v }), refuses: notSize },
    fMinHz: { run: (v) => run({ ...bank, fMinHz: v }), refuses: [...notFrom0, 'huge'] },
    fMaxHz: { run: (v) => run({ ...bank, fMaxHz: v }), refuses: [...notAbove0, 'huge'] },
  });
}

function melParameters<P extends MelParams>(of: Exported, base: P, run: (params: P) => unknown): Edge[] {
  return [
    ...bankParameters(of, (changed) => run({ ...base, ...changed, fMaxHz: changed.fMaxHz })),
    ...parameterEdges(of, {
      hopLength: { run: (v) => run({ ...base, hopLength: v }), refuses: notSize },
      winLength: { run: (v) => run({ ...base, winLength: v }), refuses: notSize },
      floor: { run: (v) => run({ ...base, floor: v }), refuses: notAbove0 },
      powerOffset: { run: (v) => run({ ...base, powerOffset: v }), refuses: notFrom0 },
    }),
  ];
}

const frames = { values: Float32Array.from({ length: 40 }, (_, i) => Math.sin(i)), nFrames: 20, nFeatures: 2 };

export const bands: Edge[] = [
  ...bankParameters(melFilters, melFilters),
  ...bankParameters(melFilterbank, melFilterbank),
  ...signalEdges(melSpectrogram, (x) => melSpectrogram(x, mel), { empty: noFrame }),
  ...melParameters(melSpectrogram, mel, (params) => melSpectrogram(signals.DC(), params)),
  ...signalEdges(melFrames, (x) => melFrames(x, mel), { empty: noFrame }),
  ...melParameters(melFrames, mel, (params) => melFrames(signals.DC(), params)),
  ...parameterEdges(countMelFrames, {
    nSamples: { run: (v) => countMelFrames(v, mel), refuses: notIndex, but: { zero: noFrame } },
    hopLength: { run: (v) => countMelFrames(8000, { ...mel, hopLength: v }), refuses: notSize },
  }),
  ...parameterEdges(melFloor, { floor: { run: (v) => melFloor({ ...mel, floor: v }), refuses: notAbove0 } }),
  ...valueEdges(finishWhisper, {
    'no values': [() => finished(), equal(new Float32Array(0))],
    silence: [() => finished(-10, -10), equal(Float32Array.of(-1.5, -1.5))],
    'a NaN becomes the lowest': [() => finished(0, Number.NaN, -20), equal(Float32Array.of(1, -1, -1))],
  }),

  ...parameterEdges(dctMatrix, {
    nRows: { run: (v) => dctMatrix(v, 40), refuses: notSize },
    nValues: { run: (v) => dctMatrix(1, v), refuses: notSize },
  }),
  ...signalEdges(mfcc, (x) => mfcc(x, cepstrum), { empty: noFrame }),
  ...melParameters(mfcc, cepstrum, (params) => mfcc(signals.DC(), params)),
  ...parameterEdges(mfcc, {
    nMfcc: { run: (v) => mfcc(signals.DC(), { ...cepstrum, nMfcc: v }), refuses: notSize },
    lifter: { run: (v) => mfcc(signals.DC(), { ...cepstrum, lifter: v }), refuses: notFrom0 },
    topDb: { run: (v) => mfcc(signals.DC(), { ...cepstrum, topDb: v }), refuses: ['zero', 'negative', 'NaN'] },
  }),
  ...signalEdges(mfccWithDeltas, (x) => mfccWithDeltas(x, { ...cepstrum, deltaOrders: 2 }), { empty: noFrame }),
  ...parameterEdges(mfccWithDeltas, {
    deltaWidth: {
      run: (v) => mfccWithDeltas(signals.DC(), { ...cepstrum, deltaOrders: 2, deltaWidth: v }),
      refuses: notSize,
    },
  }),
  ...parameterEdges(mfccColumnNames, { nMfcc: { run: (v) => mfccColumnNames({ nMfcc: v }), refuses: notSize } }),

  ...valueEdges(deltas, {
    'no frames': [
      () => deltas({ values: new Float32Array(0), nFrames: 0, nFeatures: 2 }, { ends: 'nearest' }),
      holds(0),
    ],
    'no frames, fitted ends': [
      () => deltas({ values: new Float32Array(0), nFrames: 0, nFeatures: 2 }),
      refused('E_SHAPE', /0 frames must be ≥ width=9/),
    ],
    'one frame': [
      () => deltas({ values: Float32Array.of(1, 2), nFrames: 1, nFeatures: 2 }, { ends: 'nearest' }),
      zeros,
    ],
    'values of another shape': [
      () => deltas({ ...frames, nFrames: 3 }),
      refused('E_SHAPE', /40 values are not \[3, 2\]/),
    ],
    NaN: [
      () => deltas({ ...frames, values: frames.values.map((v, i) => (i === 7 ? Number.NaN : v)) }),
      refused('E_PARAM', /values\[7\]=NaN/),
    ],
    'an even width': [() => deltas(frames, { width: 4 }), refused('E_PARAM', /width=4 must be odd/)],
  }),
  ...parameterEdges(deltas, {
    width: { run: (v) => deltas(frames, { width: v }), refuses: notSize },
    order: { run: (v) => deltas(frames, { order: v }), refuses: notSize },
  }),

  ...parameterEdges(requireDeltaWidth, {
    width: {
      run: (v) => {
        requireDeltaWidth('width', v);
      },
      refuses: notSize,
    },
  }),

  ...parameterEdges(gammatoneFilters, {
    sampleRateHz: {
      run: (v) => gammatoneFilters({ ...erbBank, sampleRateHz: v }),
      refuses: [...notAbove0, 'tiny', 'fraction'],
      named: /sampleRateHz=|fMaxHz=/,
    },
    fftSize: { run: (v) => gammatoneFilters({ ...erbBank, fftSize: v }), refuses: notSize },
    nBands: { run: (v) => gammatoneFilters({ ...erbBank, nBands: v }), refuses: notSize },
    fMinHz: { run: (v) => gammatoneFilters({ ...erbBank, fMinHz: v }), refuses: [...notFrom0, 'huge'] },
    fMaxHz: {
      run: (v) => gammatoneFilters({ ...erbBank, fMaxHz: v }),
      refuses: [...notAbove0, 'tiny', 'fraction', 'huge'],
    },
  }),
  ...valueEdges(melFilters, {
    'a band between two bins': [() => melFilters({ ...bank, fMinHz: 1, fMaxHz: 2, nMels: 1 }), finite],
  }),
];

function finished(...values: number[]): Float32Array {
  const logMel = Float32Array.from(values);
  finishWhisper(logMel);
  return logMel;
}
