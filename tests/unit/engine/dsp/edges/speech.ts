/** Intensity, formants, long-term spectra, and values read off frames. */
import { formantFrames } from '../../../../../main/engine/dsp/formants/formantFrames.ts';
import { type FormantParams, formantSettings } from '../../../../../main/engine/dsp/formants/formantParams.ts';
import {
  formantAt,
  formantGrid,
  formantMean,
  measureFormants,
} from '../../../../../main/engine/dsp/formants/formants.ts';
import { trackFormants } from '../../../../../main/engine/dsp/formants/formantTracks.ts';
import {
  cellExtremes,
  cellMean,
  cellValue,
  type FrameGrid,
  quantile,
  sortedValues,
} from '../../../../../main/engine/dsp/frameCells.ts';
import { intensityGrid, intensityMean, measureIntensity } from '../../../../../main/engine/dsp/intensity/intensity.ts';
import { toSource } from '../../../../../main/engine/dsp/sampleSource.ts';
import {
  bandEnergy,
  bandEnergyDifference,
  energySpectrum,
} from '../../../../../main/engine/dsp/spectrum/energySpectrum.ts';
import { ltas } from '../../../../../main/engine/dsp/spectrum/ltas.ts';
import { spectralMoments } from '../../../../../main/engine/dsp/spectrum/spectralMoments.ts';
import { bandLevel, ltasSlope, spectralTilt } from '../../../../../main/engine/dsp/spectrum/spectralTilt.ts';
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

const absent = equal(Number.NaN);
const tooShort = refused('E_SHAPE', /must be at least 6\.4\/minPitchHz/);
const intensity = measureIntensity(signals['full scale'](), { sampleRateHz });

const formantBase: FormantParams = { sampleRateHz };
const formants = measureFormants(signals['full scale'](), formantBase);

function formantParameters(of: Exported, run: (params: FormantParams) => unknown, result = finiteOrAbsent): Edge[] {
  const outside = [...notAbove0, 'tiny', 'fraction', 'huge'] as const;
  return parameterEdges(of, {
    sampleRateHz: { run: (v) => run({ sampleRateHz: v }), refuses: outside, named: /sampleRateHz=|ceilingHz=/ },
    timeStepSec: {
      run: (v) => run({ ...formantBase, timeStepSec: v }),
      refuses: notFrom0,
      gives: result,
      but: of === formantSettings ? {} : { tiny: refused('E_PARAM', /timeStepSec=/) },
    },
    maxFormants: { run: (v) => run({ ...formantBase, maxFormants: v }), refuses: outside },
    ceilingHz: { run: (v) => run({ ...formantBase, ceilingHz: v }), refuses: outside },
    windowSec: {
      run: (v) => run({ ...formantBase, windowSec: v }),
      refuses: [...notAbove0, 'tiny', 'huge'],
      gives: result,
    },
    preEmphasisHz: { run: (v) => run({ ...formantBase, preEmphasisHz: v }), refuses: notFrom0, gives: result },
    safetyMarginHz: { run: (v) => run({ ...formantBase, safetyMarginHz: v }), refuses: notFrom0, gives: result },
  });
}

const absentFormants = {
  'one sample': finiteOrAbsent,
  'shorter than a window': finiteOrAbsent,
  silence: finiteOrAbsent,
  DC: finiteOrAbsent,
  'full scale': finiteOrAbsent,
};
const noSamples = refused('E_SHAPE', /0 samples/);

const stretch = { sampleRateHz, startSample: 0, endSample: 4000 };
const spectrum = energySpectrum(signals['full scale'](), stretch);
const silence = energySpectrum(signals.silence(), stretch);
const average = ltas(spectrum);

const grid: FrameGrid = { nFrames: 3, firstTimeSec: 0.1, timeStepSec: 0.1, valueAt: (m) => m };
const noGrid: FrameGrid = { ...grid, nFrames: 0 };

