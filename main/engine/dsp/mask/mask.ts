/**
 * A selection in time and frequency, kept in timeline samples and hertz: it means the same at every zoom and fftSize, and
 * moves with its clip. Plain data, so that it can be stored as JSON (maskJson.ts).
 *
 * The region is a set of points (t, f); sections across it are exact (regionSection.ts). Its gain at a point is
 *
 *   g(t, f) = max over (t′, f′) in the region of h(|t − t′|/featherSamples)·h(|f − f′|/featherHz),   h(u) = ½·(1 + cos πu)
 *
 * and h(u) = 0 from u = 1 on: 1 all over the region, falling outside of it, 0 beyond the feather.
 */

export interface Mask {
  readonly region: MaskRegion;
  readonly featherSamples: number; // 0 … 2¹⁸
  readonly featherHz: number; // ≥ 0
}

export type MaskRegion = Rectangle | Polygon | BrushStroke | Harmonics | Cells | Combination;

export interface Rectangle {
  readonly kind: 'rectangle';
  readonly fromSample: number;
  readonly toSample: number; // exclusive, > fromSample
  readonly fLowHz: number; // ≥ 0
  readonly fHighHz: number; // > fLowHz
}

/** What a lasso draws: closed, and inside by the even-odd rule where it crosses itself. */
export interface Polygon {
  readonly kind: 'polygon';
  readonly samples: readonly number[]; // corners, at least three
  readonly hz: readonly number[];
}

/** All that an ellipse of these radii covers on its way along the points; one point is one dab. */
export interface BrushStroke {
  readonly kind: 'brush';
  readonly samples: readonly number[];
  readonly hz: readonly number[];
  readonly radiusSamples: number; // > 0
  readonly radiusHz: number; // > 0
}

/** Bands around the multiples i·f(t), i = firstHarmonic … firstHarmonic + nHarmonics − 1, of a contour on straight lines. */
export interface Harmonics {
  readonly kind: 'harmonics';
  readonly samples: readonly number[]; // strictly rising, at least two
  readonly hz: readonly number[]; // > 0
  readonly firstHarmonic: number; // ≥ 1
  readonly nHarmonics: number; // ≥ 1
  readonly bandwidthHz: number; // > 0: i·f ± bandwidthHz/2
}

/** Cells of a spectrogram in runs, as a magic wand finds them. Column i lasts stepSamples from fromSample + i·stepSamples. */
export interface Cells {
  readonly kind: 'cells';
  readonly fromSample: number;
  readonly stepSamples: number; // integer ≥ 1
  readonly binHz: number; // > 0; bin k reaches from (k − ½)·binHz to (k + ½)·binHz
  readonly columns: readonly (readonly number[])[]; // first bin, one past the last bin, and so on, rising
}

/** `difference`: the first less all others. */
export interface Combination {
  readonly kind: 'union' | 'intersection' | 'difference';
  readonly regions: readonly MaskRegion[]; // at least one
}
