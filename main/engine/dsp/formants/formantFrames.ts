/**
 * Formants by linear prediction, frame by frame, as Praat defines "To Formant (burg)…":
 *
 * 1. the signal at twice the ceiling (brickWallResample.ts);
 * 2. pre-emphasis x[n] − α·x[n − 1], α = exp(−2π·f₀/fs), f₀ = preEmphasisHz;
 * 3. frames of 2·windowSec, as many as fit, centred in the whole; a frame takes the samples around its time t and the
 *    window w[j] = (exp(−48·((j − mid)/(N + 1))²) − e⁻¹²)/(1 − e⁻¹²), mid = (N + 1)/2, j = 1 … N;
 * 4. 2·maxFormants coefficients by Burg's method (burg.ts) and the roots z of their polynomial;
 * 5. a root outside the unit circle is mirrored into it; F = arg(z)·fs/2π, B = −ln|z|·fs/π; kept are those with
 *    F from safetyMarginHz to ceilingHz − safetyMarginHz, in rising order. A frame of zeros has none.
 *
 * Boersma & Weenink, Praat manual, "Sound: To Formant (burg)..."; Markel & Gray, Linear Prediction of Speech, 1976.
 */
import { EngineError } from '../../core/errors.ts';
import type { SampleSource } from '../sampleSource.ts';
import { brickWallResample, type WideSource } from './brickWallResample.ts';
import { formantSettings, type FormantParams, type FormantSettings } from './formantParams.ts';
import { FramePredictor } from './framePredictor.ts';
import { QuadraticFactors } from './quadraticFactors.ts';
import { requireFrameCount } from '../pitch/frameTimes.ts';

export interface FormantFraming {
  readonly nFrames: number;
  readonly firstTimeSec: number; // of frame 0
  readonly timeStepSec: number;
  readonly maxFormants: number; // most that a frame can hold
}

export interface FormantFrame {
  readonly index: number;
  readonly timeSec: number;
  readonly nFormants: number;
  readonly hz: Float64Array; // [maxFormants], the first nFormants count; reused by the next frame
  readonly bandwidthHz: Float64Array;
}

export interface FormantFrames extends FormantFraming {
  frames(): Generator<FormantFrame, void, undefined>;
}

/** @throws EngineError E_PARAM as `formantSettings`, from frames() a sample that is not finite; E_SHAPE: the signal is empty */
export function formantFrames(source: SampleSource, params: FormantParams): FormantFrames {
  const settings = formantSettings(params);
  if (source.nSamples < 1) throw new EngineError('E_SHAPE', 'the signal has 0 samples, must have at least 1');
  const signal = brickWallResample(source, settings.sampleRateHz, 2 * settings.ceilingHz);
  const framing = framingOf(signal, settings);
  return { ...framing, frames: () => analyse(signal, settings, framing) };
}

interface Framing extends FormantFraming {
  readonly nWindow: number; // samples
}

/** Frames of 2·windowSec; a signal shorter than that is one frame. */
function framingOf(
  signal: WideSource,
  { windowSec, timeStepSec, maxFormants, safetyMarginHz }: FormantSettings,
): Framing {
  const dx = 1 / signal.rateHz;
  const durationSec = dx * signal.nSamples;
  const most = safetyMarginHz > 0 ? Math.floor(maxFormants) || 1 : 2 * maxFormants; // pairs; without a margin real roots too
  if (durationSec < 2 * windowSec) {
    const nWindow = signal.nSamples;
    return { nFrames: 1, firstTimeSec: durationSec / 2, timeStepSec, maxFormants: most, nWindow };
  }
  const nFrames = Math.floor((durationSec - 2 * windowSec) / timeStepSec) + 1;
  requireFrameCount(nFrames, timeStepSec);
  const middle = signal.firstTimeSec - 0.5 * dx + 0.5 * durationSec;
  const firstTimeSec = middle - 0.5 * (nFrames - 1) * timeStepSec;
  return { nFrames, firstTimeSec, timeStepSec, maxFormants: most, nWindow: Math.floor((2 * windowSec) / dx) };
}

