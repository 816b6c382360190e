/** Effects on a range of sound: sources that give any part of what they make, and what is measured before. */
import { blockSource } from '../../../../../main/engine/dsp/blockSource.ts';
import { computedSource } from '../../../../../main/engine/dsp/computedSource.ts';
import { crossFade } from '../../../../../main/engine/dsp/effects/crossFade.ts';
import { Ditherer, ditherKinds } from '../../../../../main/engine/dsp/effects/dither.ts';
import { fadedSource, fadeGain, fadeShapes } from '../../../../../main/engine/dsp/effects/fade.ts';
import { frequencyShiftedSource } from '../../../../../main/engine/dsp/effects/frequencyShift.ts';
import {
  gainSource,
  invertedSource,
  offsetSource,
  shapedSource,
} from '../../../../../main/engine/dsp/effects/gainSource.ts';
import { noiseSource } from '../../../../../main/engine/dsp/effects/generatedNoise.ts';
import {
  dtmfSource,
  silentSource,
  sweepSource,
  toneSource,
} from '../../../../../main/engine/dsp/effects/generatedTones.ts';
import { measureLoudness, measureMean, measurePeak } from '../../../../../main/engine/dsp/effects/measureLevel.ts';
import { mixChannels, monoGains, orderGains } from '../../../../../main/engine/dsp/effects/mixChannels.ts';
import { mixPaste } from '../../../../../main/engine/dsp/effects/mixPaste.ts';
import { loudnessGainDb, peakGainDb } from '../../../../../main/engine/dsp/effects/normalize.ts';
import { rangeSource } from '../../../../../main/engine/dsp/effects/rangeSource.ts';
import { reversedSource } from '../../../../../main/engine/dsp/effects/reverse.ts';
import { sumSource } from '../../../../../main/engine/dsp/effects/sumSource.ts';
import { designIir } from '../../../../../main/engine/dsp/filters/iirFilter.ts';
import { readFinite } from '../../../../../main/engine/dsp/readFinite.ts';
import { checkEffect } from '../../../../../main/engine/dsp/rendering/checkEffect.ts';
import { contextSource } from '../../../../../main/engine/dsp/rendering/contextSource.ts';
import { type EffectDescription, isSequential } from '../../../../../main/engine/dsp/rendering/effectDescription.ts';
import { filteredSource, firSource, zeroPhaseSource } from '../../../../../main/engine/dsp/rendering/filteredSource.ts';
import { describeManipulation } from '../../../../../main/engine/dsp/rendering/describeManipulation.ts';
import { renderEffect } from '../../../../../main/engine/dsp/rendering/renderEffect.ts';
import { type SampleSource, toSource } from '../../../../../main/engine/dsp/sampleSource.ts';
import {
  badSample,
  type Edge,
  equal,
  type Exported,
  finite,
  holds,
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
  zeros,
} from './edgeTable.ts';

const whole = (source: SampleSource) => source.read(0, Math.min(source.nSamples, 10_000));
const dc = toSource(signals.DC());
const nothing = toSource(signals.empty());
const mirrored = refused('E_PARAM', new RegExp(`\\b${badSample}\\b`));

/** What makes a source of a source. */
function sourceEdges(of: Exported, run: (source: SampleSource) => SampleSource, notFinite = mirrored): Edge[] {
  return signalEdges(of, (x) => whole(run(toSource(x))), { empty: holds(0), notFinite });
}

const sections = designIir({ family: 'butterworth', band: 'lowPass', order: 4, edgeHz: 1000, sampleRateHz });
const tone = { sampleRateHz, nSamples: 100, levelDb: -6 };
const noPoints = { pulses: new Float64Array(0), pitch: null, duration: null };
const outOfLevels = ['tiny', 'fraction', 'NaN', 'infinite', 'huge'] as const;
const notHz = [...notAbove0, 'huge'] as const;
const fadeParameter = (run: (n: number) => unknown) => run;

