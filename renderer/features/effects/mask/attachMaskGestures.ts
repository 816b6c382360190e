/** A pointer over a spectrogram while a shape is drawn: a drag draws, with Shift it is added, with Alt taken away. */
import { startDrag } from '../../../shared/ui/startDrag.ts';
import type { FrequencyAxis } from '../../../shared/frequencyScale/frequencyAxis.ts';
import type { MaskTool } from '../../../state/correcting.ts';
import { useViewport } from '../../../state/viewport.ts';
import { pxToSample } from '../../../state/viewportMaths.ts';
import { brushRegion, lassoRegion, type Combining, type MaskPoint, type DrawnRegion } from './maskRegion.ts';

export const brushRadiusPx = 12;
const stepPx = 3; // between points of a shape

export interface MaskScene {
  readonly tool: MaskTool;
  readonly axis: FrequencyAxis;
  /** What is being drawn; null: nothing any more. */
  show(region: DrawnRegion | null): void;
  take(region: DrawnRegion, combining: Combining): void;
  pick(point: MaskPoint, combining: Combining): void;
}

interface Drawn extends MaskPoint {
  readonly x: number;
  readonly y: number;
}

export function attachMaskGestures(lane: HTMLElement, sceneOf: () => MaskScene): () => void {
  let stopDrag: () => void = () => undefined;

  const pointOf = (event: MouseEvent): Drawn => {
    const box = lane.getBoundingClientRect();
    const view = useViewport.getState();
    const [x, y] = [event.clientX - box.left, Math.min(Math.max(event.clientY - box.top, 0), box.height)];
    const sample = Math.min(Math.max(pxToSample(view, x), 0), view.lengthSamples - 1);
    return { x, y, sample, hz: Math.max(0, sceneOf().axis.hzAt(y)) };
  };

  const regionOf = (points: readonly Drawn[]): DrawnRegion | null => {
    const { tool, axis } = sceneOf();
    if (tool === 'lasso') return lassoRegion(points);
    const view = useViewport.getState();
    const middle = points.reduce((sum, { y }) => sum + y, 0) / points.length;
    const radiusHz = (axis.hzAt(middle - brushRadiusPx) - axis.hzAt(middle + brushRadiusPx)) / 2;
    const radiusSamples = pxToSample(view, brushRadiusPx) - pxToSample(view, 0);
    return brushRegion(points, { radiusSamples, radiusHz });
  };

  const onDown = (event: PointerEvent) => {
    if (event.button !== 0 || !event.isPrimary) return;
    event.stopPropagation();
    lane.focus({ preventScroll: true });
    const combining: Combining = event.altKey ? 'difference' : event.shiftKey ? 'union' : 'new';
    const points = [pointOf(event)];
    stopDrag = startDrag(lane, event, {
      move: (moved) => {
        const { tool, show } = sceneOf();
        if (tool === 'wand') return null;
        const point = pointOf(moved);
        const last = points.at(-1);
        if (last === undefined || Math.hypot(point.x - last.x, point.y - last.y) >= stepPx) points.push(point);
        show(regionOf(points));
        return null;
      },
      end: (_, hasMoved) => {
        const { tool, show, take, pick } = sceneOf();
        show(null);
        const [first] = points;
        if (tool === 'wand' && first !== undefined) pick(first, combining);
        const region = tool === 'wand' || (tool === 'lasso' && !hasMoved) ? null : regionOf(points);
        if (region !== null) take(region, combining);
      },
      cancel: () => {
        sceneOf().show(null);
      },
    });
  };
  const onDouble = (event: MouseEvent) => {
    event.stopPropagation();
  };
  lane.addEventListener('pointerdown', onDown, true);
  lane.addEventListener('dblclick', onDouble, true);
  const cursor = lane.style.cursor;
  lane.style.cursor = 'crosshair';
  return () => {
    stopDrag();
    lane.style.cursor = cursor;
    lane.removeEventListener('pointerdown', onDown, true);
    lane.removeEventListener('dblclick', onDouble, true);
  };
}
