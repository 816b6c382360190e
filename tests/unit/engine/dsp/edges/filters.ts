/** Designs of filters, and signals through them. */
import { cookbookBiquad, cookbookKinds } from '../../../../../main/engine/dsp/filters/cookbookBiquad.ts';
import { deEmphasis, emphasisFrom, preEmphasis } from '../../../../../main/engine/dsp/filters/emphasis.ts';
import {
  filterSections,
  filterZeroPhase,
  zeroPhaseReach,
} from '../../../../../main/engine/dsp/filters/filterSections.ts';
import { designBandFilter, filterSignal, FirFilter } from '../../../../../main/engine/dsp/filters/firFilter.ts';
import { sectionsResponse, tapsResponse } from '../../../../../main/engine/dsp/filters/frequencyResponse.ts';
import { designIir } from '../../../../../main/engine/dsp/filters/iirFilter.ts';
import { SectionChain } from '../../../../../main/engine/dsp/filters/sectionChain.ts';
import { windowedFir } from '../../../../../main/engine/dsp/filters/windowedFir.ts';
import {
  type Edge,
  equal,
  finite,
  holds,
  notAbove0,
  notAbove0OrHuge,
  notFrom0,
  notSize,
  parameterEdges,
  refused,
  sampleRateHz,
  signalEdges,
  signals,
  valueEdges,
  zeros,
} from './edgeTable.ts';

const band = { sampleRateHz, fLowHz: 300, fHighHz: 3400, transitionHz: 100 };
const lowPass = { family: 'butterworth', band: 'lowPass', order: 4, edgeHz: 1000, sampleRateHz } as const;
const bandPass = {
  family: 'butterworth',
  band: 'bandPass',
  order: 4,
  fLowHz: 300,
  fHighHz: 3400,
  sampleRateHz,
} as const;
const sections = designIir(lowPass);
const taps = designBandFilter(band);
const fir = { sampleRateHz, nTaps: 101, edgesHz: [1000], passesDc: true } as const;
const notANumber = [{ b0: 1, b1: 0, b2: 0, a1: Number.NaN, a2: 0 }];

function chained(x: Float32Array): Float64Array {
  const y = Float64Array.from(x);
  new SectionChain(sections).process(y);
  return y;
}

function streamed(x: Float32Array): readonly Float32Array[] {
  const filter = new FirFilter(taps);
  return [filter.process(x.subarray(0, 4000)), filter.process(x.subarray(4000)), filter.flush()];
}

