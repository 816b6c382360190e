/**
 * Programme loudness. With z_c the mean square of channel c after K-weighting over a stretch,
 *
 *   L = −0.691 + 10·log₁₀ Σ_c G_c·z_c   in LUFS,   G = 1 (left, right, centre), 1.41 (surround), 0 (LFE)
 *
 * momentary: 400 ms; short-term: 3 s; both every 100 ms. Integrated: the mean power of the 400 ms blocks that are above
 * −70 LUFS and above (their mean − 10 LU). Loudness range: 95th minus 10th percentile of the short-term values that are
 * above −70 LUFS and above (their mean − 20 LU). True peak: truePeak.ts.
 * Channels are those of WAV: six are L R C LFE Ls Rs, five L R C Ls Rs; any other number counts each channel with G = 1.
 * ITU-R BS.1770-4; EBU R 128, Tech 3341 and Tech 3342.
 */
import { EngineError } from '../core/errors.ts';
import { kWeighting } from './kWeighting.ts';
import { SectionChain } from './filters/sectionChain.ts';
import { TruePeakMeter } from './truePeak.ts';
import { requireInteger } from './requireInteger.ts';

export interface Loudness {
  readonly integratedLufs: number | null; // null: nothing above −70 LUFS
  readonly loudnessRangeLu: number; // 0 for less than 3 s
  readonly truePeakDbtp: number | null; // null: silence, or not measured
  readonly maxMomentaryLufs: number | null; // null: shorter than 400 ms, or silence
  readonly maxShortTermLufs: number | null; // null: shorter than 3 s, or silence
}

const stepsPerSec = 10;
const momentarySteps = 4;
const shortTermSteps = 30;
const absoluteGateLufs = -70;
const mostChannels = 65_536;
const integratedGateLu = 10;
const rangeGateLu = 20;

/** @throws EngineError E_PARAM: not a number of channels */
export function channelWeights(channels: number): readonly number[] {
  requireInteger('channels', channels, 1, mostChannels);
  if (channels === 5) return [1, 1, 1, 1.41, 1.41];
  if (channels === 6) return [1, 1, 1, 0, 1.41, 1.41];
  return Array.from({ length: channels }, () => 1);
}

export class LoudnessMeter {
  readonly #weights: readonly number[];
  readonly #filters: readonly SectionChain[];
  readonly #peaks: readonly TruePeakMeter[];
  readonly #stepSamples: number;
  readonly #steps: number[] = []; // Σ G·z of each whole 100 ms
  #filled = 0;
  #power = 0;

  /**
   * @param options.truePeak false: truePeakDbtp is not measured, and null, which halves the work
   * @throws EngineError E_PARAM: channels < 1, or a rate too low for K-weighting (≤ 3364 Hz)
   */
  constructor(sampleRateHz: number, channels: number, { truePeak = true }: { readonly truePeak?: boolean } = {}) {
    this.#weights = channelWeights(channels);
    const sections = kWeighting(sampleRateHz);
    this.#filters = this.#weights.map(() => new SectionChain(sections));
    this.#peaks = truePeak ? this.#weights.map(() => new TruePeakMeter(sampleRateHz)) : [];
    this.#stepSamples = Math.round(sampleRateHz / stepsPerSec);
  }

  /** The next samples, planar, one array a channel; what is not finite counts as 0. */
  add(channels: readonly Float32Array[]): void {
    const length = channels[0]?.length ?? 0;
    if (channels.length !== this.#weights.length || channels.some((x) => x.length !== length))
      throw new EngineError(
        'E_SHAPE',
        `${channels.length} channels were given, ${this.#weights.length} of one length are needed`,
      );
    for (let from = 0; from < length;) {
      const to = Math.min(length, from + this.#stepSamples - this.#filled);
      for (const [c, x] of channels.entries()) {
        this.#power += this.#weights[c]! * this.#filters[c]!.sumOfSquares(x, from, to);
      }
      this.#filled += to - from;
      from = to;
      if (this.#filled === this.#stepSamples) this.#endStep();
    }
    for (const [c, peak] of this.#peaks.entries()) peak.add(channels[c]!);
  }

  /** What has been heard so far; call once, at the end. */
  finish(): Loudness {
    for (const peak of this.#peaks) peak.finish();
    const truePeak = Math.max(0, ...this.#peaks.map(({ peak }) => peak));
    const momentary = movingMeans(this.#steps, momentarySteps);
    const shortTerm = movingMeans(this.#steps, shortTermSteps);
    return {
      integratedLufs: finiteOrNull(lufs(gatedMean(momentary, integratedGateLu))),
      loudnessRangeLu: rangeOf(shortTerm),
      truePeakDbtp: finiteOrNull(20 * Math.log10(truePeak)),
      maxMomentaryLufs: finiteOrNull(lufs(Math.max(0, ...momentary))),
      maxShortTermLufs: finiteOrNull(lufs(Math.max(0, ...shortTerm))),
    };
  }

  #endStep(): void {
    this.#steps.push(this.#power / this.#stepSamples);
    this.#filled = 0;
    this.#power = 0;
  }
}

const silence = 1e-30; // what keeps the filters' states normal lies below

function lufs(power: number): number {
  if (power < silence) return -Infinity;
  return -0.691 + 10 * Math.log10(power);
}

function powerOf(levelLufs: number): number {
  return 10 ** ((levelLufs + 0.691) / 10);
}

function finiteOrNull(level: number): number | null {
  return Number.isFinite(level) ? level : null;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, v) => sum + v, 0) / values.length;
}

/** Means of every `width` neighbouring steps. Summed anew each time: a running sum would drift. */
function movingMeans(steps: readonly number[], width: number): number[] {
  return Array.from({ length: Math.max(0, steps.length - width + 1) }, (_, i) => mean(steps.slice(i, i + width)));
}

/** Values above the absolute gate and above their own mean less gateLu. */
function gated(powers: readonly number[], gateLu: number): number[] {
  const audible = powers.filter((power) => power > powerOf(absoluteGateLufs));
  const threshold = mean(audible) * 10 ** (-gateLu / 10);
  return audible.filter((power) => power > threshold);
}

function gatedMean(powers: readonly number[], gateLu: number): number {
  return mean(gated(powers, gateLu));
}

function rangeOf(shortTerm: readonly number[]): number {
  const levels = gated(shortTerm, rangeGateLu)
    .map(lufs)
    .sort((a, b) => a - b);
  const percentile = (p: number) => levels[Math.round((levels.length - 1) * p)] ?? 0;
  return percentile(0.95) - percentile(0.1);
}
