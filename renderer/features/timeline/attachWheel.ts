/**
 * Wheel and trackpad: turn to zoom at the pointer, Shift or sideways to scroll, pinch (which arrives as Ctrl+wheel) to
 * zoom, Ctrl+Shift to magnify a waveform.
 */
import { useViewport } from '../../state/viewport.ts';
import { magnifyWaveform } from '../../state/waveformAxis.ts';

const linePx = 16;
const zoomPerPx = 0.0035; // one notch of a mouse wheel, 100–120 px, zooms by about 1.5
const pinchPerPx = 0.012;

export interface WheelTurn {
  readonly deltaX: number;
  readonly deltaY: number;
  readonly deltaMode: number;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
}

export type WheelAction = { readonly zoom: number } | { readonly scrollPx: number } | { readonly magnify: number };

export function wheelAction({ deltaX, deltaY, deltaMode, shiftKey, ctrlKey }: WheelTurn): WheelAction {
  const unit = deltaMode === 0 ? 1 : linePx;
  const x = deltaX * unit;
  const y = deltaY * unit;
  // With Shift the system may turn a wheel sideways.
  if (ctrlKey && shiftKey) return { magnify: Math.exp(-(Math.abs(x) > Math.abs(y) ? x : y) * zoomPerPx) };
  if (!ctrlKey && (shiftKey || Math.abs(x) > Math.abs(y))) return { scrollPx: Math.abs(x) > Math.abs(y) ? x : y };
  // A pinch comes in small steps; a Ctrl+wheel in notches.
  const rate = ctrlKey && Math.abs(y) < 40 ? pinchPerPx : zoomPerPx;
  return { zoom: Math.exp(-y * rate) };
}

/**
 * @param leftPx where in `element` time begins: left of it the wheel scrolls the lanes
 * @param waveformAt the track of the waveform lane that an event is in
 */
export function attachWheel(
  element: HTMLElement,
  leftPx: () => number,
  waveformAt: (event: WheelEvent) => string | null,
): () => void {
  const onWheel = (event: WheelEvent) => {
    const x = event.clientX - element.getBoundingClientRect().left - leftPx();
    if (x < 0) return;
    event.preventDefault();
    const view = useViewport.getState();
    const action = wheelAction(event);
    if ('magnify' in action) {
      const trackId = waveformAt(event);
      if (trackId !== null) magnifyWaveform(trackId, action.magnify);
    } else if ('zoom' in action) view.zoomAt(x, action.zoom);
    else view.scrollPx(action.scrollPx);
  };
  element.addEventListener('wheel', onWheel, { passive: false });
  const stopTouch = attachPinch(element, leftPx);
  return () => {
    element.removeEventListener('wheel', onWheel);
    stopTouch();
  };
}

/** Two fingers on a touch screen: their middle stays on its sample. */
function attachPinch(element: HTMLElement, leftPx: () => number): () => void {
  let before: { readonly middle: number; readonly distance: number } | null = null;
  const onTouch = (event: TouchEvent) => {
    const [a, b] = event.touches;
    if (a === undefined || b === undefined) {
      before = null;
      return;
    }
    event.preventDefault();
    const middle = (a.clientX + b.clientX) / 2 - element.getBoundingClientRect().left - leftPx();
    const distance = Math.max(Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY), 1);
    if (before !== null) {
      useViewport.getState().scrollPx(before.middle - middle);
      useViewport.getState().zoomAt(middle, distance / before.distance);
    }
    before = { middle, distance };
  };
  const events = ['touchstart', 'touchmove', 'touchend', 'touchcancel'] as const;
  for (const name of events) element.addEventListener(name, onTouch, { passive: false });
  return () => {
    for (const name of events) element.removeEventListener(name, onTouch);
  };
}
