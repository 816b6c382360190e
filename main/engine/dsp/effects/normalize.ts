/** The gain that brings a measured level to a wanted one; null where there is no level to start from (silence). */
import { EngineError } from '../../core/errors.ts';
import { amplitudeToDb } from '../decibel.ts';
import type { Loudness } from '../loudness.ts';

/** targetDb − 20·log₁₀ peak. @param targetDb −100 … 0 dB re full scale. @throws EngineError E_PARAM */
export function peakGainDb(peak: number, targetDb: number): number | null {
  requireLevel('targetDb', targetDb, -100, 0);
  return peak > 0 ? targetDb - amplitudeToDb(peak, 1, Number.MIN_VALUE) : null;
}

export interface LoudnessTarget {
  readonly targetLufs: number; // −70 … 0; EBU R 128: −23
  readonly maxTruePeakDbtp?: number | undefined; // −40 … 20; no limit. EBU R 128: −1
}

/** targetLufs − integrated loudness, less what would lift the true peak above its limit. @throws EngineError E_PARAM */
export function loudnessGainDb(
  { integratedLufs, truePeakDbtp }: Pick<Loudness, 'integratedLufs' | 'truePeakDbtp'>,
  { targetLufs, maxTruePeakDbtp = Infinity }: LoudnessTarget,
): number | null {
  requireLevel('targetLufs', targetLufs, -70, 0);
  if (maxTruePeakDbtp !== Infinity) requireLevel('maxTruePeakDbtp', maxTruePeakDbtp, -40, 20);
  if (integratedLufs === null) return null;
  return Math.min(targetLufs - integratedLufs, maxTruePeakDbtp - (truePeakDbtp ?? -Infinity));
}

function requireLevel(name: string, value: number, min: number, max: number): void {
  if (!(value >= min && value <= max))
    throw new EngineError('E_PARAM', `${name}=${value} must be from ${min} to ${max}`);
}
