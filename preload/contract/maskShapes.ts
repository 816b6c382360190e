/** Selections in time and frequency, as the engine describes them (engine/dsp/mask/mask.ts), in samples of a document and Hz. */

export interface MaskShape {
  readonly region: MaskRegion;
  readonly featherSamples: number;
  readonly featherHz: number;
}

export type MaskRegion = RectangleRegion | PolygonRegion | BrushRegion | HarmonicRegion | CellRegion | CombinedRegion;

export interface RectangleRegion {
  readonly kind: 'rectangle';
  readonly fromSample: number;
  readonly toSample: number;
  readonly fLowHz: number;
  readonly fHighHz: number;
}

export interface PolygonRegion {
  readonly kind: 'polygon';
  readonly samples: readonly number[];
  readonly hz: readonly number[];
}

export interface BrushRegion {
  readonly kind: 'brush';
  readonly samples: readonly number[];
  readonly hz: readonly number[];
  readonly radiusSamples: number;
  readonly radiusHz: number;
}

/** Bands around the multiples of a fundamental on straight lines between its points. */
export interface HarmonicRegion {
  readonly kind: 'harmonics';
  readonly samples: readonly number[];
  readonly hz: readonly number[];
  readonly firstHarmonic: number;
  readonly nHarmonics: number;
  readonly bandwidthHz: number;
}

/** Cells of a spectrogram in runs. Column i lasts stepSamples from fromSample + i·stepSamples; bin k is centred on k·binHz. */
export interface CellRegion {
  readonly kind: 'cells';
  readonly fromSample: number;
  readonly stepSamples: number;
  readonly binHz: number;
  readonly columns: readonly (readonly number[])[]; // first bin, one past the last, and so on
}

/** `difference`: the first less all others. */
export interface CombinedRegion {
  readonly kind: 'union' | 'intersection' | 'difference';
  readonly regions: readonly MaskRegion[];
}