export const filters: Edge[] = [
  ...cookbookKinds.flatMap((kind) => {
    const base = { kind, sampleRateHz, hz: 1000 };
    return parameterEdges(cookbookBiquad, {
      [`${kind}: sampleRateHz`]: {
        run: (v) => cookbookBiquad({ ...base, sampleRateHz: v }),
        refuses: [...notAbove0, 'tiny', 'fraction'],
        named: /sampleRateHz=|hz=/,
      },
      [`${kind}: hz`]: { run: (v) => cookbookBiquad({ ...base, hz: v }), refuses: notAbove0OrHuge, named: /hz=/ },
      [`${kind}: q`]: { run: (v) => cookbookBiquad({ ...base, q: v }), refuses: notAbove0, named: /q=/ },
      [`${kind}: gainDb`]: {
        run: (v) => cookbookBiquad({ ...base, gainDb: v }),
        refuses: ['NaN', 'infinite', 'huge'],
        named: /gainDb=/,
      },
    });
  }),
  ...parameterEdges(preEmphasis, { coefficient: { run: preEmphasis, refuses: [...notFrom0, 'huge'] } }),
  ...parameterEdges(deEmphasis, { coefficient: { run: deEmphasis, refuses: [...notFrom0, 'huge'] } }),
  ...parameterEdges(emphasisFrom, {
    fromHz: { run: (v) => emphasisFrom(v, sampleRateHz), refuses: notAbove0 },
    sampleRateHz: { run: (v) => emphasisFrom(50, v), refuses: notAbove0 },
  }),
  ...parameterEdges(designIir, {
    order: { run: (v) => designIir({ ...lowPass, order: v }), refuses: notSize },
    edgeHz: { run: (v) => designIir({ ...lowPass, edgeHz: v }), refuses: notAbove0OrHuge },
    fLowHz: { run: (v) => designIir({ ...bandPass, fLowHz: v }), refuses: notAbove0OrHuge },
    fHighHz: { run: (v) => designIir({ ...bandPass, fHighHz: v }), refuses: [...notAbove0OrHuge, 'tiny', 'fraction'] },
    sampleRateHz: {
      run: (v) => designIir({ ...lowPass, sampleRateHz: v }),
      refuses: [...notAbove0, 'tiny', 'fraction'],
      named: /sampleRateHz=|edgeHz=/,
    },
    rippleDb: { run: (v) => designIir({ ...lowPass, family: 'chebyshev1', rippleDb: v }), refuses: notAbove0OrHuge },
    attenuationDb: {
      run: (v) => designIir({ ...lowPass, family: 'chebyshev2', attenuationDb: v }),
      refuses: notAbove0OrHuge,
    },
  }),
  ...parameterEdges(designBandFilter, {
    sampleRateHz: {
      run: (v) => designBandFilter({ ...band, sampleRateHz: v }),
      refuses: [...notAbove0, 'tiny', 'fraction', 'huge'],
      named: /sampleRateHz=|fLowHz=|transitionHz=/,
    },
    fLowHz: { run: (v) => designBandFilter({ ...band, fLowHz: v }), refuses: [...notFrom0, 'huge'] },
    fHighHz: {
      run: (v) => designBandFilter({ ...band, fHighHz: v }),
      refuses: [...notAbove0OrHuge, 'tiny', 'fraction'],
    },
    transitionHz: {
      run: (v) => designBandFilter({ ...band, transitionHz: v }),
      refuses: [...notAbove0OrHuge, 'tiny', 'fraction'],
    },
    attenuationDb: {
      run: (v) => designBandFilter({ ...band, attenuationDb: v }),
      refuses: [...notAbove0OrHuge, 'tiny', 'fraction'],
    },
  }),
  ...parameterEdges(windowedFir, {
    sampleRateHz: {
      run: (v) => windowedFir({ ...fir, sampleRateHz: v }),
      refuses: [...notAbove0, 'tiny', 'fraction'],
      named: /sampleRateHz=|edgesHz=/,
    },
    nTaps: { run: (v) => windowedFir({ ...fir, nTaps: v }), refuses: notSize },
    edgesHz: {
      run: (v) => windowedFir({ ...fir, edgesHz: [v] }),
      refuses: notAbove0OrHuge,
    },
  }),
  ...valueEdges(windowedFir, {
    'no edge': [() => windowedFir({ ...fir, edgesHz: [] }), refused('E_PARAM', /edgesHz=\[\]/)],
    'edges that fall': [
      () => windowedFir({ ...fir, edgesHz: [2000, 1000] }),
      refused('E_PARAM', /edgesHz=\[2000, 1000\]/),
    ],
    'even and passing half the rate': [
      () => windowedFir({ ...fir, passesDc: false, nTaps: 100 }),
      refused('E_PARAM', /nTaps=100 must be odd/),
    ],
    'one tap': [() => windowedFir({ ...fir, nTaps: 1 }), holds(1)],
  }),

  ...signalEdges(filterSections, (x) => filterSections(x, sections), { empty: holds(0), silence: zeros }),
  ...valueEdges(filterSections, {
    'no sections': [() => filterSections(signals.DC(), []), holds(8000)],
    'a coefficient that is NaN': [
      () => filterSections(signals.DC(), notANumber),
      refused('E_PARAM', /sections\[0\]\.a1=NaN/),
    ],
  }),
  ...signalEdges(filterZeroPhase, (x) => filterZeroPhase(x, sections), { empty: holds(0), silence: zeros }),
  ...valueEdges(filterZeroPhase, { 'no sections': [() => filterZeroPhase(signals.DC(), []), holds(8000)] }),
  ...valueEdges(zeroPhaseReach, {
    'no sections': [() => zeroPhaseReach([], 8000), finite],
    'of nothing': [() => zeroPhaseReach(sections, 0), equal(0)],
    'of one sample': [() => zeroPhaseReach(sections, 1), equal(0)],
  }),
  ...signalEdges(SectionChain, chained, { empty: holds(0), silence: zeros }),
  ...valueEdges(SectionChain, {
    'a coefficient that is NaN': [() => new SectionChain(notANumber), refused('E_PARAM', /sections\[0\]\.a1=NaN/)],
    'sums of squares take NaN as 0': [() => new SectionChain(sections).sumOfSquares(signals.NaN(), 0, 8000), finite],
  }),
  ...signalEdges(filterSignal, (x) => filterSignal(x, taps), { empty: holds(0), silence: zeros }),
  ...signalEdges(FirFilter, streamed, { empty: finite, silence: zeros }),
  ...valueEdges(FirFilter, {
    'no taps': [() => new FirFilter(new Float64Array(0)), refused('E_SHAPE', /0 taps, must be odd/)],
    'an even number of taps': [() => new FirFilter(new Float64Array(2)), refused('E_SHAPE', /2 taps, must be odd/)],
    'more taps than a transform': [
      () => new FirFilter(new Float64Array(2 ** 19 + 1)),
      refused('E_SHAPE', /524289 taps/),
    ],
    'a tap that is NaN': [() => new FirFilter(Float64Array.of(0, Number.NaN, 0)), refused('E_PARAM', /taps\[1\]=NaN/)],
    'one tap': [() => filterSignal(Float32Array.of(1), Float64Array.of(2)), holds(1)],
  }),
  ...parameterEdges(sectionsResponse, {
    hz: { run: (v) => sectionsResponse(sections, v, sampleRateHz), refuses: ['NaN', 'infinite'] },
    sampleRateHz: { run: (v) => sectionsResponse(sections, 0, v), refuses: notAbove0 },
  }),
  ...parameterEdges(tapsResponse, {
    hz: { run: (v) => tapsResponse(taps, v, sampleRateHz), refuses: ['NaN', 'infinite'] },
    sampleRateHz: { run: (v) => tapsResponse(taps, 0, v), refuses: notAbove0 },
  }),
];
