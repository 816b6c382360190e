/**
 * The ONNX graph of a SpectralPlan: matrix products, element-wise arithmetic and reshapes only, so that every
 * execution provider can run it.
 *
 * Frames. The input is x as rows of H samples; ⌈N/H⌉ shifted copies of it side by side are all frames at once.
 *
 * The transform in two factors, N = P·Q, n = Q·p + q, k = r + P·s (Cooley & Tukey, Math. Comp. 19, 1965):
 *
 *   X[r + P·s] = Σ_q exp(−2πi·q·s/Q) · exp(−2πi·q·r/N) · Σ_p exp(−2πi·p·r/P) · x[Q·p + q]
 *
 * Both sums are products with small constant matrices: P + Q multiplications a sample instead of N, matrices that fit
 * any device, and rounding errors that grow with P + Q. A prime N/2 makes P = 2; slow, but right.
 */
import { GraphBuilder, type ValueName } from '../onnx/graphBuilder.ts';
import { checkSpectralPlan, countBins, type SpectralPlan } from './spectralPlan.ts';

export const spectralInput = 'samples';
export const spectralOutput = 'values';

/**
 * Input `samples` [framesPerRun + ⌈N/H⌉ − 1, H], output `values` as SpectralResult says, both float32.
 * @throws EngineError E_PARAM, E_SHAPE as checkSpectralPlan
 */
export function buildSpectralGraph(plan: SpectralPlan): Uint8Array {
  checkSpectralPlan(plan);
  const g = new GraphBuilder();
  const spectrum = transform(g, plan, cutFrames(g, plan));
  finish(g, plan, spectrum);
  return g.toBytes('spectral');
}

interface Halves {
  readonly re: ValueName;
  readonly im: ValueName;
}

/** [B, N], windowed. */
function cutFrames(g: GraphBuilder, { fftSize: N, hopLength: H, framesPerRun: B, window }: SpectralPlan): ValueName {
  const shifts = Math.ceil(N / H);
  const samples = g.input(spectralInput, [B + shifts - 1, H]);
  const copies = Array.from({ length: shifts }, (_, j) => g.slice(samples, 0, j, j + B));
  const rows = copies.length === 1 ? copies[0]! : g.node('Concat', copies, { axis: 1 });
  const frames = shifts * H === N ? rows : g.slice(rows, 1, 0, N);
  return g.node('Mul', [frames, g.constant(window, [N])]);
}

/** Bins 0 … N/2 of every frame, each half [B, nBins]. */
function transform(g: GraphBuilder, plan: SpectralPlan, frames: ValueName): Halves {
  const { fftSize: N, framesPerRun: B } = plan;
  const [P, Q] = factorPair(N);
  const nBins = countBins(plan);
  const nS = Math.floor(N / 2 / P) + 1; // the s that bins up to N/2 need

  const inner = g.node('MatMul', [innerMatrix(g, P), g.reshape(frames, B, P, Q)]); // [B, 2P, Q]
  const [re, im] = g.split('Split', [inner, g.integers(P, P)], 2, { axis: 1 }) as [ValueName, ValueName];
  const cos = g.constant(
    table(P, Q, (r, q) => Math.cos((2 * Math.PI * r * q) / N)),
    [P, Q],
  );
  const sin = g.constant(
    table(P, Q, (r, q) => Math.sin((2 * Math.PI * r * q) / N)),
    [P, Q],
  );
  const turnedRe = g.node('Add', [g.node('Mul', [re, cos]), g.node('Mul', [im, sin])]);
  const turnedIm = g.node('Sub', [g.node('Mul', [im, cos]), g.node('Mul', [re, sin])]);
  const turned = g.reshape(g.node('Concat', [turnedRe, turnedIm], { axis: 2 }), B * P, 2 * Q);
  const outer = g.reshape(g.node('MatMul', [turned, outerMatrix(g, Q, nS)]), B, P, 2, nS);

  // [B, r, half, s] → [B, half, s, r]: bin r + P·s is then in its place.
  const ordered = g.node('Transpose', [outer], { perm: [0, 2, 3, 1] });
  const bins = g.slice(g.reshape(ordered, B, 2, nS * P), 2, 0, nBins);
  const halves = g.split('Split', [bins, g.integers(1, 1)], 2, { axis: 1 });
  return { re: g.reshape(halves[0]!, B, nBins), im: g.reshape(halves[1]!, B, nBins) };
}