export const speech: Edge[] = [
  ...signalEdges(measureIntensity, (x) => measureIntensity(x, { sampleRateHz }), {
    empty: tooShort,
    'one sample': tooShort,
    'shorter than a window': tooShort,
  }),
  ...parameterEdges(measureIntensity, {
    sampleRateHz: {
      run: (v) => measureIntensity(signals.DC(), { sampleRateHz: v }),
      refuses: [...notAbove0, 'tiny'],
      named: /sampleRateHz=|timeStepSec=/,
      but: { huge: tooShort },
    },
    minPitchHz: {
      run: (v) => measureIntensity(signals.DC(), { sampleRateHz, minPitchHz: v }),
      refuses: [...notAbove0, 'huge'],
      named: /minPitchHz=|timeStepSec=/,
      but: { tiny: tooShort, fraction: tooShort },
    },
    timeStepSec: {
      run: (v) => measureIntensity(signals.DC(), { sampleRateHz, timeStepSec: v }),
      refuses: [...notFrom0, 'tiny'],
    },
  }),
  ...(['energy', 'sones', 'dB', 'median'] as const).flatMap((how) =>
    valueEdges(intensityMean, {
      [`${how} of no time`]: [() => intensityMean(intensity, 5, 6, how), absent],
      [`${how} from NaN`]: [() => intensityMean(intensity, Number.NaN, 1, how), refused('E_PARAM', /startSec=NaN/)],
      [`${how} of all time`]: [() => intensityMean(intensity, -Infinity, Infinity, how), finite],
      [`${how} of silence`]: [
        () => intensityMean(measureIntensity(signals.silence(), { sampleRateHz }), 0, 1, how),
        finite,
      ],
    }),
  ),
  ...valueEdges(intensityGrid, { 'the first frame': [() => intensityGrid(intensity).valueAt(0), finite] }),

  ...formantParameters(formantSettings, formantSettings, finite),
  ...signalEdges(formantFrames, (x) => formantFrames(toSource(x), formantBase).frames(), {
    empty: noSamples,
    ...absentFormants,
  }),
  ...formantParameters(formantFrames, (params) => formantFrames(toSource(signals.DC()), params).frames()),
  ...signalEdges(measureFormants, (x) => measureFormants(x, formantBase), { empty: noSamples, ...absentFormants }),
  ...formantParameters(measureFormants, (params) => measureFormants(signals.DC(), params)),
  ...valueEdges(trackFormants, {
    'no formants': [() => trackFormants(measureFormants(signals.silence(), formantBase)), finiteOrAbsent],
    'fewer references than tracks': [
      () => trackFormants(formants, { nTracks: 3, referenceHz: [500] }),
      refused('E_PARAM', /nTracks=3 needs as many references, there are 1/),
    ],
    'a reference that is NaN': [
      () => trackFormants(formants, { referenceHz: [500, Number.NaN, 2500] }),
      refused('E_PARAM', /referenceHz=NaN/),
    ],
  }),
  ...parameterEdges(trackFormants, {
    nTracks: { run: (v) => trackFormants(formants, { nTracks: v }), refuses: notSize, gives: finiteOrAbsent },
    frequencyCost: {
      run: (v) => trackFormants(formants, { frequencyCost: v }),
      refuses: notFrom0,
      gives: finiteOrAbsent,
    },
    bandwidthCost: {
      run: (v) => trackFormants(formants, { bandwidthCost: v }),
      refuses: notFrom0,
      gives: finiteOrAbsent,
    },
    transitionCost: {
      run: (v) => trackFormants(formants, { transitionCost: v }),
      refuses: notFrom0,
      gives: finiteOrAbsent,
    },
  }),
  ...parameterEdges(formantGrid, {
    formant: { run: (v) => formantGrid(formants, v).valueAt(0), refuses: notIndex, gives: finiteOrAbsent },
  }),
  ...parameterEdges(formantAt, {
    formant: { run: (v) => formantAt(formants, v, 0.2), refuses: notIndex, gives: finiteOrAbsent },
  }),
  ...valueEdges(formantAt, {
    'outside the sound': [() => formantAt(formants, 0, 9), absent],
    NaN: [() => formantAt(formants, 0, Number.NaN), absent],
  }),
  ...parameterEdges(formantMean, {
    formant: { run: (v) => formantMean(formants, v, 0, 1), refuses: notIndex, gives: finiteOrAbsent },
  }),
  ...valueEdges(formantMean, {
    'no time': [() => formantMean(formants, 0, 5, 6), absent],
    'from NaN': [() => formantMean(formants, 0, Number.NaN, 1), refused('E_PARAM', /startSec=NaN/)],
  }),

  ...signalEdges(energySpectrum, (x) => energySpectrum(x, { ...stretch, endSample: 8000 }), { empty: finite }),
  ...parameterEdges(energySpectrum, {
    sampleRateHz: {
      run: (v) => energySpectrum(signals.DC(), { ...stretch, sampleRateHz: v }),
      refuses: [...notAbove0, 'tiny'],
    },
    startSample: {
      run: (v) => energySpectrum(signals.DC(), { ...stretch, startSample: v }),
      refuses: [...notIndex, 'huge'],
      named: /Sample=/,
    },
    endSample: { run: (v) => energySpectrum(signals.DC(), { ...stretch, endSample: v }), refuses: notCount },
  }),
  ...parameterEdges(bandEnergy, {
    fromHz: { run: (v) => bandEnergy(spectrum, v, 1000), refuses: ['NaN'] },
    toHz: { run: (v) => bandEnergy(spectrum, 0, v), refuses: ['NaN'] },
  }),
  ...valueEdges(bandEnergyDifference, {
    silence: [() => bandEnergyDifference(silence, [0, 1000], [1000, 4000]), absent],
    'an empty low band': [() => bandEnergyDifference(spectrum, [500, 500], [1000, 4000]), absent],
    'an empty high band': [() => bandEnergyDifference(spectrum, [0, 1000], [4000, 1000]), absent],
  }),
  ...parameterEdges(ltas, {
    bandwidthHz: { run: (v) => ltas(spectrum, v), refuses: [...notAbove0, 'tiny', 'fraction', 'huge'] },
  }),
  ...valueEdges(ltas, { silence: [() => ltas(silence), finite] }),
  ...valueEdges(spectralMoments, {
    silence: [() => spectralMoments(silence), finiteOrAbsent],
    DC: [() => spectralMoments(energySpectrum(signals.DC(), stretch)), finite],
  }),
  ...parameterEdges(spectralMoments, {
    power: { run: (v) => spectralMoments(spectrum, v), refuses: [...notAbove0, 'huge'] },
  }),
  ...valueEdges(bandLevel, {
    'no bands': [() => bandLevel(average, { fromHz: 9000, toHz: 9500 }), absent],
    'from NaN': [() => bandLevel(average, { fromHz: Number.NaN, toHz: 1 }), absent],
  }),
  ...valueEdges(ltasSlope, {
    silence: [() => ltasSlope(ltas(silence)), equal(0)],
    'no bands': [() => ltasSlope(average, { fromHz: 1, toHz: 2 }), absent],
  }),
  ...valueEdges(spectralTilt, {
    silence: [() => spectralTilt(ltas(silence)), finite],
    'one band': [() => spectralTilt(average, { fromHz: 0, toHz: 100 }), refused('E_PARAM', /1 bands of 100 Hz/)],
    'from NaN': [() => spectralTilt(average, { fromHz: Number.NaN, toHz: 1 }), refused('E_PARAM', /0 bands/)],
    'two bands, robustly': [() => spectralTilt(average, { fromHz: 0, toHz: 200 }), finite],
    'two bands, by least squares': [
      () => spectralTilt(average, { fromHz: 0, toHz: 200 }, { axis: 'logarithmic', fit: 'least-squares' }),
      finite,
    ],
  }),

  ...valueEdges(cellValue, {
    'no frames': [() => cellValue(noGrid, 0), absent],
    'outside the cells': [() => cellValue(grid, 9), absent],
    NaN: [() => cellValue(grid, Number.NaN), absent],
    infinite: [() => cellValue(grid, Infinity), absent],
  }),
  ...valueEdges(cellMean, {
    'no frames': [() => cellMean(noGrid, 0, 1), absent],
    'no time': [() => cellMean(grid, 0.2, 0.2), absent],
    'all time': [() => cellMean(grid, -Infinity, Infinity), equal(1)],
    'from NaN': [() => cellMean(grid, Number.NaN, 1), refused('E_PARAM', /startSec=NaN/)],
    'to NaN': [() => cellMean(grid, 0, Number.NaN), refused('E_PARAM', /endSec=NaN/)],
  }),
  ...valueEdges(cellExtremes, {
    'no frames': [() => cellExtremes(noGrid, 0, 1), equal(null)],
    'all time': [() => cellExtremes(grid, -Infinity, Infinity), equal({ min: 0, max: 2 })],
    'between two frames': [() => cellExtremes(grid, 0.25, 0.25), finite],
    'from NaN': [() => cellExtremes(grid, Number.NaN, 1), refused('E_PARAM', /startSec=NaN/)],
  }),
  ...valueEdges(sortedValues, {
    'no frames': [() => sortedValues(noGrid, 0, 1), equal(new Float64Array(0))],
    'all time': [() => sortedValues(grid, -Infinity, Infinity), equal(Float64Array.of(0, 1, 2))],
    'from NaN': [() => sortedValues(grid, Number.NaN, 1), refused('E_PARAM', /startSec=NaN/)],
  }),
  ...valueEdges(quantile, {
    'of none': [() => quantile(new Float64Array(0), 0.5), absent],
    'of one': [() => quantile(Float64Array.of(3), 0.5), equal(3)],
  }),
  ...parameterEdges(quantile, {
    fraction: { run: (v) => quantile(Float64Array.of(1, 2, 3), v), refuses: [...notFrom0, 'huge'] },
  }),
];
