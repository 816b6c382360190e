/**
 * Pitch by probabilistic YIN: troughs of the normalised difference (yinDifference.ts) with probabilities
 * (troughProbabilities.ts) in bins of `resolution` semitones, and the likeliest path through them (pitchDecoder.ts).
 * The pitch is that of its bin. Mauch & Dixon, "pYIN", ICASSP 2014; agrees with `librosa.pyin`.
 */
import { EngineError, throwIfAborted } from '../../../core/errors.ts';
import type { WorkOptions } from '../../../core/progress.ts';
import { requireFiniteSamples } from '../../requireFiniteSamples.ts';
import { toSource, type Signal } from '../../sampleSource.ts';
import { PitchDecoder } from './pitchDecoder.ts';
import { pyinParams, type PyinParams } from './pyinParams.ts';
import { parabolicShift, thresholdPrior, troughProbabilities, type Trough } from './troughProbabilities.ts';
import { YinDifference } from './yinDifference.ts';

export interface PyinTrack {
  readonly nFrames: number;
  readonly firstTimeSec: number; // the middle of the first frame
  readonly timeStepSec: number;
  readonly hz: Float64Array; // [nFrames]; NaN where unvoiced
  readonly voicedProbability: Float64Array; // [nFrames], 0 … 1
}

/**
 * @param signal mono, full scale ±1
 * @throws EngineError E_PARAM: a parameter or a sample; E_SHAPE: not centred and shorter than one frame, or empty;
 *   E_ABORTED
 */
export function trackPyin(
  signal: Signal,
  sampleRateHz: number,
  given: Partial<PyinParams> = {},
  work: WorkOptions = {},
): PyinTrack {
  const params = pyinParams(given, sampleRateHz);
  const source = toSource(signal);
  const { frameLength, hopLength, center } = params;
  const padding = center ? Math.floor(frameLength / 2) : 0;
  const nFrames = Math.floor((source.nSamples + 2 * padding - frameLength) / hopLength) + 1;
  if (source.nSamples === 0 || nFrames < 1)
    throw new EngineError(
      'E_SHAPE',
      `signal of ${source.nSamples} samples must be at least ${center ? 1 : frameLength}`,
    );
  const observer = new FrameObserver(params, sampleRateHz);
  const decoder = new PitchDecoder(observer.decoderParams);
  const voicedProbability = new Float64Array(nFrames);
  for (let m = 0; m < nFrames; m++) {
    if (m % 64 === 0) {
      throwIfAborted(work.signal);
      work.onProgress?.({ done: m, total: nFrames, unit: 'frames' });
    }
    const frame = source.read(m * hopLength - padding, frameLength);
    requireFiniteSamples(frame, m * hopLength - padding);
    voicedProbability[m] = observer.observe(frame);
    decoder.push(observer.logVoiced, observer.logUnvoiced(voicedProbability[m]!));
  }
  const { nBins } = observer.decoderParams;
  const hz = Float64Array.from(decoder.finish(), (state) => (state < nBins ? observer.binHz(state) : Number.NaN));
  const firstTimeSec = (frameLength / 2 - padding) / sampleRateHz;
  return { nFrames, firstTimeSec, timeStepSec: hopLength / sampleRateHz, hz, voicedProbability };
}

const tiny = 2 ** -1022; // so that the logarithm of an impossible state is finite

/** Log probabilities of the bins in one frame. */
class FrameObserver {
  readonly decoderParams: { nBins: number; width: number; switchProbability: number };
  readonly logVoiced: Float64Array;
  readonly #params: PyinParams;
  readonly #sampleRateHz: number;
  readonly #binsPerOctave: number;
  readonly #minPeriod: number;
  readonly #prior: Float64Array;
  readonly #difference: YinDifference;
  readonly #d: Float64Array;
  readonly #voiced: Float64Array;

  constructor(params: PyinParams, sampleRateHz: number) {
    const { fMinHz, fMaxHz, frameLength, hopLength, resolution, maxTransitionRate, switchProbability } = params;
    this.#params = params;
    this.#sampleRateHz = sampleRateHz;
    const binsPerSemitone = Math.ceil(1 / resolution);
    this.#binsPerOctave = 12 * binsPerSemitone;
    this.#minPeriod = Math.max(1, Math.floor(sampleRateHz / fMaxHz));
    const maxPeriod = Math.min(Math.ceil(sampleRateHz / fMinHz), frameLength - 1);
    this.#prior = thresholdPrior(params);
    this.#difference = new YinDifference(frameLength, maxPeriod);
    this.#d = new Float64Array(maxPeriod - this.#minPeriod + 1);
    const nBins = Math.floor(this.#binsPerOctave * Math.log2(fMaxHz / fMinHz)) + 1;
    const semitones = Math.round((maxTransitionRate * 12 * hopLength) / sampleRateHz);
    this.decoderParams = { nBins, width: 2 * Math.floor((semitones * binsPerSemitone) / 2) + 1, switchProbability };
    this.#voiced = new Float64Array(nBins);
    this.logVoiced = new Float64Array(nBins);
  }

  /** @returns the probability that the frame is voiced; logVoiced is that of each bin */
  observe(frame: Float32Array): number {
    this.#difference.compute(frame, this.#minPeriod, this.#d);
    const voiced = this.#voiced.fill(0);
    for (const trough of troughProbabilities(this.#d, this.#prior, this.#params)) {
      const bin = this.#binOf(trough);
      if (bin < voiced.length) voiced[bin] = trough.probability;
    }
    let sum = 0;
    for (let bin = 0; bin < voiced.length; bin++) {
      sum += voiced[bin]!;
      this.logVoiced[bin] = Math.log(voiced[bin]! + tiny);
    }
    return Math.min(1, sum);
  }

  logUnvoiced(voicedProbability: number): number {
    return Math.log((1 - voicedProbability) / this.#voiced.length + tiny);
  }

  binHz(bin: number): number {
    return this.#params.fMinHz * 2 ** (bin / this.#binsPerOctave);
  }

  #binOf({ index }: Trough): number {
    const period = this.#minPeriod + index + parabolicShift(this.#d, index);
    const exact = this.#binsPerOctave * Math.log2(this.#sampleRateHz / period / this.#params.fMinHz);
    return Math.max(0, roundHalfEven(exact));
  }
}

/** As NumPy rounds. */
function roundHalfEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