function toneParameters(of: Exported, run: (params: typeof tone) => SampleSource, withLength = true): Edge[] {
  return parameterEdges(of, {
    sampleRateHz: {
      run: (v) => whole(run({ ...tone, sampleRateHz: v })),
      refuses: [...notAbove0, 'tiny', 'fraction'],
      named: /sampleRateHz=|[hH]z=/,
    },
    ...(withLength
      ? { nSamples: { run: (v: number) => run({ ...tone, nSamples: v }).read(0, 10), refuses: notIndex } }
      : {}),
    levelDb: {
      run: (v) => whole(run({ ...tone, levelDb: v })),
      refuses: outOfLevels,
    },
  });
}

function rendered(x: Float32Array, effect: EffectDescription): unknown {
  const { channels } = renderEffect(
    { channels: [toSource(x)], sampleRateHz, range: { fromSample: 0, toSample: x.length } },
    effect,
  );
  return channels.map(whole);
}

const effects1: readonly EffectDescription[] = [
  { kind: 'gain', gainDb: -3 },
  { kind: 'invert' },
  { kind: 'fade', direction: 'in', shape: 'sCurve' },
  { kind: 'removeDc' },
  { kind: 'normalizePeak', targetDb: -1, isLinked: true },
  { kind: 'normalizeLoudness', targetLufs: -23 },
  { kind: 'mixChannels', gains: [[1]] },
  { kind: 'filter', phase: 'zero', sections: [{ design: 'cookbook', kind: 'lowPass', hz: 1000 }] },
  { kind: 'filter', phase: 'minimum', sections: [{ design: 'cookbook', kind: 'lowPass', hz: 1000 }] },
  { kind: 'bandFilter', fLowHz: 300, fHighHz: 3400, transitionHz: 200, isStop: true },
  { kind: 'timeStretch', factor: 1.2 },
  { kind: 'pitchShift', semitones: 2 },
  { kind: 'manipulate', pulsesSec: [], pitch: null, duration: null },
];

const outside = { fromSample: 0, toSample: 9000 };

