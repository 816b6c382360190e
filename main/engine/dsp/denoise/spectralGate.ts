/**
 * Noise reduction by spectral gating. With μ, σ of noiseProfile.ts, a bin is open where
 *
 *   10·log₁₀|X[m, k]|² > μ[k] + thresholdSigma·σ[k]
 *
 * The mask of open (1) and shut (0) bins is smoothed by triangles of ±timeSmoothingSec and ±frequencySmoothingHz, becomes
 * the gain a + (1 − a)·mask, a = 10^(−attenuationDb/20), and then may rise only with attackSec and fall only with
 * releaseSec as time constants. y = iSTFT(gain·X), or with `residue` x − y: what has been taken away.
 * No delay; as many samples as went in; blocks come in memory independent of the length.
 * After Boll, "Suppression of acoustic noise in speech using spectral subtraction", IEEE Trans. ASSP 27(2), 1979, and the
 * gates of audio editors.
 */
import { EngineError } from '../../core/errors.ts';
import { powerToDb } from '../decibel.ts';
import { realFft } from '../fft.ts';
import { FrameReader } from '../frameReader.ts';
import { toSource } from '../sampleSource.ts';
import type { Signal } from '../sampleSource.ts';
import { makeWindow } from '../window.ts';
import type { NoiseProfile } from './noiseProfile.ts';
import { requireWithin } from '../requireInteger.ts';

export interface GateParams {
  readonly sampleRateHz: number;
  readonly thresholdSigma?: number | undefined; // 1.5
  readonly attenuationDb?: number | undefined; // of what is shut, 0 … 100; 18
  readonly timeSmoothingSec?: number | undefined; // 0 … 1; 0.02
  readonly frequencySmoothingHz?: number | undefined; // 0 … sampleRateHz/2; 60
  readonly attackSec?: number | undefined; // 0.005
  readonly releaseSec?: number | undefined; // 0.05
  readonly output?: 'clean' | 'residue' | undefined; // clean
}

/** @throws EngineError E_PARAM: a parameter, a sample that is not finite, or a profile of another rate */
export function* gateBlocks(
  signal: Signal,
  noise: NoiseProfile,
  params: GateParams,
): Generator<Float32Array, void, undefined> {
  const { output = 'clean' } = params;
  const source = toSource(signal);
  if (source.nSamples === 0) return;
  const { fftSize: N, hopLength: H } = noise;
  const gains = new GateGains(noise, params);
  const reader = new FrameReader(source, {
    fftSize: N,
    hopLength: H,
    padSamples: N,
    padMode: 'constant',
    padEnd: true,
  });
  const window = makeWindow('hann', N);
  const fft = realFft(N);
  const delay = gains.lookAhead;
  const spectra = Array.from({ length: delay + 1 }, () => ({
    re: new Float64Array(fft.nBins),
    im: new Float64Array(fft.nBins),
  }));
  const frame = new Float64Array(N);
  const sum = new Float64Array(N);
  for (let m = 0; m < reader.nFrames + delay; m++) {
    const { re, im } = spectra[m % spectra.length]!;
    re.fill(0);
    im.fill(0);
    if (m < reader.nFrames) {
      reader.readWindowed(m, window, frame);
      fft.forward(frame, re, im);
    }
    const gain = gains.next(re, im);
    if (m < delay) continue;
    const from = spectra[(m - delay) % spectra.length]!;
    for (let k = 0; k < gain.length; k++) {
      from.re[k] = from.re[k]! * gain[k]!;
      from.im[k] = from.im[k]! * gain[k]!;
    }
    fft.inverse(from.re, from.im, frame);
    for (let n = 0; n < N; n++) sum[n] = sum[n]! + (frame[n]! * window[n]!) / 1.5; // Σ hann² at N/4
    const start = (m - delay) * H - N;
    const [first, last] = [Math.max(0, -start), Math.min(H, source.nSamples - start)];
    if (last > first) {
      const clean = Float32Array.from(sum.subarray(first, last));
      yield output === 'clean' ? clean : source.read(start + first, last - first).map((x, n) => x - clean[n]!);
    }
    sum.copyWithin(0, H);
    sum.fill(0, N - H);
  }
}

