/**
 * How a long-term average spectrum falls: the level of a high band less that of a low one, or a straight line through the
 * bands,
 *
 *   L ≈ offset + slope·f  (dB/Hz)   or   L ≈ offset + slope·log₁₀ f  (dB/decade)
 *
 * by least squares, or robustly: the slope is the median of the slopes between band i and band i + ⌈n/2⌉, the offset the
 * median of what remains. Theil, "A rank-invariant method of linear and polynomial regression analysis", 1950; Boersma &
 * Weenink, Praat manual, "Ltas: Get slope...", "Ltas: Report spectral tilt...".
 */
import { EngineError } from '../../core/errors.ts';
import { quantile } from '../frameCells.ts';
import type { Ltas } from './ltas.ts';

export interface BandRange {
  readonly fromHz: number;
  readonly toHz: number;
}

/** Mean level of the bands whose centres lie in the range: 10·log₁₀ of their mean power. NaN if there are none. */
export function bandLevel({ bandwidthHz, db }: Ltas, { fromHz, toHz }: BandRange): number {
  const inside = bandsIn(db.length, bandwidthHz, { fromHz, toHz });
  const power = inside.reduce((sum, b) => sum + 10 ** (db[b]! / 10), 0) / inside.length;
  return 10 * Math.log10(power);
}

/** Level of the high range less that of the low one, dB. Praat's defaults: 0–1000 and 1000–4000 Hz. */
export function ltasSlope(
  spectrum: Ltas,
  low: BandRange = { fromHz: 0, toHz: 1000 },
  high: BandRange = { fromHz: 1000, toHz: 4000 },
): number {
  return bandLevel(spectrum, high) - bandLevel(spectrum, low);
}

export interface SpectralTilt {
  readonly slope: number; // dB/Hz, of a logarithmic axis dB/decade
  readonly offsetDb: number;
}

/** @throws EngineError E_PARAM: fewer than two bands lie in the range */
export function spectralTilt(
  spectrum: Ltas,
  range: BandRange = { fromHz: 100, toHz: 5000 },
  { axis = 'linear', fit = 'robust' }: { axis?: 'linear' | 'logarithmic'; fit?: 'robust' | 'least-squares' } = {},
): SpectralTilt {
  const { bandwidthHz, db } = spectrum;
  const inside = bandsIn(db.length, bandwidthHz, range);
  if (inside.length < 2) {
    const found = `${inside.length} bands of ${bandwidthHz} Hz lie from ${range.fromHz} to ${range.toHz} Hz`;
    throw new EngineError('E_PARAM', `${found}, a line needs at least 2`);
  }
  const x = inside.map((b) => (b + 0.5) * bandwidthHz).map((hz) => (axis === 'linear' ? hz : Math.log10(hz)));
  const y = inside.map((b) => db[b]!);
  return fit === 'robust' ? theilLine(x, y) : leastSquaresLine(x, y);
}

function bandsIn(nBands: number, bandwidthHz: number, { fromHz, toHz }: BandRange): number[] {
  const centre = (b: number) => (b + 0.5) * bandwidthHz;
  return Array.from({ length: nBands }, (_, b) => b).filter((b) => centre(b) >= fromHz && centre(b) <= toHz);
}

function leastSquaresLine(x: readonly number[], y: readonly number[]): SpectralTilt {
  const n = x.length;
  const meanX = x.reduce((sum, value) => sum + value, 0) / n;
  const meanY = y.reduce((sum, value) => sum + value, 0) / n;
  const covariance = x.reduce((sum, value, i) => sum + (value - meanX) * (y[i]! - meanY), 0);
  const slope = covariance / x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
  return { slope, offsetDb: meanY - slope * meanX };
}

function theilLine(x: readonly number[], y: readonly number[]): SpectralTilt {
  const half = Math.ceil(x.length / 2);
  const slopes = Array.from({ length: x.length - half }, (_, i) => (y[half + i]! - y[i]!) / (x[half + i]! - x[i]!));
  const slope = median(slopes);
  return { slope, offsetDb: median(y.map((value, i) => value - slope * x[i]!)) };
}

function median(values: readonly number[]): number {
  return quantile(Float64Array.from(values).sort(), 0.5);
}
