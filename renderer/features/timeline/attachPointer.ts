/** Pointer gestures in the lanes: select, move edges, set the cursor, pan with the middle button, pinch. */
import { useSettings } from '../../client/settings.ts';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { frequencyAxis, type FrequencyAxis } from '../../shared/frequencyScale/frequencyAxis.ts';
import { useHover } from '../../state/hover.ts';
import type { Lane } from '../../state/lanes.ts';
import { useSelection, type Selection } from '../../state/selection.ts';
import { frequencyRangeOf, useSpectrogramSettings } from '../../state/spectrogramSettings.ts';
import { useViewport } from '../../state/viewport.ts';
import { endSampleOf, sampleToPx } from '../../state/viewportMaths.ts';
import { describeDrag } from './describeDrag.ts';
import { dragSelection, edgeAt, type Gesture, type GestureKind } from './selectGesture.ts';
import { lanePointAt, type LanePoint } from './timelineGeometry.ts';
import { snapSample, snapSelection, type SnapSource } from './zeroCrossing.ts';

export interface PointerContext {
  readonly document: DocumentInfo;
  readonly lanes: readonly Lane[];
}

const dragFromPx = 3;
const edgeScrollPx = 24; // per frame at most, while the pointer is beyond the edge

interface Drag {
  readonly gesture: Gesture;
  readonly laneKey: string | null;
  readonly startX: number;
  readonly startY: number;
  readonly restore: ReturnType<typeof useSelection.getState>;
  latest: PointerEvent;
  hasMoved: boolean;
  scroller: number;
}

