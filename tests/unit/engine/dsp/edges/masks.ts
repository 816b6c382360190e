/** Selections in time and frequency, and what is done inside them. */
import {
  cutRegion,
  insertRegionTime,
  removeRegionTime,
  uniteRegions,
} from '../../../../../main/engine/dsp/mask/cutRegion.ts';
import { floodFill } from '../../../../../main/engine/dsp/mask/floodFill.ts';
import { harmonicRegion } from '../../../../../main/engine/dsp/mask/harmonicRegion.ts';
import { healMask } from '../../../../../main/engine/dsp/mask/healMask.ts';
import { framesOver, insideSource, outsideSource } from '../../../../../main/engine/dsp/mask/insideSource.ts';
import { interpolateGap } from '../../../../../main/engine/dsp/mask/interpolateGap.ts';
import { magicWand } from '../../../../../main/engine/dsp/mask/magicWand.ts';
import type { Mask } from '../../../../../main/engine/dsp/mask/mask.ts';
import { maskFraming, maskReach, windowSum } from '../../../../../main/engine/dsp/mask/maskFraming.ts';
import { checkMask, decodeMask, encodeMask } from '../../../../../main/engine/dsp/mask/maskJson.ts';
import { changeMaskLevel } from '../../../../../main/engine/dsp/mask/maskLevel.ts';
import { MaskRaster, rasterizeMask } from '../../../../../main/engine/dsp/mask/maskRaster.ts';
import { mirrorRegion } from '../../../../../main/engine/dsp/mask/mirrorRegion.ts';
import { copyMasked, pasteMasked, patchStart } from '../../../../../main/engine/dsp/mask/patch.ts';
import { regionSection } from '../../../../../main/engine/dsp/mask/regionSection.ts';
import { shiftMask, shiftRegion } from '../../../../../main/engine/dsp/mask/shiftMask.ts';
import { spectralHeal } from '../../../../../main/engine/dsp/mask/spectralHeal.ts';
import { trackPitch } from '../../../../../main/engine/dsp/pitch/trackPitch.ts';
import { type SampleSource, toSource } from '../../../../../main/engine/dsp/sampleSource.ts';
import {
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
} from './edgeTable.ts';

const mask: Mask = {
  region: { kind: 'rectangle', fromSample: 4000, toSample: 7000, fLowHz: 200, fHighHz: 3000 },
  featherSamples: 100,
  featherHz: 50,
};
const framing = { sampleRateHz };
const dc = toSource(signals.DC());
const whole = (source: SampleSource) => source.read(0, source.nSamples);
const grid = { sampleRateHz, fftSize: 512, hopLength: 64, originSample: 4000 };

/** What makes a source of a source and a mask. */
function maskEdges(of: Exported, run: (source: SampleSource, params: typeof framing) => SampleSource): Edge[] {
  return [
    ...signalEdges(of, (x) => whole(run(toSource(x), framing)), { empty: holds(0) }),
    ...parameterEdges(of, {
      sampleRateHz: {
        run: (v) => run(dc, { sampleRateHz: v }).nSamples,
        refuses: [...notAbove0, 'huge'],
        named: /sampleRateHz=|fftSize=/,
      },
    }),
  ];
}

const wand = { sampleRateHz, fftSize: 512, hopLength: 128, sample: 4000, hz: 1000, toleranceDb: 6 };
const levels = { values: new Float32Array(12), nFrames: 3, nBins: 4 };
const seed = { frame: 0, bin: 0, toleranceDb: 1 };
const voice = trackPitch(signals['full scale'](), sampleRateHz);
const harmonics = { sampleRateHz, fromSample: 0, firstHarmonic: 1, nHarmonics: 3, bandwidthHz: 50 };
const patch = copyMasked([dc], mask, framing);

