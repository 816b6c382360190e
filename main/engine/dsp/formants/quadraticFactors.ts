/**
 * The roots of a real monic polynomial zᵖ + c₁·zᵖ⁻¹ + … + c_p as real quadratic factors z² + u·z + v (one linear factor
 * beside them when p is odd): each by Bairstow's method, that is Newton's on the remainder of the division, from a fixed
 * start; divided out; at the end polished against the whole polynomial. Multiplied out again the factors must give the
 * polynomial back; where they do not, all roots are sought at once by Aberth's method, which has no bad starts.
 * Bairstow, Applied Aerodynamics, 1920; Aberth, "Iteration methods for finding all zeros of a polynomial
 * simultaneously", Math. Comp. 27, 1973; Press et al., Numerical Recipes 9.5.
 */
import { findRoots } from './aberthRoots.ts';

const maxSteps = 40;
const polishSteps = 2;
const productError = 1e-9; // of the largest coefficient

export class QuadraticFactors {
  readonly degree: number; // p
  readonly re: Float64Array; // [p]
  readonly im: Float64Array; // [p]; pairs of conjugates stand together, the one with im > 0 first
  readonly #reduced: Float64Array;
  readonly #product: Float64Array;
  readonly #u: Float64Array;
  readonly #v: Float64Array;
  nFallbacks = 0;

  constructor(degree: number) {
    this.degree = degree;
    this.re = new Float64Array(degree);
    this.im = new Float64Array(degree);
    this.#reduced = new Float64Array(degree + 1);
    this.#product = new Float64Array(degree + 1);
    this.#u = new Float64Array(Math.ceil(degree / 2));
    this.#v = new Float64Array(Math.ceil(degree / 2));
  }

  /** @param c [p + 1], c[0] = 1 */
  solve(c: Float64Array): void {
    if (this.#factorise(c)) {
      for (let q = 0; 2 * q < this.degree; q++) this.#rootsOf(q);
      return;
    }
    this.nFallbacks++;
    findRoots(c, this.re, this.im);
  }

  #factorise(c: Float64Array): boolean {
    const p = this.degree;
    const r = this.#reduced;
    r.set(c);
    const nPairs = p >> 1;
    let degree = p;
    for (let q = 0; q < nPairs; q++, degree -= 2) {
      if (degree === 2) {
        this.#u[q] = r[1]!;
        this.#v[q] = r[2]!;
      } else if (!this.#bairstow(r, degree, q)) return false;
      this.#divide(r, degree, q);
    }
    if (degree === 1) this.#v[nPairs] = r[1]!;
    for (let q = 0; q < nPairs; q++) this.#polish(c, q);
    return this.#givesBack(c);
  }

  /** Newton's method on the two coefficients of the remainder, from the middle of a formant's place. */
  #bairstow(r: Float64Array, degree: number, q: number): boolean {
    const angle = (Math.PI * (q + 0.5)) / (this.degree >> 1);
    this.#u[q] = -1.9 * Math.cos(angle);
    this.#v[q] = 0.9025;
    for (let step = 0; step < maxSteps; step++) {
      const moved = this.#newton(r, degree, q);
      if (!(moved < 1e6)) return false;
      if (moved < 1e-9) return true;
    }
    return false;
  }

  #polish(c: Float64Array, q: number): void {
    for (let step = 0; step < polishSteps; step++) if (!(this.#newton(c, this.degree, q) > 1e-13)) return;
  }

  /** One step for factor q; how far it moved. */
  #newton(r: Float64Array, degree: number, q: number): number {
    const u = this.#u[q]!;
    const v = this.#v[q]!;
    // b: quotient and remainder of r by the factor; d: those of b, the derivatives.
    let b1 = 0;
    let b2 = 0;
    let d1 = 0;
    let d2 = 0;
    let d3 = 0;
    for (let i = 0; i <= degree; i++) {
      const b = r[i]! - u * b1 - v * b2;
      b2 = b1;
      b1 = b;
      if (i === degree) break;
      const d = b - u * d1 - v * d2;
      d3 = d2;
      d2 = d1;
      d1 = d;
    }
    // b1 = b[p], b2 = b[p − 1]; d1 = d[p − 1], d2 = d[p − 2], d3 = d[p − 3]
    const e = d1 - b2;
    const determinant = d2 * d2 - e * d3;
    const du = (b2 * d2 - b1 * d3) / determinant;
    const dv = (b1 * d2 - b2 * e) / determinant;
    this.#u[q] = u + du;
    this.#v[q] = v + dv;
    return Math.abs(du) + Math.abs(dv);
  }

  #divide(r: Float64Array, degree: number, q: number): void {
    const u = this.#u[q]!;
    const v = this.#v[q]!;
    for (let i = 1; i <= degree - 2; i++) r[i]! -= u * r[i - 1]! + (i >= 2 ? v * r[i - 2]! : 0);
  }

  #givesBack(c: Float64Array): boolean {
    const p = this.degree;
    const product = this.#product;
    product.fill(0);
    product[0] = 1;
    let degree = 0;
    if (p % 2 === 1) {
      product[1] = this.#v[p >> 1]!;
      degree = 1;
    }
    for (let q = 0; q < p >> 1; q++) {
      const u = this.#u[q]!;
      const v = this.#v[q]!;
      degree += 2;
      for (let i = degree; i >= 1; i--) product[i]! += u * product[i - 1]! + (i >= 2 ? v * product[i - 2]! : 0);
    }
    let largest = 1;
    let error = 0;
    for (let i = 1; i <= p; i++) {
      largest = Math.max(largest, Math.abs(c[i]!));
      error = Math.max(error, Math.abs(product[i]! - c[i]!));
    }
    return error <= productError * largest;
  }

  #rootsOf(q: number): void {
    const at = 2 * q;
    if (at + 1 === this.degree) {
      this.re[at] = -this.#v[q]!;
      this.im[at] = 0;
      return;
    }
    const half = -0.5 * this.#u[q]!;
    const v = this.#v[q]!;
    const discriminant = half * half - v;
    if (discriminant < 0) {
      const im = Math.sqrt(-discriminant);
      this.re[at] = half;
      this.re[at + 1] = half;
      this.im[at] = im;
      this.im[at + 1] = -im;
      return;
    }
    const larger = half >= 0 ? half + Math.sqrt(discriminant) : half - Math.sqrt(discriminant);
    this.re[at] = larger;
    this.re[at + 1] = larger === 0 ? 0 : v / larger;
    this.im[at] = 0;
    this.im[at + 1] = 0;
  }
}
