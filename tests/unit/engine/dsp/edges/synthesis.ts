/** What makes sound from sound: other rates, durations, melodies, less noise, phases for magnitudes. */
import { expect } from 'vitest';
import { gateFraming, measureNoise } from '../../../../../main/engine/dsp/denoise/noiseProfile.ts';
import { gateBlocks, gateNoise, type GateParams } from '../../../../../main/engine/dsp/denoise/spectralGate.ts';
import { griffinLim } from '../../../../../main/engine/dsp/phase/griffinLim.ts';
import { type MagnitudeFrames, requireMagnitudes } from '../../../../../main/engine/dsp/phase/magnitudeFrames.ts';
import { pghiPhases } from '../../../../../main/engine/dsp/phase/pghi.ts';
import {
  resample,
  resampledLength,
  resampledSource,
  Resampler,
} from '../../../../../main/engine/dsp/resample/resample.ts';
import { toSource } from '../../../../../main/engine/dsp/sampleSource.ts';
import { pitchShift } from '../../../../../main/engine/dsp/stretch/pitchShift.ts';
import { TimeMap } from '../../../../../main/engine/dsp/stretch/timeMap.ts';
import { psola, psolaBlocks, psolaLength, type PsolaParams } from '../../../../../main/engine/dsp/stretch/psola.ts';
import { stretchBlocks, timeStretch } from '../../../../../main/engine/dsp/stretch/timeStretch.ts';
import {
  type Edge,
  equal,
  type Exported,
  finite,
  gives,
  holds,
  notAbove0,
  notAbove0OrHuge,
  notFrom0,
  notIndex,
  parameterEdges,
  refused,
  sampleRateHz,
  signalEdges,
  signals,
  valueEdges,
  zeros,
} from './edgeTable.ts';

const notRate = [...notAbove0OrHuge, 'tiny', 'fraction'] as const;
const rates = { fromHz: sampleRateHz, toHz: 22_050 };

function rateEdges(of: Exported, run: (rates: { fromHz: number; toHz: number }) => unknown): Edge[] {
  const refuses = [...notAbove0OrHuge, 'tiny', 'fraction'] as const;
  return parameterEdges(of, {
    fromHz: { run: (v) => run({ ...rates, fromHz: v }), refuses },
    toHz: { run: (v) => run({ ...rates, toHz: v }), refuses },
  });
}

function resampledInPieces(x: Float32Array): readonly Float32Array[] {
  const resampler = new Resampler(rates);
  return [resampler.process(x.subarray(0, 5000)), resampler.process(x.subarray(5000)), resampler.flush()];
}

/** The sample lies at output 7485.975; what is within one input of it is not finite, and nothing else. */
const nearby = gives('NaN within one input sample, and nowhere else', (result) => {
  const spoiled = Array.from(result as Float32Array).flatMap((value, n) => (Number.isFinite(value) ? [] : [n - 10]));
  expect(spoiled).toEqual([7485, 7486, 7487]);
});

const nothing = equal([new Float32Array(0)]);
const noChannels = refused('E_SHAPE', /0 channels/);
const twoLengths = [new Float32Array(2), new Float32Array(3)];
const oneLength = refused('E_SHAPE', /2 channels must be ≥ 1 and of one length/);

const methods = ['wsola', 'phase-vocoder'] as const;

const stretching: Edge[] = methods.flatMap((method) => {
  const params = { sampleRateHz, factor: 1.3, method };
  const parameters = (of: Exported, run: (changed: typeof params) => unknown) =>
    parameterEdges(of, {
      factor: { run: (v) => run({ ...params, factor: v }), refuses: [...notAbove0OrHuge, 'tiny'] },
      sampleRateHz: { run: (v) => run({ ...params, sampleRateHz: v }), refuses: notRate },
    });
  const blocks = (x: Float32Array, changed = params) => stretchBlocks([toSource(x)], changed);
  return [
    ...signalEdges(timeStretch, (x) => timeStretch([x], params), { empty: nothing, silence: zeros }),
    ...parameters(timeStretch, (changed) => timeStretch([signals.DC()], changed)),
    ...signalEdges(stretchBlocks, (x) => blocks(x), { empty: equal([]), silence: zeros }),
    ...parameters(stretchBlocks, (changed) => blocks(signals.DC(), changed)),
    ...signalEdges(pitchShift, (x) => pitchShift([x], { sampleRateHz, semitones: 3, method }), {
      empty: nothing,
      silence: zeros,
    }),
  ];
});