export const masks: Edge[] = [
  ...maskEdges(insideSource, (source, params) => insideSource(source, mask, params)),
  ...maskEdges(outsideSource, (source, params) => outsideSource(source, mask, params)),
  ...maskEdges(changeMaskLevel, (source, params) => changeMaskLevel(source, mask, { ...params, gainDb: -6 })),
  ...parameterEdges(changeMaskLevel, {
    gainDb: {
      run: (v) => changeMaskLevel(dc, mask, { ...framing, gainDb: v }).nSamples,
      refuses: ['NaN', 'infinite', 'huge'],
    },
  }),
  ...maskEdges(spectralHeal, (source, params) => spectralHeal(source, mask, params)),
  ...maskEdges(healMask, (source, params) => healMask(source, mask, params)),
  ...maskEdges(copyMasked, (source, params) => copyMasked([source], mask, params).channels[0]!).filter(
    ({ title }) => title !== 'empty',
  ),
  ...valueEdges(copyMasked, {
    'no channels': [() => copyMasked([], mask, framing), refused('E_SHAPE', /at least one channel/)],
  }),
  ...signalEdges(
    pasteMasked,
    (x) => whole(pasteMasked(toSource(x), patch, 0, { ...framing, atSample: 100, mode: 'mix' })),
    { empty: holds(0) },
  ),
  ...parameterEdges(pasteMasked, {
    atSample: {
      run: (v) => whole(pasteMasked(dc, patch, 0, { ...framing, atSample: v, mode: 'mix' })),
      refuses: ['tiny', 'fraction', 'NaN', 'infinite'],
    },
  }),
  ...parameterEdges(patchStart, {
    atSample: { run: (v) => patchStart(patch, v), refuses: ['tiny', 'fraction', 'NaN', 'infinite'] },
  }),
  ...parameterEdges(pasteMasked, {
    gainDb: {
      run: (v) => whole(pasteMasked(dc, patch, 0, { ...framing, atSample: 100, mode: 'mix', gainDb: v })),
      refuses: ['NaN', 'infinite', 'huge'],
    },
    shiftHz: {
      run: (v) => whole(pasteMasked(dc, patch, 0, { ...framing, atSample: 100, mode: 'mix', shiftHz: v })),
      refuses: ['NaN', 'infinite', 'huge'],
    },
  }),
  ...valueEdges(pasteMasked, {
    'no such channel': [
      () => pasteMasked(dc, patch, 1, { ...framing, atSample: 0, mode: 'mix' }),
      refused('E_SHAPE', /channel 1 must be below 1/),
    ],
    'another rate': [
      () => pasteMasked(dc, patch, 0, { sampleRateHz: 8000, atSample: 0, mode: 'mix' }),
      refused('E_PARAM', /the patch is of 16000 Hz/),
    ],
  }),
  ...signalEdges(
    interpolateGap,
    (x) => whole(interpolateGap(toSource(x), { fromSample: 0, toSample: Math.min(20, x.length) })),
    { empty: holds(0) },
  ).filter(({ title }) => !/NaN|Infinity/.test(title)),
  ...valueEdges(interpolateGap, {
    'NaN in the gap is filled': [
      () => interpolateGap(toSource(signals.NaN()), { fromSample: 5430, toSample: 5435 }).read(5400, 60),
      finite,
    ],
    'NaN beside the gap': [
      () => interpolateGap(toSource(signals.NaN()), { fromSample: 5440, toSample: 5445 }).read(5440, 5),
      refused('E_PARAM', /5432/),
    ],
    'a gap too long': [
      () => interpolateGap(dc, { fromSample: 0, toSample: 5000 }),
      refused('E_PARAM', /gap of 5000 samples/),
    ],
  }),
  ...parameterEdges(interpolateGap, {
    fromSample: {
      run: (v) => interpolateGap(dc, { fromSample: v, toSample: 10 }).nSamples,
      refuses: [...notIndex, 'huge'],
    },
  }),

  ...parameterEdges(maskFraming, {
    sampleRateHz: {
      run: (v) => maskFraming(mask, 8000, { sampleRateHz: v }),
      refuses: [...notAbove0, 'huge'],
      named: /sampleRateHz=|fftSize=/,
    },
    fftSize: { run: (v) => maskFraming(mask, 8000, { ...framing, fftSize: v }), refuses: notSize },
    hopLength: { run: (v) => maskFraming(mask, 8000, { ...framing, hopLength: v }), refuses: notSize },
  }),
  ...valueEdges(windowSum, { 'an eighth of the window': [() => windowSum(grid), equal(3)] }),
  ...valueEdges(framesOver, {
    'no samples': [() => framesOver(4000, 0, grid), finite],
    'far before the mask': [() => framesOver(-1e15, 1, grid), finite],
  }),
  ...valueEdges(maskReach, {
    'of nothing': [() => maskReach(mask, 0, framing), equal({ fromSample: 0, toSample: 0 })],
    'behind the end': [() => maskReach(mask, 100, framing), equal({ fromSample: 100, toSample: 100 })],
  }),
  ...parameterEdges(MaskRaster, {
    sampleRateHz: { run: (v) => new MaskRaster(mask, { ...grid, sampleRateHz: v }).nBins, refuses: notAbove0 },
    fftSize: { run: (v) => new MaskRaster(mask, { ...grid, fftSize: v }).nBins, refuses: notCount },
    hopLength: { run: (v) => new MaskRaster(mask, { ...grid, hopLength: v }).nBins, refuses: notCount },
  }),
  ...parameterEdges(rasterizeMask, {
    nFrames: { run: (v) => rasterizeMask(mask, grid, 0, v), refuses: [...notIndex, 'huge'] },
    firstFrame: { run: (v) => rasterizeMask(mask, grid, v, 3), refuses: ['tiny', 'fraction', 'NaN', 'infinite'] },
  }),
  ...valueEdges(regionSection, {
    'a rectangle, outside': [() => regionSection(mask.region).bandsAt(-1e15, 1), equal([])],
    'a rectangle, at NaN': [() => regionSection(mask.region).bandsAt(Number.NaN, 1), equal([])],
  }),
  ...parameterEdges(shiftMask, {
    bySamples: { run: (v) => shiftMask(mask, v), refuses: ['tiny', 'fraction', 'NaN', 'infinite'] },
  }),
  ...parameterEdges(shiftRegion, {
    bySamples: { run: (v) => shiftRegion(mask.region, v), refuses: ['tiny', 'fraction', 'NaN', 'infinite'] },
  }),
  ...parameterEdges(cutRegion, {
    fromSample: { run: (v) => cutRegion(mask.region, v, 1e6), refuses: ['tiny', 'fraction', 'NaN', 'infinite'] },
    toSample: { run: (v) => cutRegion(mask.region, 0, v), refuses: ['tiny', 'fraction', 'NaN', 'infinite'] },
  }),
  ...parameterEdges(removeRegionTime, {
    fromSample: {
      run: (v) => removeRegionTime(mask.region, v, 2 ** 50),
      refuses: ['tiny', 'fraction', 'NaN', 'infinite'],
    },
    toSample: { run: (v) => removeRegionTime(mask.region, 0, v), refuses: notIndex },
  }),
  ...parameterEdges(insertRegionTime, {
    atSample: { run: (v) => insertRegionTime(mask.region, v, 9), refuses: ['tiny', 'fraction', 'NaN', 'infinite'] },
    lengthSamples: { run: (v) => insertRegionTime(mask.region, 5000, v), refuses: notIndex },
  }),
  ...parameterEdges(mirrorRegion, {
    sumSamples: { run: (v) => mirrorRegion(mask.region, v), refuses: ['tiny', 'fraction', 'NaN', 'infinite'] },
  }),
  ...valueEdges(uniteRegions, { 'of nothing': [() => uniteRegions([]), equal(null)] }),
  ...valueEdges(encodeMask, {
    'and back': [() => decodeMask(encodeMask(mask)), equal(mask)],
    'a feather that is NaN': [
      () => encodeMask({ ...mask, featherHz: Number.NaN }),
      refused('E_PARAM', /mask\.featherHz/),
    ],
  }),
  ...valueEdges(decodeMask, {
    'no text': [() => decodeMask(''), refused('E_FORMAT', /must be JSON/)],
    'an empty object': [() => decodeMask('{}'), refused('E_PARAM', /mask\.region/)],
  }),
  ...valueEdges(checkMask, {
    nothing: [() => checkMask(undefined), refused('E_PARAM', /mask/)],
    'a feather below 0': [() => checkMask({ ...mask, featherSamples: -1 }), refused('E_PARAM', /mask\.featherSamples/)],
    'a rectangle that falls': [
      () => checkMask({ ...mask, region: { ...mask.region, toSample: 0 } }),
      refused('E_PARAM', /mask\.region\.toSample/),
    ],
  }),

  ...valueEdges(harmonicRegion, {
    'of silence': [() => harmonicRegion(trackPitch(signals.silence(), sampleRateHz), harmonics), equal(null)],
    'of a voice': [() => harmonicRegion(voice, harmonics), finite],
  }),
  ...parameterEdges(harmonicRegion, {
    sampleRateHz: { run: (v) => harmonicRegion(voice, { ...harmonics, sampleRateHz: v }), refuses: notAbove0 },
    fromSample: {
      run: (v) => harmonicRegion(voice, { ...harmonics, fromSample: v }),
      refuses: ['tiny', 'fraction', 'NaN', 'infinite'],
    },
    firstHarmonic: { run: (v) => harmonicRegion(voice, { ...harmonics, firstHarmonic: v }), refuses: notCount },
    nHarmonics: { run: (v) => harmonicRegion(voice, { ...harmonics, nHarmonics: v }), refuses: notSize },
    bandwidthHz: { run: (v) => harmonicRegion(voice, { ...harmonics, bandwidthHz: v }), refuses: notAbove0 },
  }),
  ...signalEdges(magicWand, (x) => magicWand(x, wand), {
    empty: refused('E_PARAM', /sample=4000/),
    'one sample': refused('E_PARAM', /sample=4000/),
    'shorter than a window': refused('E_PARAM', /sample=4000/),
  }),
  ...parameterEdges(magicWand, {
    sampleRateHz: {
      run: (v) => magicWand(signals.DC(), { ...wand, sampleRateHz: v }),
      refuses: [...notAbove0, 'tiny', 'fraction'],
      named: /sampleRateHz=|hz=/,
    },
    fftSize: { run: (v) => magicWand(signals.DC(), { ...wand, fftSize: v }), refuses: notSize },
    hopLength: { run: (v) => magicWand(signals.DC(), { ...wand, hopLength: v }), refuses: notSize },
    sample: { run: (v) => magicWand(signals.DC(), { ...wand, sample: v }), refuses: [...notIndex, 'huge'] },
    hz: { run: (v) => magicWand(signals.DC(), { ...wand, hz: v }), refuses: [...notFrom0, 'huge'] },
    toleranceDb: { run: (v) => magicWand(signals.DC(), { ...wand, toleranceDb: v }), refuses: ['negative', 'NaN'] },
  }),
  ...parameterEdges(floodFill, {
    frame: { run: (v) => floodFill(levels, { ...seed, frame: v }), refuses: [...notIndex, 'huge'] },
    bin: { run: (v) => floodFill(levels, { ...seed, bin: v }), refuses: [...notIndex, 'huge'] },
    toleranceDb: { run: (v) => floodFill(levels, { ...seed, toleranceDb: v }), refuses: ['negative', 'NaN'] },
  }),
  ...valueEdges(floodFill, {
    'levels of another shape': [
      () => floodFill({ ...levels, nFrames: 2 }, seed),
      refused('E_SHAPE', /12 levels must be \[2, 4\]/),
    ],
    'a seed that is NaN': [
      () => floodFill({ ...levels, values: new Float32Array(12).fill(Number.NaN) }, seed),
      refused('E_PARAM', /frame 0, bin 0 is NaN/),
    ],
  }),
];
