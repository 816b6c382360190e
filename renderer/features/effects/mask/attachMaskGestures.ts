/** A pointer over a spectrogram while a shape is drawn: a drag draws, with Shift it is added, with Alt taken away. */
import { startDrag } from '../../../shared/ui/startDrag.ts';
import type { FrequencyAxis } from '../../../shared/frequencyScale/frequencyAxis.ts';
import type { MaskTool } from '../../../state/correcting.ts';
import { useViewport } from '../../../state/viewport.ts';
import { pxToSample } from '../../../state/viewportMaths.ts';
import type { MaskRegion } from '../../../../preload/contract/maskShapes.ts';
import type { Combining, MaskPoint } from './maskRegion.ts';
import { steadyFundamental, toolRegion } from './toolRegion.ts';

const stepPx = 3; // between points of a shape

export interface MaskScene {
  readonly tool: MaskTool;
  readonly axis: FrequencyAxis;
  /** What is being drawn; null: nothing any more. */
  show(region: MaskRegion | null): void;
  take(region: MaskRegion, combining: Combining): void;
  pick(point: MaskPoint, combining: Combining): void;
}

interface Drawn extends MaskPoint {
  readonly x: number;
  readonly y: number;
}

/** Shift adds, Alt takes away, both together keep what is in both. */
export function combiningOf({ shiftKey, altKey }: Pick<MouseEvent, 'shiftKey' | 'altKey'>): Combining {
  if (shiftKey && altKey) return 'intersection';
  return altKey ? 'difference' : shiftKey ? 'union' : 'new';
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

  const onDown = (event: PointerEvent) => {
    if (event.button !== 0 || !event.isPrimary) return;
    event.stopPropagation();
    lane.focus({ preventScroll: true });
    const combining = combiningOf(event);
    const points = [pointOf(event)];
    stopDrag = startDrag(lane, event, {
      move: (moved) => {
        const { tool, axis, show } = sceneOf();
        if (tool === 'wand') return null;
        const point = pointOf(moved);
        const last = points.at(-1);
        if (last === undefined || Math.hypot(point.x - last.x, point.y - last.y) >= stepPx) points.push(point);
        show(toolRegion(tool, points, axis));
        return null;
      },
      end: (_, hasMoved) => {
        const { tool, axis, show, take, pick } = sceneOf();
        show(null);
        const [first] = points;
        if (first === undefined) return;
        if (tool === 'wand') pick(first, combining);
        const isClick = !hasMoved || points.length < 2;
        const drawn = tool === 'harmonics' && isClick ? steadyFundamental(first) : points;
        const region = tool === 'lasso' && isClick ? null : toolRegion(tool, drawn, axis);
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