const melody: PsolaParams = {
  sampleRateHz,
  pulses: Float64Array.from({ length: 40 }, (_, i) => 0.05 + i / 100),
  pitch: { timesSec: Float64Array.of(0.25), values: Float64Array.of(150) },
  duration: null,
};
const plain: PsolaParams = { ...melody, pulses: new Float64Array(0) };

function psolaParameters(of: Exported, run: (params: PsolaParams) => unknown): Edge[] {
  return [
    ...parameterEdges(of, {
      sampleRateHz: {
        run: (v) => run({ ...plain, pitch: null, sampleRateHz: v }),
        refuses: [...notAbove0OrHuge, 'tiny', 'fraction'],
      },
      maxPeriodSec: { run: (v) => run({ ...melody, maxPeriodSec: v }), refuses: notAbove0OrHuge },
      'pitch.values[0]': {
        run: (v) => run({ ...melody, pitch: { timesSec: Float64Array.of(0), values: Float64Array.of(v) } }),
        refuses: notAbove0OrHuge,
        named: /pitch\.values\[0\]=/,
      },
      'duration.values[0]': {
        run: (v) => run({ ...melody, duration: { timesSec: Float64Array.of(0), values: Float64Array.of(v) } }),
        refuses: [...notAbove0OrHuge, 'tiny'],
        named: /duration\.values\[0\]=/,
      },
    }),
    ...valueEdges(of, {
      'a pulse that is NaN': [
        () => run({ ...melody, pulses: Float64Array.of(0.1, Number.NaN) }),
        refused('E_PARAM', /pulses\[1\]=NaN/),
      ],
      'pulses that fall': [
        () => run({ ...melody, pulses: Float64Array.of(0.2, 0.1) }),
        refused('E_PARAM', /pulses\[1\]=0\.1/),
      ],
      'a pulse behind the end': [
        () => run({ ...melody, pulses: Float64Array.of(9) }),
        refused('E_PARAM', /pulses\[0\]=9/),
      ],
      'melody and duration without points': [
        () =>
          run({
            ...melody,
            pitch: { timesSec: new Float64Array(0), values: new Float64Array(0) },
            duration: { timesSec: new Float64Array(0), values: new Float64Array(0) },
          }),
        finite,
      ],
    }),
  ];
}

const noise = measureNoise(signals['full scale'](), sampleRateHz);
const gate: GateParams = { sampleRateHz };

function gateParameters(of: Exported, run: (params: GateParams) => unknown): Edge[] {
  return [
    ...parameterEdges(of, {
      thresholdSigma: { run: (v) => run({ ...gate, thresholdSigma: v }), refuses: ['NaN', 'infinite'] },
      attenuationDb: { run: (v) => run({ ...gate, attenuationDb: v }), refuses: [...notFrom0, 'huge'] },
      timeSmoothingSec: { run: (v) => run({ ...gate, timeSmoothingSec: v }), refuses: [...notFrom0, 'huge'] },
      frequencySmoothingHz: { run: (v) => run({ ...gate, frequencySmoothingHz: v }), refuses: [...notFrom0, 'huge'] },
      attackSec: { run: (v) => run({ ...gate, attackSec: v }), refuses: notFrom0 },
      releaseSec: { run: (v) => run({ ...gate, releaseSec: v }), refuses: notFrom0 },
    }),
    ...valueEdges(of, {
      'a profile of another rate': [
        () => run({ ...gate, sampleRateHz: 8000 }),
        refused('E_PARAM', /16000 Hz, the sound of 8000/),
      ],
    }),
  ];
}

