/** Pitch: tracks, their correction by hand, melodies as points. */
import {
  chooseCandidate,
  choosePath,
  shiftOctave,
  unvoice,
  voice,
} from '../../../../../main/engine/dsp/pitch/editPitch.ts';
import {
  flattenPitch,
  scalePitch,
  shiftPitch,
  smoothPitch,
} from '../../../../../main/engine/dsp/pitch/editPitchCurve.ts';
import {
  frameTimes,
  frameTimeSec,
  framesWithin,
  requireFrameCount,
  sampleBefore,
} from '../../../../../main/engine/dsp/pitch/frameTimes.ts';
import {
  drawPitch,
  fromPitchUnit,
  interpolatePitchCurve,
  meanPitch,
  type PitchCurve,
  pitchCurveOf,
  samplePitchCurve,
  toPitchUnit,
} from '../../../../../main/engine/dsp/pitch/pitchCurve.ts';
import {
  isCrossCorrelation,
  isFiltered,
  pitchMethods,
  pitchParams,
} from '../../../../../main/engine/dsp/pitch/pitchParams.ts';
import {
  pitchAt,
  pitchFrame,
  pitchGrid,
  pitchHz,
  pitchStrength,
} from '../../../../../main/engine/dsp/pitch/pitchTrack.ts';
import { pyinParams } from '../../../../../main/engine/dsp/pitch/pyin/pyinParams.ts';
import { trackPyin } from '../../../../../main/engine/dsp/pitch/pyin/trackPyin.ts';
import { stylizePitch } from '../../../../../main/engine/dsp/pitch/stylizePitch.ts';
import { summarizePitch } from '../../../../../main/engine/dsp/pitch/summarizePitch.ts';
import { trackPitch } from '../../../../../main/engine/dsp/pitch/trackPitch.ts';
import { curveValue, firstAfter, requireCurve, requireRising } from '../../../../../main/engine/dsp/pointCurve.ts';
import type { TimeSpan } from '../../../../../main/engine/dsp/timeSpan.ts';
import {
  type Edge,
  equal,
  type Exported,
  finite,
  finiteOrAbsent,
  notAbove0,
  notCount,
  notFrom0,
  notIndex,
  notSize,
  parameterEdges,
  refused,
  sampleRateHz,
  signalEdges,
  signals,
  valueEdges,
} from './edgeTable.ts';

const tooShort = refused('E_SHAPE', /must be at least one window/);
const short = { empty: tooShort, 'one sample': tooShort, 'shorter than a window': tooShort };

const track = trackPitch(signals['full scale'](), sampleRateHz);
const silence = trackPitch(signals.silence(), sampleRateHz);
const all = { fromSec: 0, toSec: 1 };

/** What acts on a span of a track. */
function spanEdges(of: Exported, run: (span: TimeSpan) => unknown): Edge[] {
  return valueEdges(of, {
    'a span of nothing': [() => run({ fromSec: 0.2, toSec: 0.2 }), finiteOrAbsent],
    'a span that falls': [() => run({ fromSec: 0.3, toSec: 0.2 }), finiteOrAbsent],
    'all time': [() => run({ fromSec: -Infinity, toSec: Infinity }), finiteOrAbsent],
    'from NaN': [() => run({ fromSec: Number.NaN, toSec: 1 }), refused('E_PARAM', /fromSec=NaN/)],
    'to NaN': [() => run({ fromSec: 0, toSec: Number.NaN }), refused('E_PARAM', /toSec=NaN/)],
  });
}

const frameIndex = (run: (frame: number) => unknown) => ({ frame: { run, refuses: [...notIndex, 'huge'] as const } });

const none: PitchCurve = { timesSec: new Float64Array(0), values: new Float64Array(0) };
const one: PitchCurve = { timesSec: Float64Array.of(0.1), values: Float64Array.of(120) };
const curve: PitchCurve = { timesSec: Float64Array.of(0.1, 0.2, 0.4), values: Float64Array.of(120, 150, 100) };

/** What makes a curve of a curve. */
function curveEdges(of: Exported, run: (curve: PitchCurve) => unknown): Edge[] {
  return valueEdges(of, { 'no points': [() => run(none), finite], 'one point': [() => run(one), finite] });
}

const wouldBecome = /values\[0\] would become/;

