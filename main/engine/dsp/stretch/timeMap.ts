/**
 * Where times of a sound go when every moment t lasts d(t) times as long:
 *
 *   τ(t) = ∫₀ᵗ d(u) du
 *
 * d in straight lines (pointCurve.ts), so τ is a chain of parabolas and is inverted in closed form.
 */
import { curveValue, firstAfter, requireCurve } from '../pointCurve.ts';
import type { PointCurve } from '../pointCurve.ts';

/** Relative duration over the time of the original, 0.1 … 10. */
export type DurationCurve = PointCurve;

export class TimeMap {
  readonly #corners: Float64Array; // t of the ends and of the curve's points between
  readonly #outputs: Float64Array; // τ of these
  readonly #rates: Float64Array; // d of these

  /** @throws EngineError E_PARAM, E_SHAPE: see DurationCurve */
  constructor(durationSec: number, curve: DurationCurve | null) {
    if (curve) requireCurve('duration', curve, 0.1, 10);
    const inside = curve?.timesSec.filter((timeSec) => timeSec > 0 && timeSec < durationSec) ?? [];
    this.#corners = Float64Array.of(0, ...inside, durationSec);
    const hasPoints = curve !== null && curve.timesSec.length > 0;
    this.#rates = this.#corners.map((timeSec) => (hasPoints ? curveValue(curve, timeSec) : 1));
    this.#outputs = new Float64Array(this.#corners.length);
    for (let i = 1; i < this.#corners.length; i++) {
      const mean = 0.5 * (this.#rates[i - 1]! + this.#rates[i]!);
      this.#outputs[i] = this.#outputs[i - 1]! + mean * (this.#corners[i]! - this.#corners[i - 1]!);
    }
  }

  get totalSec(): number {
    return this.#outputs.at(-1)!;
  }

  /** τ(t) */
  toOutput(timeSec: number): number {
    const i = segmentAt(this.#corners, timeSec);
    const into = timeSec - this.#corners[i]!;
    return this.#outputs[i]! + into * (this.#rates[i]! + 0.5 * this.#slope(i) * into);
  }

  /** t of τ */
  toInput(outputSec: number): number {
    const i = segmentAt(this.#outputs, outputSec);
    const into = outputSec - this.#outputs[i]!;
    const rate = this.#rates[i]!;
    const root = Math.sqrt(Math.max(0, rate * rate + 2 * this.#slope(i) * into));
    return this.#corners[i]! + (2 * into) / (rate + root);
  }

  /** How d changes per second after corner i. */
  #slope(i: number): number {
    const length = this.#corners[i + 1]! - this.#corners[i]!;
    return length > 0 ? (this.#rates[i + 1]! - this.#rates[i]!) / length : 0;
  }
}

/** The segment whose start is the last at or before `value`. */
function segmentAt(starts: Float64Array, value: number): number {
  return Math.min(Math.max(0, firstAfter(starts, value) - 1), starts.length - 2);
}
