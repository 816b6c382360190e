/**
 * Least-squares polynomials through `width` neighbouring values: with t = −h … h, h = (width − 1)/2, and A[j, p] = tʲᵖ,
 * the row d!·((AᵀA)⁻¹Aᵀ)[d] gives the d-th derivative of the fit at a place t₀ when t is counted from there.
 * Savitzky & Golay, Analytical Chemistry 36(8), 1964; Gorry, ibid. 62(6), 1990, for the ends.
 */
import { requireInteger } from '../requireInteger.ts';

export interface FitParams {
  readonly width: number; // odd, ≥ 3
  readonly degree: number; // of the polynomial, < width
  readonly derivative: number; // d ≤ degree
  readonly at?: number | undefined; // t₀ in −h … h, 0 the middle
}

/** @returns [width] weights w: the derivative per step is Σ w[j]·x[n − h + j]. @throws EngineError E_PARAM */
export function fitWeights({ width, degree, derivative, at = 0 }: FitParams): Float64Array {
  requireInteger('width', width, 3);
  requireInteger('degree', degree, 0, width - 1);
  requireInteger('derivative', derivative, 0, degree);
  const h = (width - 1) / 2;
  const basis = Array.from({ length: width }, (_, j) => powers(j - h - at, degree));
  const normal = Array.from({ length: degree + 1 }, (_, p) =>
    Array.from({ length: degree + 1 }, (_, q) => basis.reduce((sum, row) => sum + row[p]! * row[q]!, 0)),
  );
  const unit = Array.from({ length: degree + 1 }, (_, p) => (p === derivative ? 1 : 0));
  const solution = solve(normal, unit);
  let factorial = 1;
  for (let d = 2; d <= derivative; d++) factorial *= d;
  return Float64Array.from(basis, (row) => factorial * row.reduce((sum, value, p) => sum + value * solution[p]!, 0));
}

function powers(t: number, degree: number): number[] {
  return Array.from({ length: degree + 1 }, (_, p) => t ** p);
}

/** Gaussian elimination with pivots; the matrix is symmetric and regular. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  const n = rows.length;
  for (let c = 0; c < n; c++) {
    const pivot = rows.reduce(
      (best, row, r) => (r >= c && Math.abs(row[c]!) > Math.abs(rows[best]![c]!) ? r : best),
      c,
    );
    [rows[c], rows[pivot]] = [rows[pivot]!, rows[c]!];
    for (let r = 0; r < n; r++) {
      if (r === c) continue;
      const factor = rows[r]![c]! / rows[c]![c]!;
      for (let k = c; k <= n; k++) rows[r]![k] = rows[r]![k]! - factor * rows[c]![k]!;
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!);
}