export const effects: Edge[] = [
  ...sourceEdges(frequencyShiftedSource, (source) => frequencyShiftedSource(source, { sampleRateHz, shiftHz: 50 })),
  ...parameterEdges(frequencyShiftedSource, {
    sampleRateHz: {
      run: (v) => frequencyShiftedSource(dc, { sampleRateHz: v, shiftHz: 0 }).nSamples,
      refuses: notAbove0,
    },
    shiftHz: {
      run: (v) => whole(frequencyShiftedSource(dc, { sampleRateHz, shiftHz: v })),
      refuses: ['NaN', 'infinite', 'huge'],
    },
  }),
  ...sourceEdges(gainSource, (source) => gainSource(source, -6)),
  ...parameterEdges(gainSource, {
    gainDb: { run: (v) => whole(gainSource(dc, v)), refuses: ['NaN', 'infinite', 'huge'] },
  }),
  ...sourceEdges(invertedSource, invertedSource),
  ...sourceEdges(offsetSource, (source) => offsetSource(source, 0.1)),
  ...parameterEdges(offsetSource, { offset: { run: (v) => whole(offsetSource(dc, v)), refuses: ['NaN', 'infinite'] } }),
  ...sourceEdges(shapedSource, (source) => shapedSource(source, () => 0.5)),
  ...fadeShapes.flatMap((shape) => sourceEdges(fadedSource, (source) => fadedSource(source, shape, 'in'))),
  ...fadeShapes.flatMap((shape) =>
    valueEdges(fadeGain, {
      [`${shape}: the first of one`]: [() => fadeGain(shape, 'in', 0, 1), finite],
      [`${shape}: the last of 1e15`]: [() => fadeGain(shape, 'out', 1e15 - 1, 1e15), finite],
    }),
  ),
  ...parameterEdges(fadeGain, {
    n: { run: fadeParameter((v) => fadeGain('linear', 'in', v, 100)), refuses: [...notIndex, 'huge'] },
    nSamples: { run: fadeParameter((v) => fadeGain('linear', 'in', 0, v)), refuses: notCount },
  }),
  ...sourceEdges(crossFade, (source) => crossFade(source, nothing, 0, 'linear')),
  ...parameterEdges(crossFade, {
    overlapSamples: { run: (v) => whole(crossFade(dc, dc, v, 'equalPower')), refuses: [...notIndex, 'huge'] },
  }),
  ...sourceEdges(reversedSource, reversedSource, holds(0)).filter(({ title }) => !/NaN|Infinity/.test(title)),
  ...valueEdges(reversedSource, {
    'NaN, as it is': [
      () => whole(reversedSource(toSource(Float32Array.of(Number.NaN, 1)))),
      equal(Float32Array.of(1, Number.NaN)),
    ],
  }),
  ...sourceEdges(
    rangeSource,
    (source) => rangeSource(source, { fromSample: 0, toSample: source.nSamples }),
    holds(0),
  ).filter(({ title }) => !/NaN|Infinity/.test(title)),
  ...parameterEdges(rangeSource, {
    fromSample: {
      run: (v) => whole(rangeSource(dc, { fromSample: v, toSample: 8000 })),
      refuses: [...notIndex, 'huge'],
    },
    toSample: { run: (v) => whole(rangeSource(dc, { fromSample: 0, toSample: v })), refuses: [...notIndex, 'huge'] },
  }),
  ...parameterEdges(contextSource, {
    fromSample: {
      run: (v) => whole(contextSource(dc, { fromSample: v, toSample: 8000 })),
      refuses: [...notIndex, 'huge'],
    },
    toSample: { run: (v) => whole(contextSource(dc, { fromSample: 0, toSample: v })), refuses: [...notIndex, 'huge'] },
  }),
  ...sourceEdges(sumSource, (source) => sumSource([{ source }], source.nSamples)),
  ...parameterEdges(sumSource, {
    nSamples: { run: (v) => sumSource([{ source: dc }], v).read(0, 10), refuses: notIndex },
    gain: {
      run: (v) => whole(sumSource([{ source: dc, gain: v }], 10)),
      refuses: ['NaN', 'infinite'],
      named: /gain of term 0/,
    },
    atSample: {
      run: (v) => whole(sumSource([{ source: dc, atSample: v }], 10)),
      refuses: ['tiny', 'fraction', 'NaN', 'infinite'],
      named: /atSample of term 0/,
    },
  }),
  ...sourceEdges(mixChannels, (source) => mixChannels([source], [[1]])[0]!),
  ...valueEdges(mixChannels, {
    'no channels': [() => mixChannels([], []), equal([])],
    'a row of another length': [() => mixChannels([dc], [[1, 2]]), refused('E_SHAPE', /row 0 has 2 gains/)],
    'channels of two lengths': [() => mixChannels([dc, nothing], [[1, 1]]), refused('E_SHAPE', /one length/)],
    'a gain that is NaN': [() => mixChannels([dc], [[Number.NaN]]), refused('E_PARAM', /gain of term 0 is NaN/)],
  }),
  ...parameterEdges(monoGains, { nChannels: { run: monoGains, refuses: notSize } }),
  ...parameterEdges(orderGains, {
    order: { run: (v) => orderGains([v], 2), refuses: [...notIndex, 'huge'], named: /order\[0\]=/ },
  }),
  ...sourceEdges(mixPaste, (source) => mixPaste(source, nothing, { atSample: 5 })),
  ...parameterEdges(mixPaste, {
    atSample: { run: (v) => mixPaste(dc, nothing, { atSample: v }).nSamples, refuses: notIndex },
    gain: {
      run: (v) => whole(mixPaste(dc, dc, { atSample: 0, gain: v })),
      refuses: ['NaN', 'infinite'],
      named: /gain of term 1/,
    },
  }),
  ...signalEdges(measureMean, (x) => measureMean(toSource(x)), { empty: equal(0), silence: equal(0) }),
  ...signalEdges(measurePeak, (x) => measurePeak([toSource(x)]), {
    empty: equal({ value: 0, sample: 0, channel: 0 }),
    'full scale': equal({ value: 1, sample: 0, channel: 0 }),
  }),
  ...signalEdges(measureLoudness, (x) => measureLoudness([toSource(x)], sampleRateHz), { empty: finite }),
  ...valueEdges(measurePeak, {
    'channels of two lengths': [() => measurePeak([dc, nothing]), refused('E_SHAPE', /one length/)],
  }),
  ...parameterEdges(peakGainDb, {
    targetDb: { run: (v) => peakGainDb(0.5, v), refuses: ['tiny', 'fraction', 'NaN', 'infinite', 'huge'] },
  }),
  ...valueEdges(peakGainDb, {
    silence: [() => peakGainDb(0, -1), equal(null)],
    NaN: [() => peakGainDb(Number.NaN, -1), equal(null)],
  }),
  ...valueEdges(loudnessGainDb, {
    silence: [() => loudnessGainDb({ integratedLufs: null, truePeakDbtp: null }, { targetLufs: -23 }), equal(null)],
    'a target that is NaN': [
      () => loudnessGainDb({ integratedLufs: -20, truePeakDbtp: -1 }, { targetLufs: Number.NaN }),
      refused('E_PARAM', /targetLufs=NaN/),
    ],
    'a target above 0': [
      () => loudnessGainDb({ integratedLufs: -20, truePeakDbtp: -1 }, { targetLufs: 1 }),
      refused('E_PARAM', /targetLufs=1/),
    ],
    'a limit that is NaN': [
      () => loudnessGainDb({ integratedLufs: -20, truePeakDbtp: -1 }, { targetLufs: -23, maxTruePeakDbtp: Number.NaN }),
      refused('E_PARAM', /maxTruePeakDbtp=NaN/),
    ],
  }),

  ...toneParameters(toneSource, (params) => toneSource({ hz: 440, ...params })),
  ...parameterEdges(toneSource, { hz: { run: (v) => whole(toneSource({ ...tone, hz: v })), refuses: notHz } }),
  ...(['linear', 'exponential'] as const).flatMap((course) => [
    ...toneParameters(sweepSource, (params) => sweepSource({ fromHz: 100, toHz: 1000, course, ...params })),
    ...parameterEdges(sweepSource, {
      fromHz: { run: (v) => whole(sweepSource({ ...tone, fromHz: v, toHz: 1000, course })), refuses: notHz },
      toHz: { run: (v) => whole(sweepSource({ ...tone, fromHz: 100, toHz: v, course })), refuses: notHz },
    }),
  ]),
  ...(['white', 'pink'] as const).flatMap((color) =>
    toneParameters(noiseSource, (params) => noiseSource({ color, ...params })).filter(
      ({ title }) => !(color === 'pink' && title === 'sampleRateHz=1000000000000000'),
    ),
  ),
  ...toneParameters(
    dtmfSource,
    (params) => dtmfSource({ digits: '1', toneSec: 0.01, gapSec: 0, ...params }),
    false,
  ).filter(({ title }) => title !== 'sampleRateHz=1000000000000000'),
  ...parameterEdges(dtmfSource, {
    toneSec: {
      run: (v) => dtmfSource({ ...tone, digits: '1', toneSec: v, gapSec: 0.1 }).read(0, 10),
      refuses: [...notAbove0, 'huge'],
    },
    gapSec: {
      run: (v) => dtmfSource({ ...tone, digits: '12', toneSec: 0.1, gapSec: v }).read(0, 10),
      refuses: [...notFrom0, 'huge'],
    },
  }),
  ...valueEdges(dtmfSource, {
    'no digits': [() => dtmfSource({ ...tone, digits: '', toneSec: 0.1, gapSec: 0.1 }).nSamples, equal(0)],
    'another letter': [
      () => dtmfSource({ ...tone, digits: '1x', toneSec: 0.1, gapSec: 0.1 }),
      refused('E_PARAM', /digit x/),
    ],
  }),
  ...parameterEdges(silentSource, { nSamples: { run: (v) => silentSource(v).read(0, 10), refuses: notIndex } }),

  ...ditherKinds.flatMap((kind) =>
    signalEdges(Ditherer, (x) => new Ditherer({ nBits: 16, kind }).process(x), { empty: holds(0) }),
  ),
  ...parameterEdges(Ditherer, {
    nBits: { run: (v) => new Ditherer({ nBits: v, kind: 'none' }), refuses: notSize },
    sample: { run: (v) => new Ditherer({ nBits: 16, kind: 'none' }, { sample: v, errors: [] }), refuses: notIndex },
  }),

  ...sourceEdges(readFinite, (source) => ({
    nSamples: source.nSamples,
    read: (start, count) => readFinite(source, start, count),
  })),
  ...parameterEdges(describeManipulation, {
    sampleRateHz: { run: (v) => describeManipulation(noPoints, v, { fromSample: 0, toSample: 9 }), refuses: notAbove0 },
    fromSample: {
      run: (v) => describeManipulation(noPoints, sampleRateHz, { fromSample: v, toSample: 1e15 }),
      refuses: notIndex,
    },
    toSample: {
      run: (v) => describeManipulation(noPoints, sampleRateHz, { fromSample: 0, toSample: v }),
      refuses: notIndex,
    },
  }),
  ...parameterEdges(computedSource, {
    nSamples: { run: (v) => computedSource(v, (out) => out.fill(1)).read(-1, 6), refuses: notIndex, gives: finite },
  }),
  ...parameterEdges(blockSource, {
    nSamples: {
      run: (v) => blockSource({ nSamples: v, blockSamples: 8, render: (_, n) => new Float32Array(n) }).read(0, 4),
      refuses: notIndex,
    },
    blockSamples: {
      run: (v) => blockSource({ nSamples: 8, blockSamples: v, render: () => new Float32Array(8) }).read(0, 4),
      refuses: notCount,
      gives: zeros,
    },
  }),
  ...sourceEdges(filteredSource, (source) => filteredSource(source, sections)),
  ...sourceEdges(zeroPhaseSource, (source) => zeroPhaseSource(source, sections)),
  ...sourceEdges(firSource, (source) => firSource(source, Float64Array.of(0.25, 0.5, 0.25))),
  ...valueEdges(filteredSource, {
    'a filter that never ends': [
      () => filteredSource(dc, [{ b0: 1, b1: 0, b2: 0, a1: -1, a2: 0 }]),
      refused('E_PARAM', /rings for more than/),
    ],
  }),
  ...valueEdges(zeroPhaseSource, {
    'a filter that grows': [
      () => zeroPhaseSource(dc, [{ b0: 1, b1: 0, b2: 0, a1: -2, a2: 0 }]),
      refused('E_PARAM', /rings for more than/),
    ],
  }),
  ...valueEdges(firSource, {
    'an even number of taps': [() => firSource(dc, new Float64Array(2)), refused('E_SHAPE', /2 taps, must be odd/)],
    'no taps': [() => firSource(dc, new Float64Array(0)), refused('E_SHAPE', /0 taps, must be odd/)],
  }),

  ...effects1.flatMap((effect) =>
    signalEdges(renderEffect, (x) => rendered(x, effect), { empty: finite }).map((edge) => ({
      ...edge,
      title: `${effect.kind} of ${edge.title}`,
    })),
  ),
  ...valueEdges(renderEffect, {
    'no channels': [
      () => renderEffect({ channels: [], sampleRateHz, range: outside }, { kind: 'invert' }),
      refused('E_SHAPE', /at least one channel/),
    ],
    'a range behind the end': [
      () => renderEffect({ channels: [dc], sampleRateHz, range: outside }, { kind: 'invert' }),
      refused('E_PARAM', /toSample=9000/),
    ],
    'NaN Hz': [
      () =>
        renderEffect(
          { channels: [dc], sampleRateHz: Number.NaN, range: { fromSample: 0, toSample: 9 } },
          { kind: 'invert' },
        ),
      refused('E_PARAM', /sampleRateHz=NaN/),
    ],
  }),
  ...valueEdges(checkEffect, {
    nothing: [() => checkEffect(null), refused('E_PARAM', /effect/)],
    'an unknown kind': [() => checkEffect({ kind: 'explode' }), refused('E_PARAM', /effect\.kind/)],
    'a gain that is NaN': [
      () => checkEffect({ kind: 'gain', gainDb: Number.NaN }),
      refused('E_PARAM', /effect\.gainDb/),
    ],
    'a gain that is text': [() => checkEffect({ kind: 'gain', gainDb: '3' }), refused('E_PARAM', /effect\.gainDb/)],
    'a melody that falls': [
      () => checkEffect({ kind: 'manipulate', pulsesSec: [1, 0], pitch: null, duration: null }),
      refused('E_PARAM', /pulsesSec\[1\]/),
    ],
  }),
  ...valueEdges(isSequential, { 'a gain': [() => isSequential({ kind: 'gain', gainDb: 0 }), equal(false)] }),
];
