/** Selection, cursor, pointer line and playhead over all lanes: plain elements that are only ever moved. */
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { frameTask } from '../../shared/canvas/frameTask.ts';
import { frequencyAxis } from '../../shared/frequencyScale/frequencyAxis.ts';
import { useHover } from '../../state/hover.ts';
import { usePlayback } from '../../state/playback.ts';
import { useSelection } from '../../state/selection.ts';
import { frequencyRangeOf, useSpectrogramSettings } from '../../state/spectrogramSettings.ts';
import { useViewport } from '../../state/viewport.ts';
import { endSampleOf, sampleToPx, type Viewport } from '../../state/viewportMaths.ts';

export interface OverlayElements {
  readonly selection: HTMLElement;
  readonly others: HTMLElement; // holds an element for each range more
  readonly cursor: HTMLElement;
  readonly pointer: HTMLElement;
  readonly playhead: HTMLElement;
}

const mostOthers = 1000; // in view

/** Spectrogram lanes hold one element each for what is selected, others one that tints a selected time. */
const bandSelector = '[data-band]';
const tintSelector = '[data-tint]';

export function attachOverlay(
  stack: HTMLElement,
  elements: OverlayElements,
  documentOf: () => DocumentInfo,
): () => void {
  let lastPosition: number | null = null;

  const draw = () => {
    const view = useViewport.getState();
    const { selection, cursorSample } = useSelection.getState();
    const { hover } = useHover.getState();
    placeRange(elements.selection, view, selection);
    placeOthers(view);
    placeLine(elements.cursor, view, selection === null ? cursorSample : null);
    placeLine(elements.pointer, view, hover?.sample ?? null);
    placeBands(view);
    drawPlayhead(view);
  };

  const placeOthers = (view: Viewport) => {
    const { others } = useSelection.getState();
    const end = endSampleOf(view);
    const shown = others
      .filter(({ startSample, endSample }) => startSample < end && endSample > view.startSample)
      .slice(0, mostOthers);
    const { children } = elements.others;
    while (children.length > shown.length) elements.others.lastElementChild?.remove();
    while (children.length < shown.length) elements.others.append(document.createElement('div'));
    shown.forEach((range, i) => {
      placeRange(children[i] as HTMLElement, view, range);
    });
  };

  const drawPlayhead = (view: Viewport) => {
    const { positionSample, state } = usePlayback.getState();
    placeLine(elements.playhead, view, positionSample);
    if (state === 'playing' && turnsPage(view, lastPosition, positionSample))
      useViewport.getState().scrollTo(positionSample ?? 0);
    lastPosition = positionSample;
  };

  const placeBands = (view: Viewport) => {
    const { selection, others, cursorHz } = useSelection.getState();
    const { hover } = useHover.getState();
    const range = frequencyRangeOf(useSpectrogramSettings.getState().settings, documentOf().sampleRateHz);
    for (const element of stack.querySelectorAll<HTMLElement>(bandSelector)) {
      const axis = frequencyAxis(range, element.parentElement?.clientHeight ?? 0);
      const band = selection?.band ?? null;
      placeRange(element, view, selection);
      const top = band === null ? 0 : Math.max(axis.yAt(band.highHz), 0);
      const bottom = band === null ? axis.height : Math.min(axis.yAt(band.lowHz), axis.height);
      element.style.top = `${String(top)}px`;
      element.style.height = `${String(Math.max(bottom - top, 1))}px`;
      element.dataset['isWhole'] = String(band === null);
      element.dataset['isAlone'] = String(others.length === 0);
      const level = element.nextElementSibling as HTMLElement;
      const hz = hover?.frequencyHz ?? (hover === null && selection === null ? cursorHz : null);
      level.hidden = hz === null;
      if (hz !== null) level.style.transform = `translateY(${String(Math.round(axis.yAt(hz)))}px)`;
    }
    // Of a rectangle only its time is marked elsewhere.
    for (const element of stack.querySelectorAll<HTMLElement>(tintSelector))
      placeRange(element, view, selection?.band == null ? selection : null);
  };

  const task = frameTask(draw);
  const stops = [
    ...[useViewport, useSelection, useHover, useSpectrogramSettings].map((store) => store.subscribe(task.request)),
    // Positions come within a frame already: waiting for the next would draw where the sound was.
    usePlayback.subscribe(() => {
      drawPlayhead(useViewport.getState());
    }),
  ];
  const observer = new ResizeObserver(task.request);
  observer.observe(stack);
  task.request();
  return () => {
    task.cancel();
    observer.disconnect();
    for (const stop of stops) stop();
  };
}

/** The page turns when the playhead itself leaves it, by playing on or by a loop; who scrolled away is left alone. */
export function turnsPage(view: Viewport, before: number | null, now: number | null): boolean {
  if (before === null || now === null) return false;
  const isShown = (sample: number) => {
    const x = sampleToPx(view, sample);
    return x >= 0 && x <= view.widthPx;
  };
  return isShown(before) && !isShown(now);
}

function placeLine(element: HTMLElement, view: Viewport, sample: number | null): void {
  const x = sample === null ? -1 : sampleToPx(view, sample);
  const isVisible = x >= 0 && x <= view.widthPx;
  element.hidden = !isVisible;
  if (isVisible) element.style.transform = `translateX(${String(Math.min(Math.floor(x), view.widthPx - 1))}px)`;
}

function placeRange(
  element: HTMLElement,
  view: Viewport,
  range: { readonly startSample: number; readonly endSample: number } | null,
): void {
  const left = range === null ? 0 : Math.max(sampleToPx(view, range.startSample), -2);
  const right = range === null ? -1 : Math.min(sampleToPx(view, range.endSample), view.widthPx + 2);
  element.hidden = right < 0 || left > view.widthPx;
  if (element.hidden) return;
  element.style.left = `${String(Math.floor(left))}px`;
  element.style.width = `${String(Math.max(Math.floor(right) - Math.floor(left), 1))}px`;
}
