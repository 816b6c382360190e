/** The part of a document that is on the screen: pixel x shows sample startSample + x · samplesPerPixel. */
export interface Viewport {
  readonly startSample: number; // may be fractional, so that zooming is anchored exactly
  readonly samplesPerPixel: number;
  readonly widthPx: number; // of the lanes' drawing area
  readonly lengthSamples: number; // of the document: the limit of scrolling
}

export const minVisibleSamples = 64;

export function sampleToPx(v: Viewport, sample: number): number {
  return (sample - v.startSample) / v.samplesPerPixel;
}

/** Fractional; round where a sample is meant. */
export function pxToSample(v: Viewport, px: number): number {
  return v.startSample + px * v.samplesPerPixel;
}

export function visibleSamples(v: Viewport): number {
  return v.widthPx * v.samplesPerPixel;
}

export function endSampleOf(v: Viewport): number {
  return v.startSample + visibleSamples(v);
}

/** The whole document, or the least that can be shown when it is shorter than that. */
function fitSamplesPerPixel(v: Viewport): number {
  return Math.max(v.lengthSamples, minVisibleSamples) / Math.max(v.widthPx, 1);
}

export function clampViewport(v: Viewport): Viewport {
  const widthPx = Math.max(v.widthPx, 1);
  const fit = fitSamplesPerPixel(v);
  const samplesPerPixel = Math.min(Math.max(v.samplesPerPixel, minVisibleSamples / widthPx), fit);
  const lastStart = Math.max(v.lengthSamples - samplesPerPixel * widthPx, 0);
  return { ...v, widthPx, samplesPerPixel, startSample: Math.min(Math.max(v.startSample, 0), lastStart) };
}

/** Zooms so that the sample under `anchorPx` stays there; factor 2 shows half as much. */
export function zoomAround(v: Viewport, anchorPx: number, factor: number): Viewport {
  const anchorSample = pxToSample(v, anchorPx);
  const { samplesPerPixel } = clampViewport({ ...v, samplesPerPixel: v.samplesPerPixel / factor });
  return clampViewport({ ...v, samplesPerPixel, startSample: anchorSample - anchorPx * samplesPerPixel });
}

export function scrollByPx(v: Viewport, deltaPx: number): Viewport {
  return clampViewport({ ...v, startSample: v.startSample + deltaPx * v.samplesPerPixel });
}

export function fitAll(v: Viewport): Viewport {
  return clampViewport({ ...v, startSample: 0, samplesPerPixel: fitSamplesPerPixel(v) });
}

/** Shows [startSample, endSample), centred when it is shorter than the least that can be shown. */
export function showRange(v: Viewport, startSample: number, endSample: number): Viewport {
  const zoomed = clampViewport({ ...v, samplesPerPixel: (endSample - startSample) / Math.max(v.widthPx, 1) });
  return clampViewport({ ...zoomed, startSample: (startSample + endSample - visibleSamples(zoomed)) / 2 });
}

/** Scrolls only as far as needed to have `sample` inside, a tenth of the width from the edge. */
export function reveal(v: Viewport, sample: number): Viewport {
  const x = sampleToPx(v, sample);
  if (x >= 0 && x <= v.widthPx) return v;
  const targetPx = x < 0 ? v.widthPx * 0.1 : v.widthPx * 0.9;
  return clampViewport({ ...v, startSample: sample - targetPx * v.samplesPerPixel });
}

/** Whether all of the document is shown, but for rounding. */
export function isWhole(v: Viewport): boolean {
  return visibleSamples(v) >= v.lengthSamples * 0.999999;
}

/** Another width shows the same left edge at the same scale; a document that was shown whole stays whole. */
export function resizeTo(v: Viewport, widthPx: number): Viewport {
  const wasWhole = v.widthPx <= 1 || isWhole(v);
  const next = { ...v, widthPx: Math.max(widthPx, 1) };
  return wasWhole ? fitAll(next) : clampViewport(next);
}
