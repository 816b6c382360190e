/**
 * All roots of a real monic polynomial P at once, each pushed away from the others:
 *
 *   z ← z − w/(1 − w·Σ 1/(z − z_j)),   w = P(z)/P′(z)
 *
 * from points spread unevenly on a circle, so that no symmetry of P can hold two of them together. Cubic convergence;
 * near a multiple root it is linear and ends when the steps no longer shrink.
 * Aberth, "Iteration methods for finding all zeros of a polynomial simultaneously", Math. Comp. 27, 1973;
 * Bini, "Numerical computation of polynomial zeros by means of Aberth's method", Numer. Algorithms 13, 1996.
 */
const maxRounds = 200;

/** @param c [p + 1], c[0] = 1. @param re, im [p]; receive the roots, conjugates together, im > 0 first */
export function findRoots(c: Float64Array, re: Float64Array, im: Float64Array): void {
  const p = re.length;
  for (let i = 0; i < p; i++) {
    const angle = (2 * Math.PI * i) / p + 0.4;
    re[i] = 0.9 * Math.cos(angle);
    im[i] = 0.9 * Math.sin(angle);
  }
  for (let round = 0; round < maxRounds; round++) {
    let largest = 0;
    for (let i = 0; i < p; i++) largest = Math.max(largest, improve(c, re, im, i));
    if (!(largest > 1e-15)) break;
  }
  pairUp(re, im);
}

/** One step of root i; the length of the step. */
function improve(c: Float64Array, re: Float64Array, im: Float64Array, i: number): number {
  const x = re[i]!;
  const y = im[i]!;
  let pr = 1;
  let pi = 0;
  let dr = 0;
  let di = 0;
  for (let k = 1; k < c.length; k++) {
    const nextDr = dr * x - di * y + pr;
    di = dr * y + di * x + pi;
    dr = nextDr;
    const nextPr = pr * x - pi * y + c[k]!;
    pi = pr * y + pi * x;
    pr = nextPr;
  }
  let sr = 0;
  let si = 0;
  for (let j = 0; j < re.length; j++) {
    if (j === i) continue;
    const tx = x - re[j]!;
    const ty = y - im[j]!;
    const size = tx * tx + ty * ty;
    if (size === 0) continue;
    sr += tx / size;
    si -= ty / size;
  }
  // step = P/(P′ − P·S)
  const qr = dr - (pr * sr - pi * si);
  const qi = di - (pr * si + pi * sr);
  const size = qr * qr + qi * qi;
  if (!(size > 0)) return 0;
  const stepRe = (pr * qr + pi * qi) / size;
  const stepIm = (pi * qr - pr * qi) / size;
  re[i] = x - stepRe;
  im[i] = y - stepIm;
  return Math.hypot(stepRe, stepIm);
}

/** The polynomial is real: every root that is not is followed by its exact conjugate. */
function pairUp(re: Float64Array, im: Float64Array): void {
  const p = re.length;
  for (let i = 0; i < p; i++) {
    if (Math.abs(im[i]!) < 1e-10) {
      im[i] = 0;
      continue;
    }
    let best = i + 1;
    let distance = Infinity;
    for (let j = i + 1; j < p; j++) {
      const d = Math.hypot(re[j]! - re[i]!, im[j]! + im[i]!);
      if (d < distance) {
        distance = d;
        best = j;
      }
    }
    if (best >= p) return;
    const y = Math.abs(im[i]!);
    const next = i + 1;
    [re[best], re[next]] = [re[next]!, re[best]!];
    [im[best], im[next]] = [im[next]!, im[best]!];
    re[next] = re[i]!;
    im[i] = y;
    im[next] = -y;
    i = next;
  }
}