/** [N], between 0 and 1. */
function gaussian(nWindow: number): Float64Array {
  const middle = 0.5 * (nWindow + 1);
  const edge = Math.exp(-12);
  return Float64Array.from(
    { length: nWindow },
    (_, j) => (Math.exp((-48 * (j + 1 - middle) ** 2) / (nWindow + 1) ** 2) - edge) / (1 - edge),
  );
}

const batchFrames = 64;
const batchSamples = 65_536;

function* analyse(signal: WideSource, settings: FormantSettings, framing: Framing) {
  const { nFrames, firstTimeSec, timeStepSec, nWindow, maxFormants } = framing;
  const rateHz = signal.rateHz;
  const dx = 1 / rateHz; // divided by, not multiplied with the rate: frames that fall on a sample must choose as Praat does
  const half = Math.floor(nWindow / 2);
  const window = gaussian(nWindow).subarray(0, 2 * half);
  const alpha = Math.exp((-2 * Math.PI * settings.preEmphasisHz) / rateHz);
  const nPoles = Math.min(2 * settings.maxFormants, Math.max(0, 2 * half - 1));
  const hz = new Float64Array(maxFormants);
  const bandwidthHz = new Float64Array(maxFormants);
  const timeOf = (index: number) => firstTimeSec + index * timeStepSec;
  const startOf = (index: number) => Math.floor((timeOf(index) - signal.firstTimeSec) / dx) + 1 - half;
  if (nPoles === 0) {
    yield { index: 0, timeSec: timeOf(0), nFormants: 0, hz, bandwidthHz }; // one sample
    return;
  }
  const predictor = new FramePredictor(window, nPoles);
  const roots = new QuadraticFactors(nPoles);
  const perBatch = Math.max(1, Math.min(batchFrames, Math.floor(batchSamples / (timeStepSec * rateHz))));
  // One sample before the first frame feeds the pre-emphasis.
  const stretch = new Float64Array(2 + 2 * half + Math.ceil((perBatch - 1) * timeStepSec * rateHz));
  const out = { coefficients: new Float64Array(perBatch * (nPoles + 1)), residuals: new Float64Array(perBatch) };
  for (let first = 0; first < nFrames; first += perBatch) {
    const count = Math.min(perBatch, nFrames - first);
    const from = startOf(first) - 1;
    signal.read(from, stretch);
    for (let n = stretch.length - 1; n >= 1; n--) stretch[n]! -= alpha * stretch[n - 1]!;
    const starts = Int32Array.from({ length: count }, (_, i) => startOf(first + i) - from);
    const part = {
      coefficients: out.coefficients.subarray(0, count * (nPoles + 1)),
      residuals: out.residuals.subarray(0, count),
    };
    predictor.solve(stretch, starts, part);
    for (let i = 0; i < count; i++) {
      let nFormants = 0;
      if (part.residuals[i]! > 0) {
        roots.solve(part.coefficients.subarray(i * (nPoles + 1), (i + 1) * (nPoles + 1)));
        nFormants = keepFormants(roots, { hz, bandwidthHz }, { rateHz, marginHz: settings.safetyMarginHz });
      }
      yield { index: first + i, timeSec: timeOf(first + i), nFormants, hz, bandwidthHz };
    }
  }
}

/** Frequencies and bandwidths of the roots in the upper half plane, sorted; how many there are. */
function keepFormants(
  { re, im }: QuadraticFactors,
  { hz, bandwidthHz }: { hz: Float64Array; bandwidthHz: Float64Array },
  { rateHz, marginHz }: { rateHz: number; marginHz: number },
): number {
  let count = 0;
  for (let i = 0; i < re.length; i++) {
    if (im[i]! < 0) continue;
    const frequency = (Math.atan2(im[i]!, re[i]!) * rateHz) / (2 * Math.PI);
    if (frequency < marginHz || frequency > rateHz / 2 - marginHz || count === hz.length) continue;
    const bandwidth = Math.abs(Math.log(re[i]! * re[i]! + im[i]! * im[i]!) * rateHz) / (2 * Math.PI);
    let place = count++;
    for (; place > 0 && hz[place - 1]! > frequency; place--) {
      hz[place] = hz[place - 1]!;
      bandwidthHz[place] = bandwidthHz[place - 1]!;
    }
    hz[place] = frequency;
    bandwidthHz[place] = bandwidth;
  }
  return count;
}
