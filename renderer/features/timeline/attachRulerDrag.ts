/** Drag on the ruler: sideways scrolls, up and down zooms around where it began; a click sets the cursor. */
import { describeRange } from '../../client/clock.ts';
import { startDrag } from '../../shared/ui/startDrag.ts';
import { useSelection } from '../../state/selection.ts';
import { useViewport } from '../../state/viewport.ts';
import { endSampleOf, pxToSample } from '../../state/viewportMaths.ts';
import { isScrubGesture } from './attachScrub.ts';

const zoomPerPx = 0.01;

export function attachRulerDrag(area: HTMLElement, onDragging: (isDragging: boolean) => void): () => void {
  let stopDrag: () => void = () => undefined;
  const leftOf = (event: MouseEvent) => event.clientX - area.getBoundingClientRect().left;

  const click = (event: PointerEvent) => {
    const view = useViewport.getState();
    const sample = Math.min(Math.max(pxToSample(view, leftOf(event)), 0), view.lengthSamples);
    const { extendTo, moveCursor } = useSelection.getState();
    if (event.shiftKey) extendTo(sample);
    else moveCursor(sample);
  };
  const onDown = (event: PointerEvent) => {
    if (event.button !== 0 || isScrubGesture(event) || event.target instanceof HTMLButtonElement) return;
    const before = useViewport.getState();
    let last = event;
    stopDrag = startDrag(area, event, {
      move: (now) => {
        onDragging(true);
        const view = useViewport.getState();
        view.scrollPx(last.clientX - now.clientX);
        if (now.clientY !== last.clientY) view.zoomAt(leftOf(now), Math.exp((now.clientY - last.clientY) * zoomPerPx));
        last = now;
        return describeView();
      },
      end: (up, hasMoved) => {
        onDragging(false);
        if (!hasMoved) click(up);
      },
      cancel: () => {
        onDragging(false);
        useViewport.getState().restore(before.startSample, before.samplesPerPixel);
      },
    });
  };
  const onDouble = (event: MouseEvent) => {
    if (!(event.target instanceof HTMLButtonElement)) useViewport.getState().fit();
  };
  area.addEventListener('pointerdown', onDown);
  area.addEventListener('dblclick', onDouble);
  return () => {
    stopDrag();
    area.removeEventListener('pointerdown', onDown);
    area.removeEventListener('dblclick', onDouble);
  };
}

/** What the lanes show, for drags that change it. */
export function describeView(): string {
  const view = useViewport.getState();
  return describeRange(view.startSample, Math.min(endSampleOf(view), view.lengthSamples));
}