export function attachPointer(stack: HTMLElement, contextOf: () => PointerContext): () => void {
  let drag: Drag | null = null;
  let lastDouble: Pick<Selection, 'startSample' | 'endSample'> | null = null;

  const laneOf = (key: string | null) => contextOf().lanes.find((lane) => lane.key === key) ?? null;
  const axisOf = (point: LanePoint): FrequencyAxis | null =>
    laneOf(point.laneKey)?.kind === 'spectrogram'
      ? frequencyAxis(
          frequencyRangeOf(useSpectrogramSettings.getState().settings, contextOf().document.sampleRateHz),
          point.heightPx,
        )
      : null;

  const snapSourceOf = (laneKey: string | null): SnapSource | null => {
    const { document } = contextOf();
    const lane = laneOf(laneKey);
    const track = document.tracks.find((t) => t.trackId === lane?.trackId) ?? document.tracks[0];
    return track === undefined ? null : { sourceId: track.sourceId, channel: lane?.channel ?? 0 };
  };

  const edgeUnder = (point: LanePoint): Exclude<GestureKind, 'new'> | null => {
    const { selection } = useSelection.getState();
    if (selection === null) return null;
    const view = useViewport.getState();
    const axis = axisOf(point);
    const { band } = selection;
    return edgeAt(
      point,
      { startPx: sampleToPx(view, selection.startSample), endPx: sampleToPx(view, selection.endSample) },
      axis === null || band === null ? null : { lowY: axis.yAt(band.lowHz), highY: axis.yAt(band.highHz) },
    );
  };

  const onDown = (event: PointerEvent) => {
    if (event.button === 1) {
      pan(stack, event);
      return;
    }
    if (event.button !== 0 || drag !== null || !isInDrawing(event)) return;
    const point = lanePointAt(stack, event.clientX, event.clientY);
    if (point.laneKey === null || point.x < 0) return;
    stack.querySelector<HTMLElement>(`[data-lane-key="${CSS.escape(point.laneKey)}"]`)?.focus({ preventScroll: true });
    const state = useSelection.getState();
    drag = {
      gesture: { kind: edgeUnder(point) ?? 'new', from: point, before: state.selection, axis: axisOf(point) },
      laneKey: point.laneKey,
      startX: event.clientX,
      startY: event.clientY,
      restore: state,
      latest: event,
      hasMoved: false,
      scroller: 0,
    };
  };

  const show = (active: Drag) => {
    const { latest } = active;
    const to = lanePointAt(stack, latest.clientX, latest.clientY, active.laneKey);
    const selection = dragSelection(active.gesture, to, { isTimeOnly: latest.shiftKey });
    apply(selection, to.sample);
    useHover
      .getState()
      .setDragText(selection === null ? null : describeDrag(selection, contextOf().document.sampleRateHz));
  };

  const scrollAtEdges = () => {
    if (drag === null) return;
    const view = useViewport.getState();
    const { x } = lanePointAt(stack, drag.latest.clientX, drag.latest.clientY, drag.laneKey);
    const beyond = x < 0 ? x : x > view.widthPx ? x - view.widthPx : 0;
    if (drag.hasMoved && beyond !== 0) {
      view.scrollPx(Math.sign(beyond) * Math.min(Math.abs(beyond) / 3 + 1, edgeScrollPx));
      show(drag);
    }
    drag.scroller = requestAnimationFrame(scrollAtEdges);
  };

  const onMove = (event: PointerEvent) => {
    if (drag === null) {
      if (event.buttons === 0)
        stack.style.cursor = cursorFor(
          isInDrawing(event) ? edgeUnder(lanePointAt(stack, event.clientX, event.clientY)) : null,
        );
      return;
    }
    drag.latest = event;
    if (!drag.hasMoved && Math.hypot(event.clientX - drag.startX, event.clientY - drag.startY) < dragFromPx) return;
    if (!drag.hasMoved) {
      drag.hasMoved = true;
      stack.setPointerCapture(event.pointerId);
      drag.scroller = requestAnimationFrame(scrollAtEdges);
    }
    show(drag);
  };

  const finish = () => {
    if (drag !== null) cancelAnimationFrame(drag.scroller);
    drag = null;
    useHover.getState().setDragText(null);
  };

  const onUp = (event: PointerEvent) => {
    if (drag === null) return;
    const done = drag;
    finish();
    const source =
      event.altKey || !useSettings.getState().settings.snapToZeroCrossing ? null : snapSourceOf(done.laneKey);
    if (done.hasMoved) {
      lastDouble = null;
      const { selection } = useSelection.getState();
      if (source !== null && selection !== null && done.gesture.kind !== 'low' && done.gesture.kind !== 'high')
        void snapSelection(source, selection).then((snapped) => {
          if (useSelection.getState().selection === selection) apply(snapped, snapped.startSample);
        });
      return;
    }
    if (done.gesture.kind === 'new' || !event.shiftKey) click(done, event, source);
  };

  const click = (done: Drag, event: PointerEvent, source: SnapSource | null) => {
    const point = lanePointAt(stack, event.clientX, event.clientY, done.laneKey);
    const hz = done.gesture.axis?.hzAt(Math.min(Math.max(point.y, 0), point.heightPx)) ?? null;
    const put = (sample: number) => {
      const { moveCursor, extendTo, setCursorHz } = useSelection.getState();
      if (event.shiftKey) extendTo(sample);
      else moveCursor(sample);
      setCursorHz(hz);
    };
    put(point.sample);
    const placed = useSelection.getState().cursorSample;
    if (source !== null)
      void snapSample(source, placed).then((sample) => {
        if (useSelection.getState().cursorSample === placed) put(sample);
      });
  };

  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || drag === null) return;
    event.stopPropagation();
    event.preventDefault();
    useSelection.setState(drag.restore);
    finish();
  };

  const onCancel = () => {
    if (drag !== null) useSelection.setState(drag.restore);
    finish();
  };

  /** What is visible; again, when that is selected already: everything. */
  const onDouble = (event: MouseEvent) => {
    if (!isInDrawing(event)) return;
    const view = useViewport.getState();
    const start = Math.max(0, Math.round(view.startSample));
    const end = Math.min(view.lengthSamples, Math.round(endSampleOf(view)));
    const { select } = useSelection.getState();
    const isVisibleSelected = lastDouble?.startSample === start && lastDouble.endSample === end;
    const next = isVisibleSelected
      ? { startSample: 0, endSample: view.lengthSamples }
      : { startSample: start, endSample: end };
    select(next.startSample, next.endSample, null);
    lastDouble = next;
  };
  stack.addEventListener('pointerdown', onDown);
  stack.addEventListener('pointermove', onMove);
  stack.addEventListener('pointerup', onUp);
  stack.addEventListener('pointercancel', onCancel);
  stack.addEventListener('dblclick', onDouble);
  window.addEventListener('keydown', onKey, true);
  return () => {
    finish();
    stack.removeEventListener('pointerdown', onDown);
    stack.removeEventListener('pointermove', onMove);
    stack.removeEventListener('pointerup', onUp);
    stack.removeEventListener('pointercancel', onCancel);
    stack.removeEventListener('dblclick', onDouble);
    window.removeEventListener('keydown', onKey, true);
  };
}

function apply(selection: Selection | null, cursorSample: number): void {
  const { select, moveCursor } = useSelection.getState();
  if (selection === null) moveCursor(cursorSample);
  else select(selection.startSample, selection.endSample, selection.band);
}

/** Headers, handles and whatever a lane handles itself are not the timeline's. */
function isInDrawing(event: Event): boolean {
  return event.target instanceof Element && event.target.closest('[data-no-select]') === null;
}

function cursorFor(edge: GestureKind | null): string {
  if (edge === 'start' || edge === 'end') return 'ew-resize';
  return edge === null ? '' : 'ns-resize';
}

function pan(stack: HTMLElement, down: PointerEvent): void {
  down.preventDefault();
  let x = down.clientX;
  const onMove = (event: PointerEvent) => {
    useViewport.getState().scrollPx(x - event.clientX);
    x = event.clientX;
  };
  const stop = () => {
    stack.removeEventListener('pointermove', onMove);
    stack.removeEventListener('pointerup', stop);
    stack.removeEventListener('pointercancel', stop);
  };
  stack.setPointerCapture(down.pointerId);
  stack.addEventListener('pointermove', onMove);
  stack.addEventListener('pointerup', stop);
  stack.addEventListener('pointercancel', stop);
}
