/** Pointer gestures in the lanes: select, move edges, set the cursor. */
import { useSettings } from '../../client/settings.ts';
import { isEngineLost } from '../../client/studio.ts';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { frequencyAxis, type FrequencyAxis } from '../../shared/frequencyScale/frequencyAxis.ts';
import { startDrag } from '../../shared/ui/startDrag.ts';
import { useHover } from '../../state/hover.ts';
import type { Lane } from '../../state/lanes.ts';
import { notifyError } from '../../state/notices.ts';
import { rangesOf, useSelection, type Selection } from '../../state/selection.ts';
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

type SelectionState = ReturnType<typeof useSelection.getState>;

const edgeScrollPx = 24; // per frame at most, while the pointer is beyond the edge

interface Press {
  readonly gesture: Gesture;
  readonly laneKey: string;
}

export function attachPointer(stack: HTMLElement, contextOf: () => PointerContext): () => void {
  let stopDrag: () => void = () => undefined;
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
    if (event.button !== 0 || !event.isPrimary || !isInDrawing(event)) return;
    const point = lanePointAt(stack, event.clientX, event.clientY);
    if (point.laneKey === null || point.x < 0) return;
    stack.querySelector<HTMLElement>(`[data-lane-key="${CSS.escape(point.laneKey)}"]`)?.focus({ preventScroll: true });
    if (!isAdding(event) && !event.shiftKey) useSelection.getState().endAdding(); // a plain press selects anew
    const before = useSelection.getState();
    const kind: GestureKind = isAdding(event) ? 'new' : (edgeUnder(point) ?? 'new');
    const gesture = { kind, from: point, before: before.selection, axis: axisOf(point) };
    begin(event, { gesture, laneKey: point.laneKey }, before);
  };

  const begin = (down: PointerEvent, press: Press, before: SelectionState) => {
    let latest = down;
    let scroller = 0;
    const show = (): string | null => {
      const to = lanePointAt(stack, latest.clientX, latest.clientY, press.laneKey);
      const adds = isAdding(down);
      const selection = dragSelection(press.gesture, to, { isTimeOnly: latest.shiftKey || adds });
      if (adds || (press.gesture.kind !== 'new' && before.others.length > 0)) change(before, selection, adds);
      else apply(selection, to.sample);
      return selection === null ? null : describeDrag(selection);
    };
    const scrollAtEdges = () => {
      const view = useViewport.getState();
      const { x } = lanePointAt(stack, latest.clientX, latest.clientY, press.laneKey);
      const beyond = x < 0 ? x : x > view.widthPx ? x - view.widthPx : 0;
      if (beyond !== 0) {
        view.scrollPx(Math.sign(beyond) * Math.min(Math.abs(beyond) / 3 + 1, edgeScrollPx));
        useHover.getState().setDragText(show());
      }
      scroller = requestAnimationFrame(scrollAtEdges);
    };
    const stop = startDrag(stack, down, {
      move: (event) => {
        latest = event;
        if (scroller === 0) scroller = requestAnimationFrame(scrollAtEdges);
        return show();
      },
      end: (event, hasMoved) => {
        cancelAnimationFrame(scroller);
        if (hasMoved) settle(press, event);
        else if (isAdding(down)) removeUnder(event);
        else if (press.gesture.kind === 'new' || !event.shiftKey) click(press, event);
      },
      cancel: () => {
        cancelAnimationFrame(scroller);
        useSelection.setState(before);
      },
    });
    stopDrag = () => {
      cancelAnimationFrame(scroller);
      stop();
    };
  };

  const onMove = (event: PointerEvent) => {
    if (event.buttons !== 0) return;
    const edge = isInDrawing(event) ? edgeUnder(lanePointAt(stack, event.clientX, event.clientY)) : null;
    stack.style.cursor = cursorFor(edge);
  };

  const snapFor = (press: Press, event: PointerEvent): SnapSource | null =>
    event.altKey || !useSettings.getState().settings.snapToZeroCrossing ? null : snapSourceOf(press.laneKey);

  /** The edges of what was selected go to zero crossings, if that is wanted and they have not been moved meanwhile. */
  const settle = (press: Press, event: PointerEvent) => {
    lastDouble = null;
    const source = snapFor(press, event);
    const { selection } = useSelection.getState();
    if (source === null || selection === null || press.gesture.kind === 'low' || press.gesture.kind === 'high') return;
    snapSelection(source, selection).then((snapped) => {
      const now = useSelection.getState();
      if (now.selection === selection) change(now, snapped, false);
    }, reportSnap);
  };

  const removeUnder = (event: PointerEvent) => {
    const { sample } = lanePointAt(stack, event.clientX, event.clientY);
    const now = useSelection.getState();
    const left = rangesOf(now).filter(({ startSample, endSample }) => sample < startSample || sample >= endSample);
    if (left.length < rangesOf(now).length) now.setRanges(left);
  };

  const click = (press: Press, event: PointerEvent) => {
    const point = lanePointAt(stack, event.clientX, event.clientY, press.laneKey);
    const hz = press.gesture.axis?.hzAt(Math.min(Math.max(point.y, 0), point.heightPx)) ?? null;
    const put = (sample: number) => {
      const { moveCursor, extendTo, setCursorHz } = useSelection.getState();
      if (event.shiftKey) extendTo(sample);
      else moveCursor(sample);
      setCursorHz(hz);
    };
    put(point.sample);
    const placed = useSelection.getState().cursorSample;
    const source = snapFor(press, event);
    if (source === null) return;
    snapSample(source, placed).then((sample) => {
      if (useSelection.getState().cursorSample === placed) put(sample);
    }, reportSnap);
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
  stack.addEventListener('dblclick', onDouble);
  return () => {
    stopDrag();
    stack.removeEventListener('pointerdown', onDown);
    stack.removeEventListener('pointermove', onMove);
    stack.removeEventListener('dblclick', onDouble);
  };
}

/** With Ctrl or Cmd a drag is one range more, and a press on a range takes it away. */
function isAdding(event: PointerEvent): boolean {
  return event.ctrlKey || event.metaKey;
}

/** Of the ranges that were selected before, the one that edges belong to is another now, or there is one more. */
function change(before: SelectionState, selection: Selection | null, isAdded: boolean): void {
  useSelection.setState(before);
  if (selection === null) return;
  const { startSample, endSample, band } = selection;
  if (isAdded) useSelection.getState().addRange(startSample, endSample);
  else if (before.others.length === 0) useSelection.getState().select(startSample, endSample, band);
  else {
    useSelection.getState().setRanges(before.others);
    useSelection.getState().addRange(startSample, endSample);
  }
}

function reportSnap(error: unknown): void {
  if (!isEngineLost(error)) notifyError('Find a zero crossing', error); // without a host the edge stays where it was put
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