const frames = { fftSize: 64, hopLength: 16, pad: 'reflect' } as const;
const magnitudes: MagnitudeFrames = {
  values: Float32Array.from({ length: 33 * 20 }, (_, i) => Math.sin(i) ** 2),
  nFrames: 20,
  nBins: 33,
};

function magnitudeEdges(of: Exported, run: (frames: MagnitudeFrames) => unknown): Edge[] {
  const spoiled = (value: number) => ({
    ...magnitudes,
    values: magnitudes.values.map((v, i) => (i === 33 * 2 + 5 ? value : v)),
  });
  const place = /frame 2, bin 5/;
  return valueEdges(of, {
    'no frames': [() => run({ values: new Float32Array(0), nFrames: 0, nBins: 33 }), refused('E_SHAPE', /\[0, 33\]/)],
    'one frame': [() => run({ values: new Float32Array(33).fill(1), nFrames: 1, nBins: 33 }), finite],
    silence: [() => run({ ...magnitudes, values: new Float32Array(33 * 20) }), finite],
    'bins of another size': [() => run({ ...magnitudes, nBins: 20, nFrames: 33 }), refused('E_SHAPE', /\[33, 20\]/)],
    NaN: [() => run(spoiled(Number.NaN)), refused('E_PARAM', place)],
    infinite: [() => run(spoiled(Infinity)), refused('E_PARAM', place)],
    negative: [() => run(spoiled(-1)), refused('E_PARAM', place)],
  });
}

