/** A pointer over a waveform close enough to see samples: a press sets one, a drag draws over those it passes. */
import { startDrag } from '../../../shared/ui/startDrag.ts';
import { useViewport } from '../../../state/viewport.ts';
import { pxToSample } from '../../../state/viewportMaths.ts';
import { sampleText } from './sampleText.ts';
import { drawOn, pointStroke, type Stroke, type StrokePoint } from './stroke.ts';

export interface PencilScene {
  /** The value at a height of the lane. */
  readonly valueAt: (y: number) => number;
  show(stroke: Stroke | null): void;
  hover(text: string | null): void;
  take(stroke: Stroke): void;
}

const coarsestSamplesPerPx = 1 / 3;

/** Closer samples could not be told apart. */
export const canDrawSamples = (samplesPerPixel: number): boolean => samplesPerPixel <= coarsestSamplesPerPx;

export function attachPencilGestures(lane: HTMLElement, sceneOf: () => PencilScene): () => void {
  let stopDrag: () => void = () => undefined;
  const isClose = () => canDrawSamples(useViewport.getState().samplesPerPixel);

  const pointOf = (event: MouseEvent): StrokePoint => {
    const box = lane.getBoundingClientRect();
    const view = useViewport.getState();
    const sample = Math.min(Math.max(pxToSample(view, event.clientX - box.left), 0), view.lengthSamples - 1);
    return { sample, value: sceneOf().valueAt(event.clientY - box.top) };
  };

  const onDown = (down: PointerEvent) => {
    if (down.button !== 0 || !down.isPrimary || !isClose() || isHeader(down)) return;
    down.stopPropagation();
    lane.focus({ preventScroll: true });
    let last = pointOf(down);
    let stroke = pointStroke(last);
    sceneOf().show(stroke);
    stopDrag = startDrag(lane, down, {
      move: (event) => {
        const next = pointOf(event);
        stroke = drawOn(stroke, last, next);
        last = next;
        sceneOf().show(stroke);
        return sampleText(Math.round(next.sample), next.value);
      },
      end: () => {
        sceneOf().take(stroke);
      },
      cancel: () => {
        sceneOf().show(null);
      },
    });
  };
  const onMove = (event: PointerEvent) => {
    if (event.buttons !== 0) return;
    const close = isClose() && !isHeader(event);
    lane.style.cursor = close ? 'crosshair' : '';
    const { sample, value } = pointOf(event);
    sceneOf().hover(close ? sampleText(Math.round(sample), value) : null);
  };
  const onLeave = () => {
    sceneOf().hover(null);
  };
  const onDouble = (event: MouseEvent) => {
    if (isClose()) event.stopPropagation();
  };
  lane.addEventListener('pointerdown', onDown, true);
  lane.addEventListener('pointermove', onMove);
  lane.addEventListener('pointerleave', onLeave);
  lane.addEventListener('dblclick', onDouble, true);
  return () => {
    stopDrag();
    lane.style.cursor = '';
    lane.removeEventListener('pointerdown', onDown, true);
    lane.removeEventListener('pointermove', onMove);
    lane.removeEventListener('pointerleave', onLeave);
    lane.removeEventListener('dblclick', onDouble, true);
  };
}

/** Handles of clips stay in reach. */
const isHeader = (event: Event): boolean =>
  event.target instanceof Element && event.target.closest('[data-no-select]') !== null;
