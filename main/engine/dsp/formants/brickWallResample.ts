/**
 * A signal at another rate with everything up to the new Nyquist frequency kept: formant analysis needs the spectrum
 * whole up to its ceiling, where an ordinary resampler (../resample.ts, flat to 0.9 of Nyquist) already falls. Linear
 * prediction feels even 1 Hz of a missing edge, so the edge is as sharp as the signal is long.
 *
 * Downwards everything from the new Nyquist frequency on is removed in the spectrum (brickWallFilter.ts), upwards
 * nothing; then the new samples are interpolated by a Hann-windowed sinc of 50 samples a side:
 *
 *   y(t) = Σᵢ x[i]·sinc(t − i)·(½ + ½·cos(π(t − i)/W))
 *
 * where on either side W is one sample beyond the 50th: 50 + fraction of t to the left, 51 − fraction to the right.
 *
 * Samples are cells: sample i of a rate lies at (i + ½)/rate, and the new ones are centred in the whole duration, so that
 * both signals begin and end together. Oppenheim & Schafer, Discrete-Time Signal Processing, ch. 4; Boersma & Weenink,
 * Praat manual, "Sound: Resample...".
 */
import { greatestDivisor } from '../resample/ratePair.ts';
import { checkedSource, type SampleSource } from '../sampleSource.ts';
import { brickWallFilter } from './brickWallFilter.ts';

/** Samples in double precision, read in ascending order; zeros outside the domain. */
export interface WideSource {
  readonly nSamples: number;
  readonly rateHz: number;
  readonly firstTimeSec: number; // of sample 0
  /** Fills `target` with the samples from `start` on. */
  read(start: number, target: Float64Array): void;
}

export type ReadSamples = WideSource['read'];

const sincDepth = 50;
const maxPhases = 1024;

/** @throws EngineError, from read, E_PARAM: a sample is not finite */
export function brickWallResample(signal: SampleSource, fromHz: number, toHz: number): WideSource {
  const source = checkedSource(signal);
  const plain: ReadSamples = (start, target) => target.set(source.read(start, target.length));
  if (Math.abs(toHz / fromHz - 1) < 1e-12) {
    return { nSamples: source.nSamples, rateHz: fromHz, firstTimeSec: 0.5 / fromHz, read: plain };
  }
  const durationSec = source.nSamples / fromHz;
  const nSamples = Math.max(1, Math.round(durationSec * toHz));
  const firstTimeSec = 0.5 * (durationSec - (nSamples - 1) / toHz);
  const first = firstTimeSec * fromHz - 0.5; // position of output 0 among the inputs
  const grid = { nSamples, rateHz: toHz, firstTimeSec };
  if (toHz > fromHz) return { ...grid, read: interpolator(plain, { first, fromHz, toHz }) };
  const filter = brickWallFilter(source, { fromHz, toHz, first });
  return { ...grid, read: filter.isResampled ? filter.read : interpolator(filter.read, { first, fromHz, toHz }) };
}

interface Place {
  readonly first: number; // output n lies at input first + n·fromHz/toHz
  readonly fromHz: number;
  readonly toHz: number;
}

function interpolator(read: ReadSamples, { first, fromHz, toHz }: Place): ReadSamples {
  const step = fromHz / toHz;
  const nPhases = Number.isInteger(fromHz) && Number.isInteger(toHz) ? toHz / greatestDivisor(fromHz, toHz) : Infinity;
  const tableOf = nPhases <= maxPhases ? phaseTable(first, step, nPhases) : null;
  const own = new Float64Array(2 * sincDepth);
  let inputs = new Float64Array(0);
  return (start, target) => {
    const from = Math.floor(first + start * step) - sincDepth;
    const nInputs = Math.ceil(target.length * step) + 2 * sincDepth + 3;
    if (inputs.length !== nInputs) inputs = new Float64Array(nInputs);
    read(from, inputs);
    for (let n = 0; n < target.length; n++) {
      const position = first + (start + n) * step;
      const left = Math.floor(position + 1e-9); // a whole position must not fall just below itself
      const weights = tableOf ? tableOf(start + n) : fillWeights(own, position - left);
      target[n] = weigh(inputs, left - sincDepth + 1 - from, weights);
    }
  };
}

/** The weights of output n, which recur every nPhases outputs. */
function phaseTable(first: number, step: number, nPhases: number): (n: number) => Float64Array {
  const rows = Array.from({ length: nPhases }, (_, phase) => {
    const position = first + phase * step;
    return fillWeights(new Float64Array(2 * sincDepth), position - Math.floor(position + 1e-9));
  });
  return (n) => rows[((n % nPhases) + nPhases) % nPhases]!;
}

/** Weights of the samples left − 49 … left + 50 for a place `fraction` behind left. */
function fillWeights(weights: Float64Array, fraction: number): Float64Array {
  if (Math.abs(fraction) < 1e-9) {
    weights.fill(0);
    weights[sincDepth - 1] = 1;
    return weights;
  }
  const sine = Math.sin(Math.PI * fraction) / Math.PI;
  for (let i = 0; i < 2 * sincDepth; i++) {
    const t = fraction + sincDepth - 1 - i;
    const sign = (i - sincDepth) % 2 === 0 ? -1 : 1; // of sin(πt)/sin(π·fraction)
    const reach = t > 0 ? sincDepth + fraction : sincDepth + 1 - fraction;
    weights[i] = ((sign * sine) / t) * (0.5 + 0.5 * Math.cos((Math.PI * t) / reach));
  }
  return weights;
}

function weigh(x: Float64Array, at: number, weights: Float64Array): number {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < weights.length; i += 2) {
    even += x[at + i]! * weights[i]!;
    odd += x[at + i + 1]! * weights[i + 1]!;
  }
  return even + odd;
}
