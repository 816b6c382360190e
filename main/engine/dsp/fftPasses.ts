/**
 * One pass of the Stockham self-sorting FFT, decimation in frequency, for each radix r:
 *
 *   y[q + s·(r·p + k)] = exp(−2πi·p·k/n) · Σⱼ x[q + s·(p + m·j)] · exp(−2πi·j·k/r)
 *
 * n = length of the sub-transform, m = n/r, s = number of interleaved sub-transforms; 0 ≤ p < m, 0 ≤ q < s, 0 ≤ j, k < r.
 * Split complex float64 arrays [n·s]. `twiddles` holds exp(−2πi·p·k/n) for k = 1 … r−1 as re, im pairs, p-major.
 * Swarztrauber, "FFT algorithms for vector computers", Parallel Computing 1, 1984.
 */
export interface Pass {
  readonly radix: number; // r
  readonly m: number;
  readonly s: number;
  readonly twiddles: Float64Array; // [m, r − 1, 2]
  readonly roots: Float64Array; // [r, 2], exp(−2πi·j/r)
}

type Split = Float64Array;

export function runPass(pass: Pass, xr: Split, xi: Split, yr: Split, yi: Split): void {
  if (pass.radix === 4 && pass.s === 1) firstPass4(pass, xr, xi, yr, yi);
  else if (pass.radix === 4) pass4(pass, xr, xi, yr, yi);
  else if (pass.radix === 2) pass2(pass, xr, xi, yr, yi);
  else if (pass.radix === 3) pass3(pass, xr, xi, yr, yi);
  else if (pass.radix === 5) pass5(pass, xr, xi, yr, yi);
  else passAny(pass, xr, xi, yr, yi);
}

function pass2({ m, s, twiddles }: Pass, xr: Split, xi: Split, yr: Split, yi: Split): void {
  const half = s * m;
  for (let p = 0; p < m; p++) {
    const wr = twiddles[2 * p]!;
    const wi = twiddles[2 * p + 1]!;
    let i = s * p;
    let o = 2 * i;
    for (let q = 0; q < s; q++, i++, o++) {
      const ar = xr[i]!;
      const ai = xi[i]!;
      const br = xr[i + half]!;
      const bi = xi[i + half]!;
      yr[o] = ar + br;
      yi[o] = ai + bi;
      const dr = ar - br;
      const di = ai - bi;
      yr[o + s] = dr * wr - di * wi;
      yi[o + s] = dr * wi + di * wr;
    }
  }
}

function pass4({ m, s, twiddles }: Pass, xr: Split, xi: Split, yr: Split, yi: Split): void {
  const d = s * m;
  for (let p = 0; p < m; p++) {
    const t = 6 * p;
    const w1r = twiddles[t]!;
    const w1i = twiddles[t + 1]!;
    const w2r = twiddles[t + 2]!;
    const w2i = twiddles[t + 3]!;
    const w3r = twiddles[t + 4]!;
    const w3i = twiddles[t + 5]!;
    let i = s * p;
    let o = 4 * i;
    for (let q = 0; q < s; q++, i++, o++) {
      const i1 = i + d;
      const i2 = i1 + d;
      const i3 = i2 + d;
      const ar = xr[i]! + xr[i2]!;
      const ai = xi[i]! + xi[i2]!;
      const br = xr[i]! - xr[i2]!;
      const bi = xi[i]! - xi[i2]!;
      const cr = xr[i1]! + xr[i3]!;
      const ci = xi[i1]! + xi[i3]!;
      const er = xi[i1]! - xi[i3]!; // −i·(x₁ − x₃)
      const ei = xr[i3]! - xr[i1]!;
      yr[o] = ar + cr;
      yi[o] = ai + ci;
      const y1r = br + er;
      const y1i = bi + ei;
      const o1 = o + s;
      yr[o1] = y1r * w1r - y1i * w1i;
      yi[o1] = y1r * w1i + y1i * w1r;
      const y2r = ar - cr;
      const y2i = ai - ci;
      const o2 = o1 + s;
      yr[o2] = y2r * w2r - y2i * w2i;
      yi[o2] = y2r * w2i + y2i * w2r;
      const y3r = br - er;
      const y3i = bi - ei;
      const o3 = o2 + s;
      yr[o3] = y3r * w3r - y3i * w3i;
      yi[o3] = y3r * w3i + y3i * w3r;
    }
  }
}

