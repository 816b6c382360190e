import type { Command } from '../../state/commands.ts';
import { useSelection } from '../../state/selection.ts';
import { useViewport } from '../../state/viewport.ts';
import { minVisibleSamples, sampleToPx, type Viewport } from '../../state/viewportMaths.ts';
import { hasDocument, hasSelection } from './conditions.ts';

const zoomStep = Math.SQRT2;

/** Keys zoom around the cursor when it can be seen, else around the middle. */
function anchorPx(v: Viewport): number {
  const x = sampleToPx(v, useSelection.getState().cursorSample);
  return x >= 0 && x <= v.widthPx ? x : v.widthPx / 2;
}

function zoom(factor: number): void {
  const view = useViewport.getState();
  view.zoomAt(anchorPx(view), factor);
}

function showSelection(): void {
  const { selection } = useSelection.getState();
  if (selection !== null) useViewport.getState().show(selection.startSample, selection.endSample);
}

/** The closest there is: single samples, around the cursor. */
function showSamples(): void {
  const { cursorSample } = useSelection.getState();
  useViewport.getState().show(cursorSample - minVisibleSamples / 2, cursorSample + minVisibleSamples / 2);
}

function scroll(widths: number): void {
  const view = useViewport.getState();
  view.scrollPx(view.widthPx * widths);
}

const view = (
  name: string,
  title: string,
  defaultKeys: NonNullable<Command['defaultKeys']>,
  run: () => void,
): Command => ({ name: `view.${name}`, title, category: 'View', defaultKeys, isEnabled: hasDocument, run });

export const viewCommands: readonly Command[] = [
  view(
    'zoomIn',
    'Zoom in',
    { phonoscope: ['=', '+', 'Shift++', '$mod+='], praat: ['$mod+i'], audacity: ['$mod+1', '$mod+='] },
    () => {
      zoom(zoomStep);
    },
  ),
  view(
    'zoomOut',
    'Zoom out',
    { phonoscope: ['-', '$mod+-'], praat: ['$mod+o'], audacity: ['$mod+3', '$mod+-'] },
    () => {
      zoom(1 / zoomStep);
    },
  ),
  view('fit', 'Fit recording', { phonoscope: ['f'], praat: ['$mod+a'], audacity: ['$mod+f'] }, () => {
    useViewport.getState().fit();
  }),
  {
    ...view(
      'zoomToSelection',
      'Zoom to selection',
      { phonoscope: ['e'], praat: ['$mod+n'], audacity: ['$mod+e'] },
      showSelection,
    ),
    isEnabled: hasSelection,
  },
  view('zoomToSamples', 'Zoom to single samples', { phonoscope: ['1'], praat: [], audacity: ['$mod+2'] }, showSamples),
  view('scrollLeft', 'Scroll left', { phonoscope: ['$mod+ArrowLeft'] }, () => {
    scroll(-0.1);
  }),
  view('scrollRight', 'Scroll right', { phonoscope: ['$mod+ArrowRight'] }, () => {
    scroll(0.1);
  }),
  view('pageLeft', 'Scroll one page left', { phonoscope: ['PageUp'] }, () => {
    scroll(-0.9);
  }),
  view('pageRight', 'Scroll one page right', { phonoscope: ['PageDown'] }, () => {
    scroll(0.9);
  }),
];