export const pitch: Edge[] = [
  ...pitchMethods.flatMap((method) => signalEdges(trackPitch, (x) => trackPitch(x, sampleRateHz, { method }), short)),
  ...parameterEdges(trackPitch, {
    sampleRateHz: {
      run: (v) => trackPitch(signals.DC(), v),
      refuses: [...notAbove0, 'tiny', 'fraction'],
      named: /sampleRateHz=|at .* Hz must be low enough/,
      but: { huge: tooShort },
    },
    timeStepSec: {
      run: (v) => trackPitch(signals.DC(), sampleRateHz, { timeStepSec: v }),
      refuses: [...notAbove0, 'tiny'],
    },
    floorHz: {
      run: (v) => trackPitch(signals.DC(), sampleRateHz, { floorHz: v }),
      refuses: [...notAbove0, 'huge'],
      named: /floorHz=|ceilingHz=/,
      but: { tiny: tooShort, fraction: tooShort },
    },
  }),
  ...parameterEdges(pitchParams, {
    timeStepSec: { run: (v) => pitchParams({ timeStepSec: v }), refuses: notAbove0 },
    floorHz: { run: (v) => pitchParams({ floorHz: v }), refuses: [...notAbove0, 'huge'], named: /floorHz=|ceilingHz=/ },
    ceilingHz: { run: (v) => pitchParams({ ceilingHz: v }), refuses: [...notAbove0, 'tiny', 'fraction'] },
    maxCandidates: { run: (v) => pitchParams({ maxCandidates: v }), refuses: notSize },
    periodsPerWindow: { run: (v) => pitchParams({ periodsPerWindow: v }), refuses: notAbove0 },
    silenceThreshold: { run: (v) => pitchParams({ silenceThreshold: v }), refuses: notFrom0 },
    voicingThreshold: { run: (v) => pitchParams({ voicingThreshold: v }), refuses: notFrom0 },
    octaveCost: { run: (v) => pitchParams({ octaveCost: v }), refuses: notFrom0 },
    octaveJumpCost: { run: (v) => pitchParams({ octaveJumpCost: v }), refuses: notFrom0 },
    voicedUnvoicedCost: { run: (v) => pitchParams({ voicedUnvoicedCost: v }), refuses: notFrom0 },
    attenuationAtTop: { run: (v) => pitchParams({ attenuationAtTop: v }), refuses: [...notAbove0, 'huge'] },
  }),
  ...valueEdges(pitchParams, { 'nothing given': [() => pitchParams(), finite] }),
  ...valueEdges(isFiltered, { 'raw-ac': [() => isFiltered('raw-ac'), equal(false)] }),
  ...valueEdges(isCrossCorrelation, { 'raw-cc': [() => isCrossCorrelation('raw-cc'), equal(true)] }),

  ...signalEdges(trackPyin, (x) => trackPyin(x, sampleRateHz, { frameLength: 1024 }), {
    empty: refused('E_SHAPE', /signal of 0 samples/),
    'one sample': finiteOrAbsent,
    'shorter than a window': finiteOrAbsent,
    silence: finiteOrAbsent,
    DC: finiteOrAbsent,
    'full scale': finiteOrAbsent,
  }),
  ...parameterEdges(trackPyin, {
    sampleRateHz: {
      run: (v) => trackPyin(signals.DC(), v),
      refuses: [...notAbove0, 'tiny', 'fraction', 'huge'],
      named: /sampleRateHz=|fMaxHz=|frameLength=/,
    },
  }),
  ...parameterEdges(pyinParams, {
    frameLength: { run: (v) => pyinParams({ frameLength: v }), refuses: notSize },
    hopLength: { run: (v) => pyinParams({ hopLength: v }), refuses: notCount },
    nThresholds: { run: (v) => pyinParams({ nThresholds: v }), refuses: notSize },
    fMinHz: { run: (v) => pyinParams({ fMinHz: v }), refuses: [...notAbove0, 'huge'], named: /fMinHz=|fMaxHz=/ },
    fMaxHz: { run: (v) => pyinParams({ fMaxHz: v }), refuses: [...notAbove0, 'tiny', 'fraction'] },
    betaParameters: { run: (v) => pyinParams({ betaParameters: [v, 18] }), refuses: notAbove0 },
    boltzmannParameter: { run: (v) => pyinParams({ boltzmannParameter: v }), refuses: notAbove0 },
    resolution: { run: (v) => pyinParams({ resolution: v }), refuses: [...notAbove0, 'tiny', 'huge'] },
    maxTransitionRate: { run: (v) => pyinParams({ maxTransitionRate: v }), refuses: [...notAbove0, 'huge'] },
    switchProbability: { run: (v) => pyinParams({ switchProbability: v }), refuses: [...notAbove0, 'huge'] },
    noTroughProbability: { run: (v) => pyinParams({ noTroughProbability: v }), refuses: [...notAbove0, 'huge'] },
  }),

  ...parameterEdges(frameTimes, {
    nSamples: {
      run: (v) => frameTimes({ nSamples: v, sampleRateHz }, 0.04, 0.01),
      refuses: notIndex,
      but: { zero: tooShort, huge: refused('E_PARAM', /timeStepSec=/) },
    },
    sampleRateHz: {
      run: (v) => frameTimes({ nSamples: 8000, sampleRateHz: v }, 0.04, 0.01),
      refuses: [...notAbove0, 'tiny'],
      named: /sampleRateHz=|timeStepSec=/,
      but: { huge: tooShort },
    },
    windowSec: {
      run: (v) => frameTimes({ nSamples: 8000, sampleRateHz }, v, 0.01),
      refuses: notAbove0,
      but: { huge: tooShort },
    },
    timeStepSec: { run: (v) => frameTimes({ nSamples: 8000, sampleRateHz }, 0.04, v), refuses: [...notAbove0, 'tiny'] },
  }),
  ...valueEdges(requireFrameCount, {
    '2²⁸ frames': [
      () => {
        requireFrameCount(2 ** 28, 1);
      },
      finite,
    ],
    'one more': [
      () => {
        requireFrameCount(2 ** 28 + 1, 1);
      },
      refused('E_PARAM', /timeStepSec=1 gives 268435457 frames/),
    ],
  }),
  ...valueEdges(frameTimeSec, {
    'of the first': [() => frameTimeSec(track, 0), equal(track.firstTimeSec)],
    'of NaN': [() => frameTimeSec(track, Number.NaN), equal(Number.NaN)],
  }),
  ...valueEdges(sampleBefore, {
    'time 0': [() => sampleBefore(0, sampleRateHz), equal(-1)],
    NaN: [() => sampleBefore(Number.NaN, sampleRateHz), equal(Number.NaN)],
  }),
  ...spanEdges(framesWithin, ({ fromSec, toSec }) => framesWithin(track, fromSec, toSec)),

  ...parameterEdges(
    pitchHz,
    frameIndex((frame) => pitchHz(track, frame)),
  ),
  ...parameterEdges(
    pitchStrength,
    frameIndex((frame) => pitchStrength(track, frame)),
  ),
  ...parameterEdges(
    pitchFrame,
    frameIndex((frame) => pitchFrame(track, frame)),
  ),
  ...valueEdges(pitchGrid, { 'a track of silence': [() => pitchGrid(silence).valueAt(0), equal(Number.NaN)] }),
  ...valueEdges(pitchAt, {
    silence: [() => pitchAt(silence, 0.2), equal(null)],
    'before the sound': [() => pitchAt(track, -1), equal(null)],
    'after the sound': [() => pitchAt(track, 1e15), equal(null)],
    NaN: [() => pitchAt(track, Number.NaN), equal(null)],
  }),
  ...spanEdges(summarizePitch, (span) => summarizePitch(track, span)),
  ...valueEdges(summarizePitch, {
    silence: [
      () => summarizePitch(silence, all),
      equal({ nFrames: silence.nFrames, nVoiced: 0, voicedFraction: 0, hz: null, semitones: null }),
    ],
  }),
  ...parameterEdges(chooseCandidate, {
    ...frameIndex((frame) => chooseCandidate(track, frame, 0)),
    candidate: { run: (v) => chooseCandidate(track, 0, v), refuses: [...notIndex, 'huge'] },
  }),
  ...parameterEdges(choosePath, {
    ...frameIndex((frame) => choosePath(track, [{ frame, hz: 100 }])),
    hz: { run: (v) => choosePath(track, [{ frame: 0, hz: v }]), refuses: notAbove0 },
  }),
  ...spanEdges(unvoice, (span) => unvoice(track, span)),
  ...spanEdges(voice, (span) => voice(track, span)),
  ...spanEdges(shiftOctave, (span) => shiftOctave(track, span, 1)),
  ...valueEdges(voice, { silence: [() => voice(silence, all), finite] }),

  ...valueEdges(pitchCurveOf, { silence: [() => pitchCurveOf(silence), equal(none)] }),
  ...curveEdges(shiftPitch, (given) => shiftPitch(given, 1, 'semitones')),
  ...parameterEdges(shiftPitch, {
    'Hz of': { run: (v) => shiftPitch(curve, v, 'Hz'), refuses: ['NaN', 'infinite'], named: wouldBecome },
    'semitones of': {
      run: (v) => shiftPitch(curve, v, 'semitones'),
      refuses: ['NaN', 'infinite', 'huge'],
      named: wouldBecome,
    },
  }),
  ...curveEdges(scalePitch, (given) => scalePitch(given, { factor: 2, aboutHz: 100, unit: 'semitones' })),
  ...parameterEdges(scalePitch, {
    factor: {
      run: (v) => scalePitch(curve, { factor: v, aboutHz: 100, unit: 'semitones' }),
      refuses: ['NaN', 'infinite', 'huge'],
      named: wouldBecome,
    },
    aboutHz: { run: (v) => scalePitch(curve, { factor: 1, aboutHz: v, unit: 'Hz' }), refuses: notAbove0 },
  }),
  ...curveEdges(flattenPitch, (given) => flattenPitch(given, 100)),
  ...parameterEdges(flattenPitch, { hz: { run: (v) => flattenPitch(curve, v), refuses: notAbove0 } }),
  ...curveEdges(smoothPitch, (given) => smoothPitch(given, 10)),
  ...parameterEdges(smoothPitch, {
    bandwidthHz: { run: (v) => smoothPitch(curve, v), refuses: [...notAbove0, 'huge'] },
  }),
  ...curveEdges(stylizePitch, (given) => stylizePitch(given)),
  ...parameterEdges(stylizePitch, { resolution: { run: (v) => stylizePitch(curve, v), refuses: notAbove0 } }),
  ...valueEdges(samplePitchCurve, {
    'no points': [() => samplePitchCurve(none, Float64Array.of(0)), equal(Float64Array.of(Number.NaN))],
    'no times': [() => samplePitchCurve(curve, new Float64Array(0)), equal(new Float64Array(0))],
  }),
  ...curveEdges(interpolatePitchCurve, (given) => interpolatePitchCurve(given, Float64Array.of(0, 1))),
  ...valueEdges(interpolatePitchCurve, {
    'times that fall': [
      () => interpolatePitchCurve(curve, Float64Array.of(1, 0)),
      refused('E_PARAM', /timesSec\[1\]=0/),
    ],
    'a time that is NaN': [
      () => interpolatePitchCurve(curve, Float64Array.of(0, Number.NaN)),
      refused('E_PARAM', /timesSec\[1\]=NaN/),
    ],
  }),
  ...valueEdges(meanPitch, {
    'no points': [() => meanPitch(none), equal(null)],
    'one point': [() => meanPitch(one, 'semitones'), equal(120)],
  }),
  ...curveEdges(drawPitch, (given) => drawPitch(given, one)),
  ...valueEdges(drawPitch, {
    'nothing drawn': [() => drawPitch(curve, none), equal(curve)],
    'a point at 0 Hz': [
      () => drawPitch(curve, { timesSec: Float64Array.of(0), values: Float64Array.of(0) }),
      refused('E_PARAM', /drawn\.values\[0\]=0/),
    ],
  }),
  ...parameterEdges(toPitchUnit, { hz: { run: (v) => toPitchUnit(v, 'semitones'), refuses: notAbove0 } }),
  ...valueEdges(fromPitchUnit, {
    '0 semitones': [() => fromPitchUnit(0, 'semitones'), equal(100)],
    '0 Hz': [() => fromPitchUnit(0, 'Hz'), equal(0)],
  }),

  ...valueEdges(curveValue, {
    'no points': [() => curveValue(none, 0), equal(Number.NaN)],
    'one point': [() => curveValue(one, 1e15), equal(120)],
    'before the first': [() => curveValue(curve, -Infinity), equal(120)],
    'behind the last': [() => curveValue(curve, Infinity), equal(100)],
  }),
  ...valueEdges(firstAfter, {
    'no times': [() => firstAfter(none.timesSec, 0), equal(0)],
    'before all': [() => firstAfter(curve.timesSec, -Infinity), equal(0)],
    'after all': [() => firstAfter(curve.timesSec, Infinity), equal(3)],
  }),
  ...valueEdges(requireCurve, {
    'no points': [
      () => {
        requireCurve('curve', none, 0, 1);
      },
      finite,
    ],
    'fewer values than times': [
      () => {
        requireCurve('curve', { ...curve, values: new Float64Array(1) }, 0, 1);
      },
      refused('E_SHAPE', /3 times and 1 values/),
    ],
    'a value that is NaN': [
      () => {
        requireCurve('curve', { ...one, values: Float64Array.of(Number.NaN) }, 0, 1);
      },
      refused('E_PARAM', /curve\.values\[0\]=NaN/),
    ],
    'a value out of range': [
      () => {
        requireCurve('curve', one, 0, 1);
      },
      refused('E_PARAM', /curve\.values\[0\]=120 must be from 0 to 1/),
    ],
  }),
  ...valueEdges(requireRising, {
    'no times': [
      () => {
        requireRising('timesSec', none.timesSec);
      },
      finite,
    ],
    'two equal times': [
      () => {
        requireRising('timesSec', Float64Array.of(1, 1));
      },
      refused('E_PARAM', /timesSec\[1\]=1/),
    ],
    infinite: [
      () => {
        requireRising('timesSec', Float64Array.of(Infinity));
      },
      refused('E_PARAM', /timesSec\[0\]=Infinity/),
    ],
  }),
];
