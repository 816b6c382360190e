/**
 * A pointer over a lane whose points are edited: a point is dragged with all that are picked, Shift holds time or value;
 * a drag beside points picks those it covers, a double click adds one.
 */
import type { ValueAxis } from '../../../shared/axis/contourAxes.ts';
import { startDrag } from '../../../shared/ui/startDrag.ts';
import { announce } from '../../../state/announcements.ts';
import { useSelection } from '../../../state/selection.ts';
import { useViewport } from '../../../state/viewport.ts';
import { pxToSample, sampleToPx } from '../../../state/viewportMaths.ts';
import type { Band } from './drawPoints.ts';
import {
  beginStep,
  changePoints,
  lengthSecOf,
  limitsOf,
  pick,
  pickedOf,
  showPoints,
  takeBackStep,
  useManipulation,
  type Curve,
  type Manipulation,
} from './manipulation.ts';
import { movedBy, withPoint, withValues, type CurvePoint } from './points.ts';
import { pointText } from './pointText.ts';

export interface PointScene {
  readonly curve: Curve;
  readonly axis: ValueAxis;
  hover(id: number | null): void;
  showBand(band: Band | null): void;
}

const reachPx = 9;

interface Place {
  readonly x: number;
  readonly y: number;
}

function toggled(ids: ReadonlySet<number>, id: number): number[] {
  return ids.has(id) ? [...ids].filter((other) => other !== id) : [...ids, id];
}

