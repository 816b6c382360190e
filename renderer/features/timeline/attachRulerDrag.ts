/** Drag on the ruler: sideways scrolls, up and down zooms around where it began; a click sets the cursor. */
import { useSelection } from '../../state/selection.ts';
import { useViewport } from '../../state/viewport.ts';
import { pxToSample } from '../../state/viewportMaths.ts';
import { isScrubGesture } from './attachScrub.ts';

const zoomPerPx = 0.01;
const dragFromPx = 3;

export function attachRulerDrag(area: HTMLElement, onDragging: (isDragging: boolean) => void): () => void {
  let last: { x: number; y: number } | null = null;
  let start = { x: 0, y: 0 };
  let hasMoved = false;

  const leftOf = (event: MouseEvent) => event.clientX - area.getBoundingClientRect().left;
  const onDown = (event: PointerEvent) => {
    if (event.button !== 0 || isScrubGesture(event) || event.target instanceof HTMLButtonElement) return;
    start = { x: event.clientX, y: event.clientY };
    last = start;
    hasMoved = false;
    area.setPointerCapture(event.pointerId);
  };
  const onMove = (event: PointerEvent) => {
    if (last === null) return;
    const distance = Math.hypot(event.clientX - start.x, event.clientY - start.y);
    if (!hasMoved && distance < dragFromPx) return;
    hasMoved = true;
    onDragging(true);
    const view = useViewport.getState();
    view.scrollPx(last.x - event.clientX);
    if (event.clientY !== last.y) view.zoomAt(leftOf(event), Math.exp((event.clientY - last.y) * zoomPerPx));
    last = { x: event.clientX, y: event.clientY };
  };
  const onUp = (event: PointerEvent) => {
    if (last === null) return;
    last = null;
    onDragging(false);
    if (hasMoved) return;
    const view = useViewport.getState();
    const sample = Math.min(Math.max(pxToSample(view, leftOf(event)), 0), view.lengthSamples);
    const { extendTo, moveCursor } = useSelection.getState();
    if (event.shiftKey) extendTo(sample);
    else moveCursor(sample);
  };
  const onDouble = (event: MouseEvent) => {
    if (!(event.target instanceof HTMLButtonElement)) useViewport.getState().fit();
  };
  area.addEventListener('pointerdown', onDown);
  area.addEventListener('pointermove', onMove);
  area.addEventListener('pointerup', onUp);
  area.addEventListener('pointercancel', onUp);
  area.addEventListener('dblclick', onDouble);
  return () => {
    area.removeEventListener('pointerdown', onDown);
    area.removeEventListener('pointermove', onMove);
    area.removeEventListener('pointerup', onUp);
    area.removeEventListener('pointercancel', onUp);
    area.removeEventListener('dblclick', onDouble);
  };
}
