/** Where pointer events fall: lanes mark their elements, the stack marks where time begins. */
import { useViewport } from '../../state/viewport.ts';
import { pxToSample } from '../../state/viewportMaths.ts';

export interface LanePoint {
  readonly laneKey: string | null;
  readonly x: number; // CSS pixels from the left edge of the drawing area
  readonly y: number; // from the top of the lane's drawing area
  readonly heightPx: number; // of that area
  /** Fractional, inside the document. */
  readonly sample: number;
}

/** @param stack the element that holds the lanes; its custom property --lane-header is the width of their headers */
export function lanePointAt(stack: HTMLElement, clientX: number, clientY: number, laneKey?: string | null): LanePoint {
  const box = stack.getBoundingClientRect();
  const view = useViewport.getState();
  const x = clientX - (box.right - view.widthPx);
  const lane =
    laneKey === undefined
      ? [...stack.querySelectorAll<HTMLElement>('[data-lane-key]')].find((element) => isWithin(element, clientY))
      : stack.querySelector<HTMLElement>(`[data-lane-key="${CSS.escape(laneKey ?? '')}"]`);
  const laneBox = lane?.getBoundingClientRect();
  return {
    laneKey: lane?.dataset['laneKey'] ?? null,
    x,
    y: laneBox === undefined ? 0 : clientY - laneBox.top,
    heightPx: laneBox?.height ?? 0,
    sample: Math.min(Math.max(pxToSample(view, x), 0), view.lengthSamples),
  };
}

function isWithin(element: HTMLElement, clientY: number): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return clientY >= top && clientY < bottom;
}