/** @returns [nSamples]. @throws EngineError as gateBlocks */
export function gateNoise(x: Float32Array, noise: NoiseProfile, params: GateParams): Float32Array {
  const out = new Float32Array(x.length);
  let at = 0;
  for (const block of gateBlocks(x, noise, params)) {
    out.set(block, at);
    at += block.length;
  }
  return out;
}

/** The gain of each bin, frame after frame, `lookAhead` frames late. */
class GateGains {
  readonly lookAhead: number;
  readonly #thresholdDb: Float64Array;
  readonly #floor: number;
  readonly #attack: number;
  readonly #release: number;
  readonly #acrossBins: Float64Array;
  readonly #acrossFrames: Float64Array;
  readonly #masks: Float64Array[] = []; // smoothed over bins, the last 2·lookAhead + 1 frames
  readonly #gain: Float64Array;

  constructor(noise: NoiseProfile, params: GateParams) {
    const { sampleRateHz, thresholdSigma = 1.5, attenuationDb = 18 } = params;
    const { timeSmoothingSec = 0.02, frequencySmoothingHz = 60, attackSec = 0.005, releaseSec = 0.05 } = params;
    requireWithin('attenuationDb', attenuationDb, 0, 100);
    requireWithin('timeSmoothingSec', timeSmoothingSec, 0, 1);
    requireWithin('frequencySmoothingHz', frequencySmoothingHz, 0, sampleRateHz / 2);
    requireWithin('attackSec', attackSec, 0);
    requireWithin('releaseSec', releaseSec, 0);
    requireWithin('thresholdSigma', thresholdSigma, -Number.MAX_VALUE);
    if (sampleRateHz !== noise.sampleRateHz) {
      throw new EngineError('E_PARAM', `the profile is of ${noise.sampleRateHz} Hz, the sound of ${sampleRateHz}`);
    }
    const { fftSize, hopLength, meanDb, deviationDb } = noise;
    const perFrame = hopLength / sampleRateHz;
    this.lookAhead = Math.round(timeSmoothingSec / perFrame);
    this.#acrossFrames = triangle(this.lookAhead);
    this.#acrossBins = triangle(Math.round((frequencySmoothingHz * fftSize) / sampleRateHz));
    this.#thresholdDb = meanDb.map((mean, k) => mean + thresholdSigma * deviationDb[k]!);
    this.#floor = 10 ** (-attenuationDb / 20);
    this.#attack = attackSec > 0 ? 1 - Math.exp(-perFrame / attackSec) : 1;
    this.#release = releaseSec > 0 ? 1 - Math.exp(-perFrame / releaseSec) : 1;
    this.#gain = new Float64Array(meanDb.length).fill(this.#floor);
  }

  next(re: Float64Array, im: Float64Array): Float64Array {
    const open = re.map((value, k) => (powerToDb(value * value + im[k]! * im[k]!) > this.#thresholdDb[k]! ? 1 : 0));
    this.#masks.push(smoothed(open, this.#acrossBins));
    if (this.#masks.length > 2 * this.lookAhead + 1) this.#masks.shift();
    const newest = this.#masks.length - 1;
    for (let k = 0; k < this.#gain.length; k++) {
      let mask = 0;
      this.#acrossFrames.forEach((weight, i) => {
        mask += weight * (this.#masks[newest - i]?.[k] ?? 0);
      });
      const target = this.#floor + (1 - this.#floor) * mask;
      const step = target - this.#gain[k]!;
      this.#gain[k] = this.#gain[k]! + step * (step > 0 ? this.#attack : this.#release);
    }
    return this.#gain;
  }
}

/** Weights of −reach … reach, sum 1. */
function triangle(reach: number): Float64Array {
  return Float64Array.from({ length: 2 * reach + 1 }, (_, i) => (reach + 1 - Math.abs(i - reach)) / (reach + 1) ** 2);
}

function smoothed(values: Float64Array, weights: Float64Array): Float64Array {
  const reach = (weights.length - 1) / 2;
  return values.map((_, k) => {
    let sum = 0;
    for (let i = -reach; i <= reach; i++) {
      const j = Math.min(values.length - 1, Math.max(0, k + i));
      sum += weights[i + reach]! * values[j]!;
    }
    return sum;
  });
}
