/** The one zoom and scroll position of all lanes. */
import { create } from 'zustand';
import * as maths from './viewportMaths.ts';
import type { Viewport } from './viewportMaths.ts';

export interface ViewportStore extends Viewport {
  /** What to show once the lanes are as wide as they will be: a stored view comes before the first layout. */
  readonly pending: Pick<Viewport, 'startSample' | 'samplesPerPixel'> | null;
  /** Called by the lanes when their drawing area changes. */
  resize(widthPx: number): void;
  /** Called by the shell when another document is shown or the shown one has grown. */
  setLength(lengthSamples: number): void;
  restore(startSample: number, samplesPerPixel: number): void;
  zoomAt(anchorPx: number, factor: number): void;
  scrollPx(deltaPx: number): void;
  scrollTo(startSample: number): void;
  fit(): void;
  show(startSample: number, endSample: number): void;
  reveal(sample: number): void;
}

export const useViewport = create<ViewportStore>()((set) => ({
  startSample: 0,
  samplesPerPixel: 1,
  widthPx: 1,
  lengthSamples: 0,
  pending: null,
  resize: (widthPx) => {
    set((v) => {
      if (v.widthPx === widthPx) return v;
      const resized = maths.resizeTo(v, widthPx);
      return v.pending === null ? resized : { ...maths.clampViewport({ ...resized, ...v.pending }), pending: null };
    });
  },
  setLength: (lengthSamples) => {
    set((v) => {
      if (v.lengthSamples === lengthSamples) return v;
      const wasWhole = maths.isWhole(v);
      const next = { ...v, lengthSamples };
      return wasWhole ? maths.fitAll(next) : maths.clampViewport(next);
    });
  },
  restore: (startSample, samplesPerPixel) => {
    const view = { startSample, samplesPerPixel };
    set((v) => (v.widthPx <= 1 ? { pending: view } : maths.clampViewport({ ...v, ...view })));
  },
  zoomAt: (anchorPx, factor) => {
    set((v) => maths.zoomAround(v, anchorPx, factor));
  },
  scrollPx: (deltaPx) => {
    set((v) => maths.scrollByPx(v, deltaPx));
  },
  scrollTo: (startSample) => {
    set((v) => maths.clampViewport({ ...v, startSample }));
  },
  fit: () => {
    set((v) => ({ ...maths.fitAll(v), pending: null }));
  },
  show: (startSample, endSample) => {
    set((v) => maths.showRange(v, startSample, endSample));
  },
  reveal: (sample) => {
    set((v) => maths.reveal(v, sample));
  },
}));