export const synthesis: Edge[] = [
  ...signalEdges(resample, (x) => resample(x, rates), { empty: holds(0), silence: zeros }),
  ...rateEdges(resample, (changed) => resample(signals.DC(), changed)),
  ...valueEdges(resample, {
    'the same rate': [() => resample(signals.NaN(), { fromHz: 8, toHz: 8 }), refused('E_PARAM', /5432/)],
  }),
  ...signalEdges(Resampler, resampledInPieces, { empty: finite, silence: zeros }),
  ...rateEdges(Resampler, (changed) => new Resampler(changed).flush()),
  ...signalEdges(resampledSource, (x) => resampledSource(toSource(x), rates).read(-10, 12_000), {
    empty: zeros,
    silence: zeros,
    notFinite: nearby,
  }),
  ...rateEdges(resampledSource, (changed) => resampledSource(toSource(signals.DC()), changed).nSamples),
  ...rateEdges(resampledLength, (changed) => resampledLength(8000, changed)),
  ...parameterEdges(resampledLength, { nSamples: { run: (v) => resampledLength(v, rates), refuses: notIndex } }),

  ...stretching,
  ...valueEdges(timeStretch, {
    'no channels': [() => timeStretch([], { sampleRateHz, factor: 2 }), noChannels],
    'channels of two lengths': [() => timeStretch(twoLengths, { sampleRateHz, factor: 2 }), oneLength],
  }),
  ...valueEdges(stretchBlocks, { 'no channels': [() => stretchBlocks([], { sampleRateHz, factor: 2 }), noChannels] }),
  ...parameterEdges(pitchShift, {
    semitones: {
      run: (v) => pitchShift([signals.DC()], { sampleRateHz, semitones: v }),
      refuses: ['NaN', 'infinite', 'huge'],
    },
    sampleRateHz: {
      run: (v) => pitchShift([signals.DC()], { sampleRateHz: v, semitones: 1 }),
      refuses: notRate,
    },
  }),
  ...valueEdges(TimeMap, {
    'without a curve': [() => new TimeMap(2, null).toOutput(1.5), equal(1.5)],
    'of no length': [() => new TimeMap(0, null).totalSec, equal(0)],
    'a duration that is NaN': [
      () => new TimeMap(2, { timesSec: Float64Array.of(1), values: Float64Array.of(Number.NaN) }),
      refused('E_PARAM', /duration/),
    ],
  }),
  ...signalEdges(psola, (x) => psola([x], plain), { empty: nothing, silence: zeros }),
  ...psolaParameters(psola, (params) => psola([signals.DC()], params)),
  ...valueEdges(psola, {
    'no channels': [() => psola([], plain), noChannels],
    'channels of two lengths': [() => psola(twoLengths, plain), oneLength],
  }),
  ...signalEdges(psolaBlocks, (x) => psolaBlocks([toSource(x)], plain), { empty: equal([]), silence: zeros }),
  ...psolaParameters(psolaBlocks, (params) => psolaBlocks([toSource(signals.DC())], params)),
  ...parameterEdges(psolaLength, {
    nSamples: { run: (v) => psolaLength(v, plain), refuses: notIndex },
    sampleRateHz: { run: (v) => psolaLength(8000, { ...plain, sampleRateHz: v }), refuses: notAbove0 },
  }),

  ...signalEdges(measureNoise, (x) => measureNoise(x, sampleRateHz), {
    empty: refused('E_SHAPE', /0 samples hold no frame/),
    'one sample': refused('E_SHAPE', /1 samples hold no frame/),
    'shorter than a window': refused('E_SHAPE', /40 samples hold no frame/),
  }),
  ...parameterEdges(measureNoise, {
    sampleRateHz: { run: (v) => measureNoise(signals.DC(), v), refuses: notRate },
  }),
  ...parameterEdges(gateFraming, { sampleRateHz: { run: (v) => gateFraming(v), refuses: notRate } }),
  ...signalEdges(gateNoise, (x) => gateNoise(x, noise, gate), { empty: holds(0), silence: zeros }),
  ...gateParameters(gateNoise, (params) => gateNoise(signals.DC(), noise, params)),
  ...signalEdges(gateBlocks, (x) => gateBlocks(x, noise, gate), { empty: equal([]), silence: zeros }),
  ...gateParameters(gateBlocks, (params) => gateBlocks(signals.DC(), noise, params)),

  ...magnitudeEdges(requireMagnitudes, (given) => {
    requireMagnitudes(given, 64);
  }),
  ...magnitudeEdges(griffinLim, (given) => griffinLim(given, frames)),
  ...parameterEdges(griffinLim, {
    nIterations: { run: (v) => griffinLim(magnitudes, { ...frames, nIterations: v }), refuses: [...notIndex, 'huge'] },
    momentum: { run: (v) => griffinLim(magnitudes, { ...frames, momentum: v }), refuses: [...notFrom0, 'huge'] },
    seed: { run: (v) => griffinLim(magnitudes, { ...frames, seed: v }), refuses: [] },
    length: { run: (v) => griffinLim(magnitudes, { ...frames, length: v }), refuses: [...notIndex, 'huge'] },
    hopLength: {
      run: (v) => griffinLim(magnitudes, { ...frames, hopLength: v }),
      refuses: ['zero', 'negative', 'tiny', 'fraction', 'NaN', 'infinite', 'huge'],
    },
  }),
  ...valueEdges(griffinLim, {
    'phases of another shape': [
      () => griffinLim(magnitudes, { ...frames, phases: new Float32Array(3) }),
      refused('E_SHAPE', /3 phases must be \[20, 33\]/),
    ],
    'a phase that is NaN': [
      () => griffinLim(magnitudes, { ...frames, phases: new Float32Array(660).fill(Number.NaN, 71) }),
      refused('E_PARAM', /phases\[71\]=NaN/),
    ],
  }),
  ...magnitudeEdges(pghiPhases, (given) => pghiPhases(given, frames)),
  ...parameterEdges(pghiPhases, {
    tolerance: { run: (v) => pghiPhases(magnitudes, { ...frames, tolerance: v }), refuses: notAbove0OrHuge },
    hopLength: {
      run: (v) => pghiPhases(magnitudes, { ...frames, hopLength: v }),
      refuses: ['zero', 'negative', 'tiny', 'fraction', 'NaN', 'infinite', 'huge'],
    },
  }),
];