/** Divisors P·Q = N, P ≤ Q, as near to √N as they come. */
function factorPair(N: number): readonly [number, number] {
  let P = Math.floor(Math.sqrt(N));
  while (N % P !== 0) P--;
  return [P, N / P];
}

/** [2P, P]: the rows of cosines, then those of −sine. */
function innerMatrix(g: GraphBuilder, P: number): ValueName {
  const values = table(2 * P, P, (row, p) => {
    const angle = (2 * Math.PI * (((row % P) * p) % P)) / P;
    return row < P ? Math.cos(angle) : -Math.sin(angle);
  });
  return g.constant(values, [2 * P, P]);
}

/** [2Q, 2·nS]: (re, im) of q times exp(−2πi·q·s/Q) gives (re, im) of s. */
function outerMatrix(g: GraphBuilder, Q: number, nS: number): ValueName {
  const values = table(2 * Q, 2 * nS, (row, column) => {
    const angle = (2 * Math.PI * (((row % Q) * (column % nS)) % Q)) / Q;
    const isSameHalf = row < Q === column < nS;
    if (isSameHalf) return Math.cos(angle);
    return row < Q ? -Math.sin(angle) : Math.sin(angle);
  });
  return g.constant(values, [2 * Q, 2 * nS]);
}

function table(rows: number, columns: number, value: (row: number, column: number) => number): Float64Array {
  return Float64Array.from({ length: rows * columns }, (_, i) => value(Math.floor(i / columns), i % columns));
}

function finish(g: GraphBuilder, plan: SpectralPlan, { re, im }: Halves): void {
  const { framesPerRun: B, result } = plan;
  const nBins = countBins(plan);
  if (result.kind === 'complex') {
    const both = g.node('Concat', [g.reshape(re, B, 1, nBins), g.reshape(im, B, 1, nBins)], { axis: 1 });
    g.output(spectralOutput, both, [B, 2, nBins]);
    return;
  }
  const power = g.node('Add', [g.node('Mul', [re, re]), g.node('Mul', [im, im])]);
  if (result.kind === 'power') {
    const { framesPerColumn: span, reduce } = result;
    const grouped = g.reshape(power, B / span, span, nBins);
    const reduced = g.node(reduce === 'max' ? 'ReduceMax' : 'ReduceMean', [grouped], { axes: [1], keepdims: 0 });
    g.output(spectralOutput, span === 1 ? power : reduced, [B / span, nBins]);
    return;
  }
  g.output(spectralOutput, melLevels(g, plan, power, result), [B, result.nMels]);
}

type MelResult = Extract<SpectralPlan['result'], { kind: 'mel' }>;

function melLevels(g: GraphBuilder, plan: SpectralPlan, power: ValueName, result: MelResult): ValueName {
  const { nMels, matrix, powerOffset, log, floor } = result;
  const nBins = countBins(plan);
  const raised = powerOffset > 0 ? g.node('Add', [power, g.constant([powerOffset], [1])]) : power;
  const spectrum = result.power === 1 ? g.node('Sqrt', [raised]) : raised;
  const transposed = table(nBins, nMels, (k, i) => matrix[i * nBins + k]!);
  const mel = g.node('MatMul', [spectrum, g.constant(transposed, [nBins, nMels])]);
  if (log === 'none') return mel;
  const natural = g.node('Log', [g.node('Max', [mel, g.constant([floor], [1])])]);
  if (log === 'ln') return natural;
  const factor = (log === 'db' ? 20 / result.power : 1) / Math.LN10;
  return g.node('Mul', [natural, g.constant([factor], [1])]);
}