/** pass4 for s = 1, where an inner loop of one turn would cost a third of the pass. */
function firstPass4({ m, twiddles }: Pass, xr: Split, xi: Split, yr: Split, yi: Split): void {
  for (let p = 0, t = 0, o = 0; p < m; p++, t += 6, o += 4) {
    const i1 = p + m;
    const i2 = i1 + m;
    const i3 = i2 + m;
    const ar = xr[p]! + xr[i2]!;
    const ai = xi[p]! + xi[i2]!;
    const br = xr[p]! - xr[i2]!;
    const bi = xi[p]! - xi[i2]!;
    const cr = xr[i1]! + xr[i3]!;
    const ci = xi[i1]! + xi[i3]!;
    const er = xi[i1]! - xi[i3]!;
    const ei = xr[i3]! - xr[i1]!;
    yr[o] = ar + cr;
    yi[o] = ai + ci;
    const y1r = br + er;
    const y1i = bi + ei;
    yr[o + 1] = y1r * twiddles[t]! - y1i * twiddles[t + 1]!;
    yi[o + 1] = y1r * twiddles[t + 1]! + y1i * twiddles[t]!;
    const y2r = ar - cr;
    const y2i = ai - ci;
    yr[o + 2] = y2r * twiddles[t + 2]! - y2i * twiddles[t + 3]!;
    yi[o + 2] = y2r * twiddles[t + 3]! + y2i * twiddles[t + 2]!;
    const y3r = br - er;
    const y3i = bi - ei;
    yr[o + 3] = y3r * twiddles[t + 4]! - y3i * twiddles[t + 5]!;
    yi[o + 3] = y3r * twiddles[t + 5]! + y3i * twiddles[t + 4]!;
  }
}

const sin60 = Math.sqrt(3) / 2;

function pass3({ m, s, twiddles }: Pass, xr: Split, xi: Split, yr: Split, yi: Split): void {
  const d = s * m;
  for (let p = 0; p < m; p++) {
    const w1r = twiddles[4 * p]!;
    const w1i = twiddles[4 * p + 1]!;
    const w2r = twiddles[4 * p + 2]!;
    const w2i = twiddles[4 * p + 3]!;
    let i = s * p;
    let o = 3 * i;
    for (let q = 0; q < s; q++, i++, o++) {
      const sr = xr[i + d]! + xr[i + 2 * d]!;
      const si = xi[i + d]! + xi[i + 2 * d]!;
      const er = sin60 * (xi[i + d]! - xi[i + 2 * d]!);
      const ei = sin60 * (xr[i + 2 * d]! - xr[i + d]!);
      const cr = xr[i]! - 0.5 * sr;
      const ci = xi[i]! - 0.5 * si;
      yr[o] = xr[i]! + sr;
      yi[o] = xi[i]! + si;
      const y1r = cr + er;
      const y1i = ci + ei;
      yr[o + s] = y1r * w1r - y1i * w1i;
      yi[o + s] = y1r * w1i + y1i * w1r;
      const y2r = cr - er;
      const y2i = ci - ei;
      yr[o + 2 * s] = y2r * w2r - y2i * w2i;
      yi[o + 2 * s] = y2r * w2i + y2i * w2r;
    }
  }
}

const cos72 = Math.cos((2 * Math.PI) / 5);
const cos144 = Math.cos((4 * Math.PI) / 5);
const sin72 = Math.sin((2 * Math.PI) / 5);
const sin144 = Math.sin((4 * Math.PI) / 5);

