/** What pictures are drawn from: tiles of spectrograms, peaks of waveforms. Damaged samples count as 0 in them. */
import { decodePeaks, encodePeaks } from '../../../../../main/engine/dsp/peakFile.ts';
import { reassignedTilePowers } from '../../../../../main/engine/dsp/reassign/reassignedTilePowers.ts';
import { PeakPyramid } from '../../../../../main/engine/dsp/peaks.ts';
import {
  countSpectrogramColumns,
  reassignReach,
  SpectrogramColumns,
  type SpectrogramColumnParams,
} from '../../../../../main/engine/dsp/spectrogramColumns.ts';
import { spectrogramGain } from '../../../../../main/engine/dsp/spectrogramGain.ts';
import {
  dbToQuantised,
  quantisedToDb,
  SpectrogramQuantiser,
} from '../../../../../main/engine/dsp/spectrogramQuantiser.ts';
import { mergeSpectrogramTiles } from '../../../../../main/engine/dsp/spectrogramTiles.ts';
import { toSource } from '../../../../../main/engine/dsp/sampleSource.ts';
import {
  type Edge,
  equal,
  finite,
  gives,
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

const params: SpectrogramColumnParams = { sampleRateHz, window: 'hann', winLength: 400, fftSize: 512, hopLength: 160 };

function tileOf(x: Float32Array, changed: Partial<SpectrogramColumnParams> = {}, request = { level: 1, index: 0 }) {
  return new SpectrogramColumns({ ...params, ...changed }).tile(toSource(x), request);
}

const tile = tileOf(signals.DC());

function pyramidOf(x: Float32Array): PeakPyramid {
  const pyramid = new PeakPyramid(1);
  pyramid.add([x]);
  return pyramid;
}

function rangeOf(x: Float32Array, changed: object = {}) {
  return pyramidOf(x).range({ channel: 0, startSample: 0, samplesPerColumn: 300, nColumns: 20, ...changed });
}

const w = new Float64Array(8).fill(1);

const reassign = { sampleRateHz, fftSize: 512, hopLength: 128, window: 'hann', pad: 'constant' } as const;
const cells = {
  ...{ nColumns: 4, firstFrame: 0, framesPerColumn: 1, nFrames: 1, reduce: 'max' as const },
  frameAt: (column: number) => column,
};

export const spectrograms: Edge[] = [
  ...signalEdges(SpectrogramColumns, tileOf, { empty: finite, notFinite: finite }),
  ...signalEdges(reassignedTilePowers, (x) => reassignedTilePowers(toSource(x), reassign, cells, () => false), {
    empty: holds(4 * 257),
    notFinite: finite,
  }),
  ...valueEdges(reassignedTilePowers, {
    cancelled: [
      () => reassignedTilePowers(toSource(new Float32Array(9)), reassign, cells, () => true),
      refused('E_ABORTED', /cancelled/),
    ],
  }),
  ...signalEdges(SpectrogramColumns, (x) => tileOf(x, { method: 'reassigned' }), {
    empty: finite,
    notFinite: finite,
  }).map((edge) => ({ ...edge, title: `reassigned, ${edge.title}` })),
  ...valueEdges(reassignReach, {
    'of powers': [() => reassignReach(params), equal(0)],
    'reassigned, of a hop beyond the window': [
      () => reassignReach({ ...params, method: 'reassigned', hopLength: 1e15 }),
      equal(1),
    ],
  }),
  ...parameterEdges(SpectrogramColumns, {
    fftSize: { run: (v) => tileOf(signals.DC(), { fftSize: v }), refuses: notSize },
    winLength: { run: (v) => tileOf(signals.DC(), { winLength: v }), refuses: notSize },
    hopLength: { run: (v) => tileOf(signals.DC(), { hopLength: v }), refuses: notSize },
    sampleRateHz: { run: (v) => tileOf(signals.DC(), { sampleRateHz: v }), refuses: notAbove0 },
    level: { run: (v) => tileOf(signals.DC(), {}, { level: v, index: 0 }), refuses: [...notIndex, 'huge'] },
    index: { run: (v) => tileOf(signals.DC(), {}, { level: 0, index: v }), refuses: notIndex },
  }),
  ...parameterEdges(countSpectrogramColumns, {
    nSamples: { run: (v) => countSpectrogramColumns(v, 160, 0), refuses: notIndex },
    hopLength: { run: (v) => countSpectrogramColumns(8000, v, 0), refuses: notCount },
    level: { run: (v) => countSpectrogramColumns(8000, 160, v), refuses: [...notIndex, 'huge'] },
  }),
  ...valueEdges(spectrogramGain, {
    'an empty window': [
      () => spectrogramGain(new Float64Array(0), 512, params),
      refused('E_PARAM', /window sums to 0/),
    ],
    'a window of zeros': [
      () => spectrogramGain(new Float64Array(8), 512, params),
      refused('E_PARAM', /window sums to 0/),
    ],
  }),
  ...parameterEdges(spectrogramGain, {
    sampleRateHz: { run: (v) => spectrogramGain(w, 512, { sampleRateHz: v }), refuses: notAbove0 },
    preEmphasisDbPerOctave: {
      run: (v) => spectrogramGain(w, 512, { sampleRateHz, preEmphasisDbPerOctave: v }),
      refuses: ['NaN', 'infinite', 'huge'],
    },
    preEmphasisCoefficient: {
      run: (v) => spectrogramGain(w, 512, { sampleRateHz, preEmphasisCoefficient: v }),
      refuses: [...notFrom0, 'huge'],
    },
  }),
  ...valueEdges(quantisedToDb, { '0': [() => quantisedToDb(0), equal(-200)] }),
  ...valueEdges(dbToQuantised, {
    '-Infinity dB': [() => dbToQuantised(-Infinity), equal(0)],
    '+Infinity dB': [() => dbToQuantised(Infinity), equal(65_535)],
    'NaN dB': [() => dbToQuantised(Number.NaN), equal(Number.NaN)],
  }),
  ...parameterEdges(SpectrogramQuantiser, {
    nBins: {
      run: (v) => {
        new SpectrogramQuantiser(v).quantise(Float32Array.of(1), Float64Array.of(1), new Uint16Array(1), 0);
      },
      refuses: notSize,
    },
  }),
  ...valueEdges(SpectrogramQuantiser, {
    'power 0': [() => quantised(0), equal(Uint16Array.of(0))],
    'a power beyond float32': [() => quantised(1e300), equal(Uint16Array.of(65_535))],
  }),
  ...valueEdges(mergeSpectrogramTiles, {
    'the last of a level': [() => mergeSpectrogramTiles(tile, null), finite],
    'silence, by the mean': [
      () => mergeSpectrogramTiles({ ...tile, values: tile.values.map(() => 0) }, null, 'mean').values,
      zeros,
    ],
    'not neighbours': [
      () => mergeSpectrogramTiles(tile, { ...tile, index: 2 }),
      refused('E_SHAPE', /no common parent/),
    ],
    'of other bins': [
      () => mergeSpectrogramTiles(tile, { ...tile, index: 1, nBins: 3 }),
      refused('E_SHAPE', /no common parent/),
    ],
    'an odd left half': [
      () => mergeSpectrogramTiles({ ...tile, index: 1 }, null),
      refused('E_SHAPE', /no common parent/),
    ],
  }),

  ...signalEdges(PeakPyramid, rangeOf, { empty: zeros, silence: zeros, notFinite: finite }),
  ...parameterEdges(PeakPyramid, {
    nChannels: { run: (v) => new PeakPyramid(v).nSamples, refuses: notSize },
    channel: { run: (v) => rangeOf(signals.DC(), { channel: v }), refuses: [...notIndex, 'huge'] },
    startSample: { run: (v) => rangeOf(signals.DC(), { startSample: v }), refuses: ['NaN', 'infinite'] },
    samplesPerColumn: { run: (v) => rangeOf(signals.DC(), { samplesPerColumn: v }), refuses: notAbove0 },
    nColumns: { run: (v) => rangeOf(signals.DC(), { nColumns: v }), refuses: [...notIndex, 'huge'] },
  }),
  ...valueEdges(PeakPyramid, {
    'channels of two lengths': [
      () => {
        new PeakPyramid(2).add([new Float32Array(1), new Float32Array(2)]);
      },
      refused('E_SHAPE', /\[1, 2\] must hold 2 equal channels/),
    ],
    'NaN is counted': [() => pyramidOf(signals.NaN()).nonFiniteCounts, equal([1])],
    'full scale is counted': [() => pyramidOf(signals['full scale']()).clippedCounts, equal([8000])],
  }),
  ...signalEdges(encodePeaks, (x) => decodePeaks(encodePeaks(pyramidOf(x))).levels(0), {
    empty: finite,
    notFinite: finite,
  }),
  ...valueEdges(decodePeaks, {
    'an empty file': [() => decodePeaks(new ArrayBuffer(0)), refused('E_FORMAT', /0 bytes/)],
    'a file of zeros': [() => decodePeaks(new ArrayBuffer(64)), refused('E_FORMAT', /not a peak file/)],
    'a file cut short': [
      () => decodePeaks(encodePeaks(pyramidOf(signals.DC())).slice(0, 100)),
      refused('E_FORMAT', /need .* found 100/),
    ],
    'NaN samples': [() => decodePeaks(withSamples(Number.NaN)), refused('E_FORMAT', /NaN samples/)],
    'more samples than there are': [
      () => decodePeaks(withSamples(1e15)),
      refused('E_FORMAT', /1000000000000000 samples/),
    ],
    'the samples of an empty one': [() => decodePeaks(encodePeaks(new PeakPyramid(1))).nSamples, equal(0)],
  }),
  ...valueEdges(encodePeaks, {
    'NaN leaves finite statistics': [
      () => new Float32Array(encodePeaks(pyramidOf(signals.NaN())).slice(40)),
      gives('finite', (v) => {
        finite.check(() => v);
      }),
    ],
  }),
];

function quantised(power: number): Uint16Array {
  const out = new Uint16Array(1);
  new SpectrogramQuantiser(1).quantise(Float64Array.of(power), Float64Array.of(1), out, 0);
  return out;
}

function withSamples(nSamples: number): ArrayBuffer {
  const buffer = encodePeaks(pyramidOf(signals.DC()));
  new DataView(buffer).setFloat64(16, nSamples, true);
  return buffer;
}
