/**
 * Melody with as few points as it needs: the point nearest to the line through its neighbours goes, again and again, until
 * every one left is at least `resolution` from that line. First and last stay. This is how Praat's PitchTier is stylised
 * (2 semitones by default); a curve of n points takes n·log n.
 */
import { requireAbove } from '../requireInteger.ts';
import type { PitchCurve, PitchUnit } from './pitchCurve.ts';

/**
 * @param resolution in the unit; the line is straight in Hz for either
 * @throws EngineError E_PARAM: resolution ≤ 0
 */
export function stylizePitch(curve: PitchCurve, resolution = 2, unit: PitchUnit = 'semitones'): PitchCurve {
  requireAbove('resolution', resolution, 0);
  const { timesSec, values } = curve;
  const n = timesSec.length;
  const left = Int32Array.from({ length: n }, (_, i) => i - 1);
  const right = Int32Array.from({ length: n }, (_, i) => i + 1);
  const distance = (i: number) => {
    const [a, b] = [left[i]!, right[i]!];
    if (a < 0 || b >= n) return Infinity;
    const phase = (timesSec[i]! - timesSec[a]!) / (timesSec[b]! - timesSec[a]!);
    const line = values[a]! + phase * (values[b]! - values[a]!);
    return Math.abs(unit === 'Hz' ? values[i]! - line : 12 * Math.log2(values[i]! / line));
  };
  const tournament = new Tournament(Float64Array.from({ length: n }, (_, i) => distance(i)));
  for (;;) {
    const i = tournament.lowest();
    if (!(tournament.valueOf(i) < resolution)) break;
    const [a, b] = [left[i]!, right[i]!];
    right[a] = b;
    left[b] = a;
    tournament.set(i, Infinity);
    tournament.set(a, distance(a));
    tournament.set(b, distance(b));
  }
  const kept = Array.from({ length: n }, (_, i) => i).filter((i) => i === 0 || right[left[i]!] === i);
  return {
    timesSec: Float64Array.from(kept, (i) => timesSec[i]!),
    values: Float64Array.from(kept, (i) => values[i]!),
  };
}

/** Which of n numbers is lowest, the first of equal ones, while they change. */
class Tournament {
  readonly #values: Float64Array;
  readonly #winners: Int32Array; // node k stands over nodes 2k and 2k+1; the leaves are the numbers
  readonly #size: number;

  constructor(values: Float64Array) {
    this.#size = 2 ** Math.ceil(Math.log2(Math.max(1, values.length)));
    this.#values = new Float64Array(this.#size).fill(Infinity);
    this.#values.set(values);
    this.#winners = new Int32Array(2 * this.#size);
    for (let i = 0; i < this.#size; i++) this.#winners[this.#size + i] = i;
    for (let node = this.#size - 1; node > 0; node--) this.#play(node);
  }

  lowest(): number {
    return this.#winners[1]!;
  }

  valueOf(i: number): number {
    return this.#values[i]!;
  }

  set(i: number, value: number): void {
    this.#values[i] = value;
    for (let node = (this.#size + i) >> 1; node > 0; node >>= 1) this.#play(node);
  }

  #play(node: number): void {
    const [a, b] = [this.#winners[2 * node]!, this.#winners[2 * node + 1]!];
    this.#winners[node] = this.#values[b]! < this.#values[a]! ? b : a;
  }
}
