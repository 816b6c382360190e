/** Voices: pulses, jitter, shimmer, noise. */
import { trackPitch } from '../../../../../main/engine/dsp/pitch/trackPitch.ts';
import { toSource } from '../../../../../main/engine/dsp/sampleSource.ts';
import type { TimeSpan } from '../../../../../main/engine/dsp/timeSpan.ts';
import {
  addPulse,
  movePulse,
  nearestPulse,
  removePulse,
  removePulses,
} from '../../../../../main/engine/dsp/voice/editPulses.ts';
import {
  harmonicityParams,
  harmonicsToNoiseDb,
  measureHarmonicity,
} from '../../../../../main/engine/dsp/voice/harmonicity.ts';
import { fromMiddle, measureJitter } from '../../../../../main/engine/dsp/voice/jitter.ts';
import { periodLimits } from '../../../../../main/engine/dsp/voice/periods.ts';
import { findPulses, voicedStretches } from '../../../../../main/engine/dsp/voice/pulses.ts';
import { measureShimmer, shimmerLimits } from '../../../../../main/engine/dsp/voice/shimmer.ts';
import { reportVoice, voiceReportParams } from '../../../../../main/engine/dsp/voice/voiceReport.ts';
import { locallyUnvoicedFrames, voiceBreaks } from '../../../../../main/engine/dsp/voice/voicing.ts';
import {
  type Edge,
  equal,
  type Exported,
  finite,
  finiteOrAbsent,
  notAbove0,
  notFrom0,
  notIndex,
  parameterEdges,
  refused,
  sampleRateHz,
  signalEdges,
  signals,
  valueEdges,
} from './edgeTable.ts';

const tooShort = refused('E_SHAPE', /must be at least one window/);
const track = trackPitch(signals['full scale'](), sampleRateHz);
const pulses = findPulses(signals['full scale'](), sampleRateHz, track);
const none = new Float64Array(0);
const all = { fromSec: 0, toSec: 1 };
const sound = { source: toSource(signals['full scale']()), sampleRateHz };
const noJitter = { local: null, localAbsoluteSec: null, rap: null, ppq5: null, ddp: null };
const noShimmer = { local: null, localDb: null, apq3: null, apq5: null, apq11: null, dda: null };
const noBreaks = { nBreaks: 0, totalSec: 0 };

/** What is measured of the pulses in a span. */
function pulseEdges(of: Exported, run: (pulses: Float64Array, span: TimeSpan) => unknown): Edge[] {
  return valueEdges(of, {
    'no pulses': [() => run(none, all), finite],
    'one pulse': [() => run(Float64Array.of(0.1), all), finite],
    'a span of nothing': [() => run(pulses, { fromSec: 0.2, toSec: 0.2 }), finite],
    'a span that falls': [() => run(pulses, { fromSec: 0.3, toSec: 0.2 }), finite],
    'all time': [() => run(pulses, { fromSec: -Infinity, toSec: Infinity }), finite],
    'from NaN': [() => run(pulses, { fromSec: Number.NaN, toSec: 1 }), refused('E_PARAM', /fromSec=NaN/)],
    'to NaN': [() => run(pulses, { fromSec: 0, toSec: Number.NaN }), refused('E_PARAM', /toSec=NaN/)],
    'a pulse that is NaN': [
      () => run(Float64Array.of(0.1, Number.NaN, 0.2), all),
      refused('E_PARAM', /pulses\[1\]=NaN/),
    ],
    'two pulses at one time': [() => run(Float64Array.of(0.1, 0.1), all), refused('E_PARAM', /pulses\[1\]=0\.1/)],
  });
}

function limitEdges(of: Exported, run: (changed: Partial<typeof periodLimits>) => unknown): Edge[] {
  const above1 = [...notAbove0, 'tiny', 'fraction'] as const;
  return parameterEdges(of, {
    minPeriodSec: {
      run: (v) => run({ minPeriodSec: v }),
      refuses: [...notFrom0, 'fraction', 'huge'],
      named: /PeriodSec=/,
    },
    maxPeriodSec: { run: (v) => run({ maxPeriodSec: v }), refuses: [...notAbove0, 'tiny'] },
    maxPeriodFactor: { run: (v) => run({ maxPeriodFactor: v }), refuses: above1 },
  });
}

