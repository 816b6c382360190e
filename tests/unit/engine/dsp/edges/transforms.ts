/** Transforms, windows, frames and what reads samples for them. */
import { constantQ } from '../../../../../main/engine/dsp/constantQ/constantQ.ts';
import { ComplexFft, complexFft, RealFft, realFft } from '../../../../../main/engine/dsp/fft.ts';
import { FrameReader, readPadded } from '../../../../../main/engine/dsp/frameReader.ts';
import { istft } from '../../../../../main/engine/dsp/istft.ts';
import { reassignedColumns } from '../../../../../main/engine/dsp/reassign/reassignedColumns.ts';
import { reassignedFrames, reassignedSpectrogram } from '../../../../../main/engine/dsp/reassign/reassignedFrames.ts';
import { checkedSource, readSamples, toSource, withLength } from '../../../../../main/engine/dsp/sampleSource.ts';
import { extendInto, extensionNames } from '../../../../../main/engine/dsp/signalExtension.ts';
import { spectrumSlice, stretchAround } from '../../../../../main/engine/dsp/spectrumSlice.ts';
import {
  countStftFrames,
  spectrumBlocks,
  stft,
  stftFrames,
  stftLevels,
  stftSpectra,
} from '../../../../../main/engine/dsp/stft.ts';
import { placedWindow, stftFraming, type StftParams } from '../../../../../main/engine/dsp/stftParams.ts';
import { makeWindow, windowNames, type WindowName } from '../../../../../main/engine/dsp/window.ts';
import { windowProperties } from '../../../../../main/engine/dsp/windowProperties.ts';
import {
  type Edge,
  equal,
  type Exported,
  finite,
  finiteOrAbsent,
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

const params: StftParams = { fftSize: 400, hopLength: 160, pad: 'reflect' };
const noFrame = refused('E_SHAPE', /0 samples hold no frame/);
const tooShort = refused('E_SHAPE', /samples hold no frame/);

/** The parameters that everything with STFT frames has. */
function frameParameters(of: Exported, run: (params: StftParams) => unknown, result = finite): Edge[] {
  return parameterEdges(of, {
    fftSize: { run: (v) => run({ ...params, fftSize: v }), refuses: notSize, gives: result },
    hopLength: { run: (v) => run({ ...params, hopLength: v }), refuses: notSize, gives: result },
    winLength: { run: (v) => run({ ...params, winLength: v }), refuses: notSize, gives: result },
    padSamples: {
      run: (v) => run({ ...params, padSamples: v }),
      refuses: [...notIndex, 'huge'],
      but: { zero: result },
    },
  });
}

function spectraEdges(of: Exported, run: (x: Float32Array, params: StftParams) => unknown, result = finite): Edge[] {
  const full = signals['full scale']();
  const rules = { empty: noFrame, 'one sample': result, 'shorter than a window': result, silence: result };
  return [
    ...signalEdges(of, (x) => run(x, params), { ...rules, DC: result, 'full scale': result }),
    ...frameParameters(of, (changed) => run(full, changed), result),
    ...valueEdges(of, {
      'without padding, shorter than a window': [
        () => run(signals['shorter than a window'](), { ...params, pad: 'none' }),
        tooShort,
      ],
      'an odd fftSize': [() => run(full, { ...params, fftSize: 401 }), refused('E_PARAM', /fftSize=401 must be even/)],
      'a window of another length': [
        () => run(full, { ...params, window: new Float64Array(3), winLength: 400 }),
        refused('E_SHAPE', /window has 3 samples/),
      ],
      'a window with NaN': [
        () => run(full, { ...params, window: new Float64Array(400).fill(Number.NaN, 7) }),
        refused('E_PARAM', /window\[7\]=NaN/),
      ],
    }),
  ];
}

const spectrum = stft(signals['full scale'](), params);
const one = { re: new Float32Array(201).fill(1), im: new Float32Array(201), nFrames: 1, nBins: 201 };

const inverse = [
  ...valueEdges(istft, {
    'no frames': [
      () => istft({ re: one.im.subarray(0, 0), im: one.im.subarray(0, 0), nFrames: 0, nBins: 201 }, params),
      holds(0),
    ],
    'no frames without padding': [
      () =>
        istft(
          { re: one.im.subarray(0, 0), im: one.im.subarray(0, 0), nFrames: 0, nBins: 201 },
          { ...params, pad: 'none' },
        ),
      holds(0),
    ],
    'one frame': [() => istft(one, { ...params, pad: 'none' }), holds(400)],
    'frames of silence': [() => istft({ ...one, re: one.im }, { ...params, pad: 'none' }), zeros],
    'a NaN': [
      () => istft({ ...one, re: one.re.map((v, k) => (k === 9 ? Number.NaN : v)) }, params),
      refused('E_PARAM', /frame 0, bin 9 is NaN/),
    ],
    '-Infinity': [
      () => istft({ ...one, im: one.im.map((v, k) => (k === 9 ? -Infinity : v)) }, params),
      refused('E_PARAM', /frame 0, bin 9 is -Infinity/),
    ],
    'bins of another size': [() => istft({ ...one, nBins: 200 }, params), refused('E_SHAPE', /do not fit fftSize=400/)],
  }),
  ...frameParameters(istft, (changed) => istft(spectrum, changed)).filter(
    ({ title }) => !/padSamples=(1e-|0)/.test(title),
  ),
  ...parameterEdges(istft, {
    length: { run: (v) => istft(spectrum, { ...params, length: v }), refuses: [...notIndex, 'huge'] },
  }),
];

const reassign = { ...params, sampleRateHz };

const cq = { sampleRateHz, fMinHz: 200, nBins: 24, hopLength: 512 };
const beyond = /sampleRateHz=|fMinHz=|nBins=|binsPerOctave=|filterScale=|highest filter|the window of/;

const slice = { sampleRateHz, startSample: 100, endSample: 4000 };

export const transforms: Edge[] = [
  ...parameterEdges(ComplexFft, { fftSize: { run: (v) => new ComplexFft(v).size, refuses: notSize } }),
  ...parameterEdges(complexFft, { fftSize: { run: (v) => complexFft(v).size, refuses: notSize } }),
  ...parameterEdges(RealFft, { fftSize: { run: (v) => new RealFft(v).size, refuses: notSize } }),
  ...parameterEdges(realFft, { fftSize: { run: (v) => realFft(v).size, refuses: notSize } }),
  ...valueEdges(ComplexFft, {
    'an array of another length': [
      () => {
        new ComplexFft(8).forward(new Float64Array(8), new Float64Array(7));
      },
      refused('E_SHAPE', /im has 7 values, must have 8/),
    ],
  }),
  ...valueEdges(RealFft, {
    'a frame of another length': [
      () => {
        new RealFft(8).forward(new Float64Array(7), new Float64Array(5), new Float64Array(5));
      },
      refused('E_SHAPE', /frame has 7 values, must have 8/),
    ],
    'no room for the bins': [
      () => {
        new RealFft(8).forward(new Float64Array(8), new Float64Array(4), new Float64Array(5));
      },
      refused('E_SHAPE', /re has 4 values/),
    ],
    'no room for the powers': [
      () => {
        new RealFft(8).power(new Float64Array(8), new Float64Array(4));
      },
      refused('E_SHAPE', /power has 4 values/),
    ],
    'too few bins': [
      () => {
        new RealFft(8).inverse(new Float64Array(5), new Float64Array(4), new Float64Array(8));
      },
      refused('E_SHAPE', /im has 4 values/),
    ],
  }),

  ...spectraEdges(stft, stft),
  ...spectraEdges(stftFrames, stftFrames),
  ...spectraEdges(spectrumBlocks, (x, changed) => spectrumBlocks(x, changed, 'power')),
  ...spectraEdges(stftSpectra, (x, changed) => stftSpectra(x, changed, 'magnitude')),
  ...frameParameters(countStftFrames, (changed) => countStftFrames(8000, changed)).filter(
    ({ title }) => !title.startsWith('winLength'),
  ),
  ...parameterEdges(countStftFrames, {
    nSamples: { run: (v) => countStftFrames(v, params), refuses: notIndex, but: { zero: noFrame } },
  }),
  ...valueEdges(stftLevels, {
    'silence in dB': [
      () => stftLevels({ ...one, re: one.im }, 'db'),
      gives('-200', (result) => finite.check(() => result)),
    ],
    'no frames': [
      () => stftLevels({ ...one, re: one.re.subarray(0, 0), im: one.im.subarray(0, 0), nFrames: 0 }, 'db'),
      equal(new Float32Array(0)),
    ],
    'halves of two lengths': [
      () => stftLevels({ ...one, im: one.im.subarray(1) }, 'power'),
      refused('E_SHAPE', /201 .* 200/),
    ],
  }),
  ...parameterEdges(stftLevels, {
    reference: { run: (v) => stftLevels(one, 'db', { reference: v }), refuses: notAbove0 },
    floor: { run: (v) => stftLevels(one, 'db', { floor: v }), refuses: notAbove0 },
  }),
  ...inverse,

  ...signalEdges(
    FrameReader,
    (x) => {
      const framing = stftFraming(params);
      const reader = new FrameReader(toSource(x), framing);
      return Array.from({ length: reader.nFrames }, (_, m) => {
        const frame = new Float64Array(400);
        reader.readWindowed(m, new Float64Array(400).fill(1), frame);
        return frame;
      });
    },
    { empty: noFrame },
  ),
  ...parameterEdges(FrameReader, {
    fftSize: {
      run: (v) => new FrameReader(toSource(signals.DC()), { ...stftFraming(params), fftSize: v }).nFrames,
      refuses: notSize,
    },
    hopLength: {
      run: (v) => new FrameReader(toSource(signals.DC()), { ...stftFraming(params), hopLength: v }).nFrames,
      refuses: notSize,
    },
    padSamples: {
      run: (v) => new FrameReader(toSource(signals.DC()), { ...stftFraming(params), padSamples: v }).nFrames,
      refuses: [...notIndex, 'huge'],
    },
  }),
  ...signalEdges(readPadded, (x) => readPadded(toSource(x), stftFraming(params), -200, 8400), {
    empty: refused('E_SHAPE', /0 samples/),
  }),
  ...extensionNames.flatMap((mode) =>
    valueEdges(extendInto, {
      [`${mode} of nothing`]: [
        () => {
          extendInto(new Float32Array(4), { source: toSource(new Float32Array(0)), mode, start: 0 }, 0, 4);
        },
        mode === 'constant' ? equal(undefined) : refused('E_SHAPE', /0 samples/),
      ],
      [`${mode} of one sample, far out`]: [
        () => {
          const target = new Float32Array(9);
          extendInto(target, { source: toSource(Float32Array.of(0.5)), mode, start: -1000 }, 0, 9);
          return target;
        },
        holds(9),
      ],
    }),
  ),
  ...frameParameters(stftFraming, (changed) => ({ ...stftFraming(changed) })).filter(({ title }) =>
    /^fftSize/.test(title),
  ),
  ...frameParameters(placedWindow, placedWindow).filter(({ title }) => /^(fftSize|winLength)/.test(title)),

  ...windowNames.flatMap((name) =>
    valueEdges(makeWindow, {
      [`${name} of one sample`]: [() => makeWindow(name, 1), equal(Float64Array.of(1))],
      [`${name} of two`]: [() => makeWindow(name, 2), holds(2)],
      [`${name} of two, symmetric`]: [() => makeWindow(name, 2, { symmetric: true }), holds(2)],
      [`${name} of three, symmetric`]: [() => makeWindow(name, 3, { symmetric: true }), holds(3)],
    }),
  ),
  ...valueEdges(makeWindow, {
    'an unknown name': [() => makeWindow('square' as WindowName, 8), refused('E_PARAM', /window=square/)],
  }),
  ...parameterEdges(makeWindow, {
    winLength: { run: (v) => makeWindow('hann', v), refuses: notSize },
    sigmaSamples: { run: (v) => makeWindow('gaussian', 8, { sigmaSamples: v }), refuses: notAbove0 },
    beta: { run: (v) => makeWindow('kaiser', 8, { beta: v }), refuses: [...notFrom0, 'huge'] },
    alpha: { run: (v) => makeWindow('tukey', 8, { alpha: v }), refuses: [...notFrom0, 'huge'] },
  }),
  ...valueEdges(windowProperties, {
    empty: [() => windowProperties(new Float64Array(0)), refused('E_SHAPE', /0 samples/)],
    'one sample': [() => windowProperties(Float64Array.of(1)), finite],
    silence: [() => windowProperties(new Float64Array(8)), refused('E_PARAM', /sums to 0/)],
    NaN: [() => windowProperties(Float64Array.of(1, Number.NaN)), refused('E_PARAM', /window\[1\]=NaN/)],
    infinite: [() => windowProperties(Float64Array.of(1, Infinity)), refused('E_PARAM', /window\[1\]=Infinity/)],
  }),

  ...signalEdges(
    toSource,
    (x) =>
      toSource(x)
        .read(-2, x.length + 4)
        .slice(0, 4),
    { empty: holds(4), notFinite: finite },
  ),
  ...signalEdges(
    readSamples,
    (x) => {
      const out = new Float32Array(4);
      readSamples(toSource(x), -2, out);
      return out;
    },
    { empty: zeros, notFinite: finite },
  ),
  ...signalEdges(checkedSource, (x) => checkedSource(toSource(x)).read(-2, x.length + 4), { empty: zeros }),
  ...signalEdges(withLength, (x) => withLength(x, 100).read(0, 100), { empty: zeros, notFinite: finite }),
  ...parameterEdges(withLength, { nSamples: { run: (v) => withLength(signals.DC(), v).nSamples, refuses: notIndex } }),

  ...signalEdges(spectrumSlice, (x) => spectrumSlice(x, slice), { empty: finite, notFinite: finite }),
  ...parameterEdges(spectrumSlice, {
    sampleRateHz: { run: (v) => spectrumSlice(signals.DC(), { ...slice, sampleRateHz: v }), refuses: notAbove0 },
    startSample: {
      run: (v) => spectrumSlice(signals.DC(), { ...slice, startSample: v }),
      refuses: ['tiny', 'fraction', 'NaN', 'infinite', 'huge'],
      named: /Sample=/,
    },
    endSample: {
      run: (v) => spectrumSlice(signals.DC(), { ...slice, endSample: v }),
      refuses: notSize,
      named: /endSample=|one window of/,
    },
    frameSamples: {
      run: (v) => spectrumSlice(signals.DC(), { ...slice, frameSamples: v }),
      refuses: ['zero', 'negative', 'tiny', 'fraction', 'NaN'],
    },
    fftSize: { run: (v) => spectrumSlice(signals.DC(), { ...slice, fftSize: v }), refuses: notSize },
  }),
  ...parameterEdges(stretchAround, {
    sample: { run: (v) => stretchAround(v, 100), refuses: ['tiny', 'fraction', 'NaN', 'infinite'] },
    winLength: { run: (v) => stretchAround(100, v), refuses: notCount },
  }),

  ...spectraEdges(reassignedFrames, (x, changed) => reassignedFrames(x, { ...reassign, ...changed }), finiteOrAbsent),
  ...spectraEdges(
    reassignedSpectrogram,
    (x, changed) => reassignedSpectrogram(x, { ...reassign, ...changed }),
    finiteOrAbsent,
  ),
  ...spectraEdges(reassignedColumns, (x, changed) =>
    reassignedColumns(x, { ...reassign, ...changed }, { first: 0, nColumns: 60 }),
  ),
  ...parameterEdges(reassignedFrames, {
    sampleRateHz: {
      run: (v) => reassignedFrames(signals.DC(), { ...reassign, sampleRateHz: v }),
      refuses: notAbove0,
      gives: finiteOrAbsent,
    },
    minMagnitude: {
      run: (v) => reassignedFrames(signals.DC(), { ...reassign, minMagnitude: v }),
      refuses: notFrom0,
      gives: finiteOrAbsent,
    },
    first: { run: (v) => reassignedFrames(signals.DC(), reassign, v), refuses: notIndex, gives: finiteOrAbsent },
  }),
  ...parameterEdges(reassignedSpectrogram, {
    sampleRateHz: {
      run: (v) => reassignedSpectrogram(signals.DC(), { ...reassign, sampleRateHz: v }),
      refuses: notAbove0,
      gives: finiteOrAbsent,
    },
  }),
  ...parameterEdges(reassignedColumns, {
    first: { run: (v) => reassignedColumns(signals.DC(), reassign, { first: v, nColumns: 3 }), refuses: notIndex },
    nColumns: {
      run: (v) => reassignedColumns(signals.DC(), reassign, { first: 0, nColumns: v }),
      refuses: [...notIndex, 'huge'],
    },
  }),

  ...signalEdges(constantQ, (x) => constantQ(x, cq), { empty: noFrame }),
  ...parameterEdges(constantQ, {
    sampleRateHz: {
      run: (v) => constantQ(signals.DC(), { ...cq, sampleRateHz: v }),
      refuses: [...notAbove0, 'tiny', 'fraction', 'huge'],
      named: beyond,
    },
    fMinHz: {
      run: (v) => constantQ(signals.DC(), { ...cq, fMinHz: v }),
      refuses: [...notAbove0, 'tiny', 'fraction', 'huge'],
      named: beyond,
    },
    nBins: { run: (v) => constantQ(signals.DC(), { ...cq, nBins: v }), refuses: notSize, named: beyond },
    binsPerOctave: {
      run: (v) => constantQ(signals.DC(), { ...cq, binsPerOctave: v }),
      refuses: notSize,
      named: beyond,
    },
    filterScale: {
      run: (v) => constantQ(signals.DC(), { ...cq, filterScale: v }),
      refuses: [...notAbove0, 'tiny', 'huge'],
      named: beyond,
    },
    hopLength: { run: (v) => constantQ(signals.DC(), { ...cq, hopLength: v }), refuses: notSize },
  }),
];