function pass5({ m, s, twiddles }: Pass, xr: Split, xi: Split, yr: Split, yi: Split): void {
  const d = s * m;
  for (let p = 0; p < m; p++) {
    const t = 8 * p;
    const w1r = twiddles[t]!;
    const w1i = twiddles[t + 1]!;
    const w2r = twiddles[t + 2]!;
    const w2i = twiddles[t + 3]!;
    const w3r = twiddles[t + 4]!;
    const w3i = twiddles[t + 5]!;
    const w4r = twiddles[t + 6]!;
    const w4i = twiddles[t + 7]!;
    let i = s * p;
    let o = 5 * i;
    for (let q = 0; q < s; q++, i++, o++) {
      const i1 = i + d;
      const i2 = i1 + d;
      const i3 = i2 + d;
      const i4 = i3 + d;
      const ar = xr[i1]! + xr[i4]!;
      const ai = xi[i1]! + xi[i4]!;
      const br = xr[i2]! + xr[i3]!;
      const bi = xi[i2]! + xi[i3]!;
      const cr = xr[i1]! - xr[i4]!;
      const ci = xi[i1]! - xi[i4]!;
      const er = xr[i2]! - xr[i3]!;
      const ei = xi[i2]! - xi[i3]!;
      const gr = xr[i]! + cos72 * ar + cos144 * br;
      const gi = xi[i]! + cos72 * ai + cos144 * bi;
      const hr = xr[i]! + cos144 * ar + cos72 * br;
      const hi = xi[i]! + cos144 * ai + cos72 * bi;
      const ur = sin72 * ci + sin144 * ei; // −i·(sin72·c + sin144·e)
      const ui = -(sin72 * cr + sin144 * er);
      const vr = sin144 * ci - sin72 * ei;
      const vi = sin72 * er - sin144 * cr;
      yr[o] = xr[i]! + ar + br;
      yi[o] = xi[i]! + ai + bi;
      let o1 = o + s;
      yr[o1] = (gr + ur) * w1r - (gi + ui) * w1i;
      yi[o1] = (gr + ur) * w1i + (gi + ui) * w1r;
      o1 += s;
      yr[o1] = (hr + vr) * w2r - (hi + vi) * w2i;
      yi[o1] = (hr + vr) * w2i + (hi + vi) * w2r;
      o1 += s;
      yr[o1] = (hr - vr) * w3r - (hi - vi) * w3i;
      yi[o1] = (hr - vr) * w3i + (hi - vi) * w3r;
      o1 += s;
      yr[o1] = (gr - ur) * w4r - (gi - ui) * w4i;
      yi[o1] = (gr - ur) * w4i + (gi - ui) * w4r;
    }
  }
}

/**
 * Any small odd prime radix by the defining sum, in pairs: with a = xⱼ + x_{r−j} and b = xⱼ − x_{r−j}, the outputs k and
 * r − k are P ± iQ, P = x₀ + Σ a·cos, Q = −Σ b·sin. O(r²) per butterfly, a quarter of the products of the plain sum.
 */
function passAny({ radix: r, m, s, twiddles, roots }: Pass, xr: Split, xi: Split, yr: Split, yi: Split): void {
  const d = s * m;
  const half = (r - 1) / 2;
  const pairs = new Float64Array(4 * half); // re a, im a, re b, im b of j = 1 … half
  for (let p = 0; p < m; p++) {
    for (let q = 0; q < s; q++) {
      const i0 = q + s * p;
      const x0r = xr[i0]!;
      const x0i = xi[i0]!;
      let sumRe = x0r;
      let sumIm = x0i;
      for (let j = 1, at = 0; j <= half; j++, at += 4) {
        const near = i0 + d * j;
        const far = i0 + d * (r - j);
        const ar = xr[near]! + xr[far]!;
        const ai = xi[near]! + xi[far]!;
        pairs[at] = ar;
        pairs[at + 1] = ai;
        pairs[at + 2] = xr[near]! - xr[far]!;
        pairs[at + 3] = xi[near]! - xi[far]!;
        sumRe += ar;
        sumIm += ai;
      }
      const o = q + s * r * p;
      yr[o] = sumRe;
      yi[o] = sumIm;
      for (let k = 1; k <= half; k++) {
        let pr = x0r;
        let pi = x0i;
        let qr = 0;
        let qi = 0;
        for (let at = 0, root = k; at < 4 * half; at += 4) {
          const c = roots[2 * root]!;
          const sine = roots[2 * root + 1]!;
          pr += pairs[at]! * c;
          pi += pairs[at + 1]! * c;
          qr += pairs[at + 2]! * sine;
          qi += pairs[at + 3]! * sine;
          root += k;
          if (root >= r) root -= r;
        }
        const t = 2 * (p * (r - 1) + k - 1);
        const u = 2 * (p * (r - 1) + r - k - 1);
        const o1 = o + s * k;
        const o2 = o + s * (r - k);
        yr[o1] = (pr - qi) * twiddles[t]! - (pi + qr) * twiddles[t + 1]!;
        yi[o1] = (pr - qi) * twiddles[t + 1]! + (pi + qr) * twiddles[t]!;
        yr[o2] = (pr + qi) * twiddles[u]! - (pi - qr) * twiddles[u + 1]!;
        yi[o2] = (pr + qi) * twiddles[u + 1]! + (pi - qr) * twiddles[u]!;
      }
    }
  }
}
