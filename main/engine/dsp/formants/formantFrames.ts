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
import { BurgPredictor } from './burg.ts';
import { formantSettings, type FormantParams, type FormantSettings } from './formantParams.ts';
import { QuadraticFactors } from './quadraticFactors.ts';

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

const chunkFrames = 64;

function* analyse(signal: WideSource, settings: FormantSettings, framing: Framing) {
  const { nFrames, firstTimeSec, timeStepSec, nWindow, maxFormants } = framing;
  const rateHz = signal.rateHz;
  const dx = 1 / rateHz; // divided by, not multiplied with the rate: frames that fall on a sample must choose as Praat does
  const half = Math.floor(nWindow / 2);
  const window = gaussian(nWindow);
  const alpha = Math.exp((-2 * Math.PI * settings.preEmphasisHz) / rateHz);
  const nPoles = Math.min(2 * settings.maxFormants, Math.max(0, 2 * half - 1));
  const predictor = new BurgPredictor(nPoles);
  const roots = new QuadraticFactors(nPoles);
  const samples = new Float64Array(2 * half);
  const chunk = new Float64Array(1 + 2 * half + Math.ceil(chunkFrames * timeStepSec * rateHz));
  let chunkStart = Number.NaN; // sample number of chunk[1]; chunk[0] only feeds the pre-emphasis
  const hz = new Float64Array(maxFormants);
  const bandwidthHz = new Float64Array(maxFormants);
  for (let index = 0; index < nFrames; index++) {
    const timeSec = firstTimeSec + index * timeStepSec;
    const start = Math.floor((timeSec - signal.firstTimeSec) / dx) + 1 - half;
    let at = start - chunkStart;
    if (!(at >= 0 && at + 2 * half < chunk.length)) {
      signal.read(start - 1, chunk);
      for (let n = chunk.length - 1; n >= 1; n--) chunk[n]! -= alpha * chunk[n - 1]!;
      chunkStart = start;
      at = 0;
    }
    for (let n = 0; n < samples.length; n++) samples[n] = chunk[at + 1 + n]! * window[n]!;
    const nFormants = nPoles > 0 && predictor.solve(samples) > 0 ? keep() : 0;
    yield { index, timeSec, nFormants, hz, bandwidthHz };
  }

  function keep(): number {
    roots.solve(predictor.coefficients);
    return keepFormants(roots, { hz, bandwidthHz }, { rateHz, marginHz: settings.safetyMarginHz });
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