export const voices: Edge[] = [
  ...signalEdges(measureHarmonicity, (x) => measureHarmonicity(x, sampleRateHz), {
    ...{ empty: tooShort, 'one sample': tooShort, 'shorter than a window': tooShort },
    ...{ silence: finiteOrAbsent, DC: finiteOrAbsent, 'full scale': finiteOrAbsent },
  }),
  ...parameterEdges(measureHarmonicity, {
    timeStepSec: {
      run: (v) => measureHarmonicity(signals.DC(), sampleRateHz, { timeStepSec: v }),
      refuses: [...notAbove0, 'tiny'],
      gives: finiteOrAbsent,
    },
    silenceThreshold: {
      run: (v) => measureHarmonicity(signals.DC(), sampleRateHz, { silenceThreshold: v }),
      refuses: notFrom0,
      gives: finiteOrAbsent,
    },
    periodsPerWindow: {
      run: (v) => measureHarmonicity(signals.DC(), sampleRateHz, { periodsPerWindow: v }),
      refuses: [...notAbove0, 'tiny'],
      named: /periodsPerWindow=|floorHz=/,
      gives: finiteOrAbsent,
      but: { huge: tooShort },
    },
  }),
  ...valueEdges(harmonicityParams, { 'nothing given': [() => harmonicityParams(), finite] }),
  ...valueEdges(harmonicsToNoiseDb, {
    '0': [() => harmonicsToNoiseDb(0), equal(-150)],
    '1': [() => harmonicsToNoiseDb(1), equal(150)],
    'above 1': [() => harmonicsToNoiseDb(1.1), equal(150)],
    'below 0': [() => harmonicsToNoiseDb(-0.1), equal(-150)],
    NaN: [() => harmonicsToNoiseDb(Number.NaN), equal(Number.NaN)],
  }),

  ...signalEdges(findPulses, (x) => findPulses(x, sampleRateHz, track), { empty: finite }),
  ...parameterEdges(findPulses, {
    sampleRateHz: {
      run: (v) => findPulses(signals.DC(), v, track),
      refuses: [...notAbove0, 'tiny', 'fraction', 'huge'],
    },
  }),
  ...valueEdges(voicedStretches, {
    silence: [() => voicedStretches(trackPitch(signals.silence(), sampleRateHz)), equal([])],
  }),
  ...valueEdges(nearestPulse, {
    'no pulses': [() => nearestPulse(none, 0), equal(null)],
    'behind all': [() => nearestPulse(Float64Array.of(1, 2), Infinity), equal(1)],
    'before all': [() => nearestPulse(Float64Array.of(1, 2), -1e15), equal(0)],
    NaN: [() => nearestPulse(Float64Array.of(1, 2), Number.NaN), equal(null)],
  }),
  ...parameterEdges(addPulse, { timeSec: { run: (v) => addPulse(pulses, v), refuses: notFrom0 } }),
  ...parameterEdges(removePulse, { index: { run: (v) => removePulse(pulses, v), refuses: [...notIndex, 'huge'] } }),
  ...valueEdges(removePulse, { 'of none': [() => removePulse(none, 0), refused('E_PARAM', /index=0/)] }),
  ...parameterEdges(movePulse, {
    index: { run: (v) => movePulse(pulses, v, 0.1), refuses: [...notIndex, 'huge'] },
    timeSec: { run: (v) => movePulse(pulses, 0, v), refuses: notFrom0 },
  }),
  ...valueEdges(removePulses, {
    'of none': [() => removePulses(none, all), equal(none)],
    'all time': [() => removePulses(pulses, { fromSec: -Infinity, toSec: Infinity }), equal(none)],
    'from NaN': [() => removePulses(pulses, { fromSec: Number.NaN, toSec: 1 }), refused('E_PARAM', /fromSec=NaN/)],
  }),

  ...pulseEdges(measureJitter, (given, span) => measureJitter(given, span)),
  ...limitEdges(measureJitter, (changed) => measureJitter(pulses, all, { ...periodLimits, ...changed })),
  ...valueEdges(measureJitter, { 'nothing to measure': [() => measureJitter(none, all), equal(noJitter)] }),
  ...valueEdges(fromMiddle, {
    'no values': [() => fromMiddle([]), refused('E_SHAPE', /0 values/)],
    'two values': [() => fromMiddle([1, 2]), refused('E_SHAPE', /2 values/)],
    'one value': [() => fromMiddle([5]), equal(0)],
  }),
  ...pulseEdges(measureShimmer, (given, span) => measureShimmer(sound, given, span)),
  ...limitEdges(measureShimmer, (changed) => measureShimmer(sound, pulses, all, { ...shimmerLimits, ...changed })),
  ...signalEdges(
    measureShimmer,
    (x) =>
      measureShimmer(
        { source: toSource(x), sampleRateHz },
        Float64Array.from({ length: 49 }, (_, i) => (i + 1) / 100),
        all,
      ),
    {
      empty: equal(noShimmer),
    },
  ),
  ...parameterEdges(measureShimmer, {
    maxAmplitudeFactor: {
      run: (v) => measureShimmer(sound, pulses, all, { ...shimmerLimits, maxAmplitudeFactor: v }),
      refuses: [...notAbove0, 'tiny', 'fraction'],
    },
    sampleRateHz: { run: (v) => measureShimmer({ ...sound, sampleRateHz: v }, pulses, all), refuses: notAbove0 },
  }),
  ...pulseEdges(reportVoice, (given, span) => reportVoice({ sound, pitch: track, pulses: given }, span)).filter(
    ({ title }) => title !== 'all time', // nothing of a voice lasts for ever: see below
  ),
  ...valueEdges(reportVoice, {
    'all time': [
      () => reportVoice({ sound, pitch: track, pulses }, { fromSec: -Infinity, toSec: Infinity }).breaks,
      equal({ ...voiceBreaks(pulses, { fromSec: 0, toSec: 1 }, 75), degree: 0 }),
    ],
  }),
  ...parameterEdges(reportVoice, {
    maxPeriodFactor: {
      run: (v) =>
        reportVoice(
          { sound, pitch: track, pulses },
          { fromSec: 0, toSec: 0.5 },
          { ...voiceReportParams, maxPeriodFactor: v },
        ),
      refuses: [...notAbove0, 'tiny', 'fraction'],
    },
  }),
  ...valueEdges(locallyUnvoicedFrames, {
    'all time': [
      () => locallyUnvoicedFrames(track, { fromSec: -Infinity, toSec: Infinity }, voiceReportParams),
      finite,
    ],
    'from NaN': [
      () => locallyUnvoicedFrames(track, { fromSec: Number.NaN, toSec: 1 }, voiceReportParams),
      refused('E_PARAM', /fromSec=NaN/),
    ],
  }),
  ...valueEdges(voiceBreaks, {
    'no pulses': [() => voiceBreaks(none, all, 75), equal(noBreaks)],
    'from NaN': [() => voiceBreaks(pulses, { fromSec: Number.NaN, toSec: 1 }, 75), refused('E_PARAM', /fromSec=NaN/)],
  }),
  ...parameterEdges(voiceBreaks, { floorHz: { run: (v) => voiceBreaks(pulses, all, v), refuses: notAbove0 } }),
];