export function attachPointGestures(lane: HTMLElement, sceneOf: () => PointScene): () => void {
  let stopDrag: () => void = () => undefined;

  const placeOf = (event: MouseEvent): Place => {
    const box = lane.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const secAt = ({ span, sampleRateHz }: Manipulation, x: number) =>
    (pxToSample(useViewport.getState(), x) - span.startSample) / sampleRateHz;
  const placeOfPoint = ({ span, sampleRateHz }: Manipulation, { sec, value }: CurvePoint): Place => ({
    x: sampleToPx(useViewport.getState(), span.startSample + sec * sampleRateHz),
    y: sceneOf().axis.yAt(value),
  });
  const pointUnder = (now: Manipulation, { x, y }: Place): CurvePoint | null => {
    const far = (point: CurvePoint) => {
      const at = placeOfPoint(now, point);
      return Math.hypot(at.x - x, at.y - y);
    };
    const [nearest] = now[sceneOf().curve].toSorted((a, b) => far(a) - far(b));
    return nearest !== undefined && far(nearest) <= reachPx ? nearest : null;
  };
  const textOf = (now: Manipulation, point: CurvePoint) =>
    pointText(sceneOf().curve, point, now.span.startSample / now.sampleRateHz);

  const dragPoint = (down: PointerEvent, now: Manipulation, held: CurvePoint) => {
    const { curve } = sceneOf();
    if (!pickedOf(curve).has(held.id)) pick(curve, [held.id]);
    const ids = pickedOf(curve);
    const from = placeOf(down);
    const limits = limitsOf(now, curve);
    let hasBegun = false;
    stopDrag = startDrag(lane, down, {
      move: (event) => {
        if (!hasBegun) beginStep();
        hasBegun = true;
        const to = placeOf(event);
        const isAcross = Math.abs(to.x - from.x) > Math.abs(to.y - from.y);
        const [isTimeHeld, isValueHeld] = [event.shiftKey && !isAcross, event.shiftKey && isAcross];
        const bySec = isTimeHeld ? 0 : secAt(now, to.x) - secAt(now, from.x);
        const { axis } = sceneOf();
        const grip = axis.yAt(held.value) - from.y; // the point stays under the pointer where it was taken hold of
        const ratio = isValueHeld ? 1 : axis.valueAt(to.y + grip) / held.value;
        const moved = movedBy(now[curve], ids, bySec, lengthSecOf(now));
        const points = withValues(moved, ids, (value) => value * ratio, limits);
        showPoints({ [curve]: points });
        const point = points.find(({ id }) => id === held.id);
        return point === undefined ? null : textOf(now, point);
      },
      end: () => {
        const point = useManipulation.getState().now?.[curve].find(({ id }) => id === held.id);
        if (point !== undefined) announce(textOf(now, point));
      },
      cancel: () => {
        if (hasBegun) takeBackStep();
      },
    });
  };

  const dragBand = (down: PointerEvent, now: Manipulation) => {
    const { curve } = sceneOf();
    const from = placeOf(down);
    const kept = down.shiftKey ? pickedOf(curve) : new Set<number>();
    const bandTo = (event: PointerEvent): Band => {
      const to = placeOf(event);
      const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)];
      return { x, y, widthPx: Math.abs(to.x - from.x), heightPx: Math.abs(to.y - from.y) };
    };
    stopDrag = startDrag(lane, down, {
      move: (event) => {
        const band = bandTo(event);
        const covered = now[curve].filter((point) => {
          const { x, y } = placeOfPoint(now, point);
          return x >= band.x && x <= band.x + band.widthPx && y >= band.y && y <= band.y + band.heightPx;
        });
        pick(curve, [...kept, ...covered.map(({ id }) => id)]);
        sceneOf().showBand(band);
        return `${String(pickedOf(curve).size)} points`;
      },
      end: (_, hasMoved) => {
        sceneOf().showBand(null);
        if (hasMoved) return;
        if (!down.shiftKey) pick(curve, []);
        const { lengthSamples } = useViewport.getState();
        const sample = pxToSample(useViewport.getState(), from.x);
        useSelection.getState().moveCursor(Math.min(Math.max(sample, 0), lengthSamples));
      },
      cancel: () => {
        sceneOf().showBand(null);
        pick(curve, kept);
      },
    });
  };

  const onDown = (event: PointerEvent) => {
    const { now } = useManipulation.getState();
    if (event.button !== 0 || !event.isPrimary || now === null) return;
    event.stopPropagation();
    lane.focus({ preventScroll: true });
    const { curve } = sceneOf();
    const held = pointUnder(now, placeOf(event));
    if (held === null) dragBand(event, now);
    else if (event.shiftKey) pick(curve, toggled(pickedOf(curve), held.id));
    else dragPoint(event, now, held);
  };
  const onDouble = (event: MouseEvent) => {
    const { now } = useManipulation.getState();
    event.stopPropagation();
    if (now === null) return;
    const { curve, axis } = sceneOf();
    const place = placeOf(event);
    const sec = secAt(now, place.x);
    if (sec < 0 || sec > lengthSecOf(now) || pointUnder(now, place) !== null) return;
    const added = withPoint(now[curve], { sec, value: axis.valueAt(place.y) }, limitsOf(now, curve));
    if (added === null) return;
    changePoints({ [curve]: added.points });
    pick(curve, [added.id]);
  };
  const onMove = (event: PointerEvent) => {
    const { now } = useManipulation.getState();
    if (event.buttons !== 0 || now === null) return;
    const under = pointUnder(now, placeOf(event));
    sceneOf().hover(under?.id ?? null);
    lane.style.cursor = under === null ? 'crosshair' : 'move';
  };
  const onLeave = () => {
    sceneOf().hover(null);
  };
  lane.addEventListener('pointerdown', onDown, true);
  lane.addEventListener('dblclick', onDouble, true);
  lane.addEventListener('pointermove', onMove);
  lane.addEventListener('pointerleave', onLeave);
  const { cursor } = lane.style;
  lane.style.cursor = 'crosshair';
  return () => {
    stopDrag();
    lane.style.cursor = cursor;
    lane.removeEventListener('pointerdown', onDown, true);
    lane.removeEventListener('dblclick', onDouble, true);
    lane.removeEventListener('pointermove', onMove);
    lane.removeEventListener('pointerleave', onLeave);
  };
}
