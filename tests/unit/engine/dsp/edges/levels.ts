/** Levels, notes, loudness and the checks that all others share. */
import { amplitudeToDb, dbToPower, powerToDb } from '../../../../../main/engine/dsp/decibel.ts';
import { finiteSamples } from '../../../../../main/engine/dsp/finiteSamples.ts';
import { kWeighting } from '../../../../../main/engine/dsp/kWeighting.ts';
import { channelWeights, LoudnessMeter } from '../../../../../main/engine/dsp/loudness.ts';
import { hzToNote } from '../../../../../main/engine/dsp/note.ts';
import { firstNotFinite, requireFiniteSamples } from '../../../../../main/engine/dsp/requireFiniteSamples.ts';
import {
  requireAbove,
  requireFiniteValues,
  requireInteger,
  requireNumber,
  requireWithin,
} from '../../../../../main/engine/dsp/requireInteger.ts';
import { requireRate } from '../../../../../main/engine/dsp/requireRate.ts';
import { TruePeakMeter } from '../../../../../main/engine/dsp/truePeak.ts';
import {
  equal,
  finite,
  gives,
  notAbove0,
  notCount,
  notFrom0,
  parameterEdges,
  refused,
  sampleRateHz,
  signalEdges,
  valueEdges,
} from './edgeTable.ts';

const silent = {
  integratedLufs: null,
  loudnessRangeLu: 0,
  truePeakDbtp: null,
  maxMomentaryLufs: null,
  maxShortTermLufs: null,
};

function loudnessOf(x: Float32Array, rateHz = sampleRateHz) {
  const meter = new LoudnessMeter(rateHz, 1);
  meter.add([x]);
  return meter.finish();
}

function truePeakOf(x: Float32Array): number {
  const meter = new TruePeakMeter(sampleRateHz);
  meter.add(x);
  meter.finish();
  return meter.peak;
}

const nan = equal(Number.NaN);

export const levels = [
  ...valueEdges(powerToDb, {
    'power 0': [() => powerToDb(0), equal(-200)],
    'a negative power': [() => powerToDb(-1), equal(-200)],
    'power NaN': [() => powerToDb(Number.NaN), nan],
    'power 1e300': [() => powerToDb(1e300), equal(3000)],
  }),
  ...parameterEdges(powerToDb, { reference: { run: (v) => powerToDb(1, v), refuses: notAbove0 } }),
  ...valueEdges(amplitudeToDb, {
    'amplitude 0': [() => amplitudeToDb(0), equal(-200)],
    'amplitude -1': [() => amplitudeToDb(-1), equal(0)],
    'amplitude NaN': [() => amplitudeToDb(Number.NaN), nan],
  }),
  ...parameterEdges(amplitudeToDb, { reference: { run: (v) => amplitudeToDb(1, v), refuses: notAbove0 } }),
  ...valueEdges(dbToPower, {
    '0 dB': [() => dbToPower(0), equal(1)],
    '-Infinity dB': [() => dbToPower(-Infinity), equal(0)],
    'NaN dB': [() => dbToPower(Number.NaN), nan],
  }),
  ...valueEdges(hzToNote, {
    '0 Hz': [() => hzToNote(0), equal(null)],
    '-1 Hz': [() => hzToNote(-1), equal(null)],
    'NaN Hz': [() => hzToNote(Number.NaN), equal(null)],
    'infinite Hz': [() => hzToNote(Infinity), equal(null)],
    '1e-300 Hz': [() => hzToNote(1e-300), finite],
    'A4 of 0 Hz': [() => hzToNote(440, 0), equal(null)],
    'A4 of NaN Hz': [() => hzToNote(440, Number.NaN), equal(null)],
  }),
  ...parameterEdges(kWeighting, {
    sampleRateHz: { run: kWeighting, refuses: [...notAbove0, 'tiny', 'fraction'] },
  }),
  ...parameterEdges(channelWeights, {
    channels: { run: channelWeights, refuses: [...notCount, 'huge'] },
  }),
  ...signalEdges(LoudnessMeter, loudnessOf, {
    empty: equal(silent),
    silence: equal(silent),
    'one sample': finite,
    notFinite: gives('as if the sample were 0', (result) => {
      finite.check(() => result);
    }),
  }),
  ...parameterEdges(LoudnessMeter, {
    channels: { run: (v) => new LoudnessMeter(sampleRateHz, v), refuses: [...notCount, 'huge'] },
    sampleRateHz: { run: (v) => new LoudnessMeter(v, 1), refuses: [...notAbove0, 'tiny', 'fraction'] },
  }),
  ...valueEdges(LoudnessMeter, {
    'two channels for one': [
      () => {
        new LoudnessMeter(sampleRateHz, 1).add([new Float32Array(2), new Float32Array(2)]);
      },
      refused('E_SHAPE', /2 channels were given, 1 /),
    ],
  }),
  ...signalEdges(TruePeakMeter, truePeakOf, { empty: equal(0), silence: equal(0), notFinite: finite }),
  ...parameterEdges(TruePeakMeter, { sampleRateHz: { run: (v) => new TruePeakMeter(v), refuses: notAbove0 } }),
  ...signalEdges(finiteSamples, finiteSamples, { empty: finite, notFinite: finite }),
  ...signalEdges(requireFiniteSamples, requireFiniteSamples, { empty: equal(undefined) }),
  ...valueEdges(requireFiniteSamples, {
    'the second of a piece from sample 100 on': [
      () => {
        requireFiniteSamples(Float32Array.of(0, Number.NaN), 100);
      },
      refused('E_PARAM', /sample 101 is NaN/),
    ],
  }),
  ...parameterEdges(requireInteger, {
    n: {
      run: (v) => {
        requireInteger('n', v, 1);
      },
      refuses: notCount,
    },
  }),
  ...parameterEdges(requireAbove, {
    x: {
      run: (v) => {
        requireAbove('x', v, 0);
      },
      refuses: notAbove0,
    },
  }),
  ...parameterEdges(requireWithin, {
    x: {
      run: (v) => {
        requireWithin('x', v, 0);
      },
      refuses: notFrom0,
    },
  }),
  ...parameterEdges(requireNumber, {
    x: {
      run: (v) => {
        requireNumber('x', v);
      },
      refuses: ['NaN'],
    },
  }),
  ...parameterEdges(requireRate, {
    sampleRateHz: { run: requireRate, refuses: [...notAbove0, 'tiny', 'fraction', 'huge'] },
  }),
  ...valueEdges(requireFiniteValues, {
    'no values': [
      () => {
        requireFiniteValues('x', new Float64Array(0));
      },
      finite,
    ],
    'a NaN': [
      () => {
        requireFiniteValues('x', Float64Array.of(0, Number.NaN));
      },
      refused('E_PARAM', /x\[1\]=NaN must be finite/),
    ],
  }),
  ...valueEdges(firstNotFinite, {
    'no values': [() => firstNotFinite(new Float32Array(0)), equal(-1)],
    '-Infinity in many': [() => firstNotFinite(new Float32Array(5000).fill(-Infinity, 4321)), equal(4321)],
  }),
];
