/**
 * The cells of a spectrogram that hang together with a seed: reached from it over neighbours in time or frequency whose
 * level differs from the seed's by at most toleranceDb. Filled run by run along frequency.
 */
import { EngineError } from '../../core/errors.ts';
import { requireInteger } from '../requireInteger.ts';

export interface LevelFrames {
  readonly values: Float32Array; // dB, row-major [nFrames, nBins]
  readonly nFrames: number;
  readonly nBins: number;
}

export interface FloodSeed {
  readonly frame: number;
  readonly bin: number;
  readonly toleranceDb: number; // ≥ 0
}

export interface FloodedFrames {
  readonly firstFrame: number;
  readonly columns: readonly (readonly number[])[]; // a frame each: first bin, one past the last, and so on
}

/** @throws EngineError E_PARAM: the seed lies outside, its level is not finite, or toleranceDb < 0; E_SHAPE */
export function floodFill(
  { values, nFrames, nBins }: LevelFrames,
  { frame, bin, toleranceDb }: FloodSeed,
): FloodedFrames {
  if (values.length !== nFrames * nBins)
    throw new EngineError('E_SHAPE', `${values.length} levels must be [${nFrames}, ${nBins}]`);
  requireInteger('frame', frame, 0, nFrames - 1);
  requireInteger('bin', bin, 0, nBins - 1);
  if (!(toleranceDb >= 0)) throw new EngineError('E_PARAM', `toleranceDb=${toleranceDb} must be ≥ 0`);
  const level = values[frame * nBins + bin]!;
  if (!Number.isFinite(level))
    throw new EngineError('E_PARAM', `level of frame ${frame}, bin ${bin} is ${level}, must be finite`);

  const isFilled = new Uint8Array(values.length);
  const fits = (i: number) => isFilled[i] === 0 && Math.abs(values[i]! - level) <= toleranceDb;
  const open = [frame * nBins + bin];
  let [first, last] = [frame, frame];
  while (open.length > 0) {
    const seed = open.pop()!;
    if (!fits(seed)) continue;
    const m = Math.floor(seed / nBins);
    [first, last] = [Math.min(first, m), Math.max(last, m)];
    let [from, to] = [seed, seed + 1];
    while (from > m * nBins && fits(from - 1)) from--;
    while (to < (m + 1) * nBins && fits(to)) to++;
    isFilled.fill(1, from, to);
    for (const beside of [m > 0 ? -nBins : 0, m + 1 < nFrames ? nBins : 0]) {
      for (let i = from; beside !== 0 && i < to; i++) {
        if (fits(i + beside) && (i === from || !fits(i + beside - 1))) open.push(i + beside);
      }
    }
  }
  const columns = Array.from({ length: last - first + 1 }, (_, i) =>
    runsOf(isFilled.subarray((first + i) * nBins, (first + i + 1) * nBins)),
  );
  return { firstFrame: first, columns };
}

function runsOf(isFilled: Uint8Array): number[] {
  const edges: number[] = [];
  for (let k = 0; k <= isFilled.length; k++) {
    if ((isFilled[k] ?? 0) !== edges.length % 2) edges.push(k);
  }
  return edges;
}
