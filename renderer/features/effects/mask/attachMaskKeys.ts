/** The same by keys: arrows move a cross over the lane, Enter sets a point there, Enter again takes the shape. */
import { announce } from '../../../state/announcements.ts';
import { useSelection } from '../../../state/selection.ts';
import { useViewport } from '../../../state/viewport.ts';
import { endSampleOf, pxToSample, sampleToPx } from '../../../state/viewportMaths.ts';
import { formatHz } from '../../../shared/format/frequency.ts';
import { combiningOf, type MaskScene } from './attachMaskGestures.ts';
import type { MaskPoint } from './maskRegion.ts';
import { steadyFundamental, toolRegion } from './toolRegion.ts';

export interface MaskKeyScene extends MaskScene {
  readonly sampleRateHz: number;
  /** Where keys act; null: nowhere yet. */
  showCross(point: MaskPoint | null): void;
}

const [coarsePx, finePx] = [8, 1];

export function attachMaskKeys(lane: HTMLElement, sceneOf: () => MaskKeyScene): () => void {
  let cross: MaskPoint | null = null;
  let points: readonly MaskPoint[] = [];

  /** Where the cursor stands, or in the middle of what is in view. */
  const crossNow = (): MaskPoint => {
    if (cross !== null) return cross;
    const { cursorSample, cursorHz } = useSelection.getState();
    const view = useViewport.getState();
    const isInView = cursorSample > pxToSample(view, 0) && cursorSample < endSampleOf(view);
    const { axis } = sceneOf();
    return {
      sample: isInView ? cursorSample : Math.round(pxToSample(view, view.widthPx / 2)),
      hz: cursorHz ?? axis.hzAt(axis.height / 2),
    };
  };
  const step = (dx: number, dy: number) => {
    const { axis, sampleRateHz, showCross } = sceneOf();
    const view = useViewport.getState();
    const at = crossNow();
    const x = sampleToPx(view, at.sample) + dx;
    const y = Math.min(Math.max(axis.yAt(at.hz) + dy, 0), axis.height);
    const sample = Math.min(Math.max(Math.round(pxToSample(view, x)), 0), view.lengthSamples - 1);
    cross = { sample, hz: Math.max(0, axis.hzAt(y)) };
    view.reveal(sample);
    showCross(cross);
    announce(`${(sample / sampleRateHz).toFixed(3)} s, ${formatHz(cross.hz)}`);
  };
  const show = () => {
    const { tool, axis, show: draw } = sceneOf();
    draw(toolRegion(tool, points, axis));
  };
  const take = (event: KeyboardEvent) => {
    const { tool, axis, take: select, pick, show: draw } = sceneOf();
    const at = crossNow();
    const combining = combiningOf(event);
    if (tool === 'wand') {
      pick(at, combining);
      return;
    }
    const last = points.at(-1);
    const isAgain = last?.sample === at.sample && last.hz === at.hz;
    if (!isAgain) points = [...points, at];
    if (combining === 'new' && !isAgain) {
      show();
      announce(`Point ${String(points.length)}: Enter again takes the shape`);
      return;
    }
    const drawn = tool === 'harmonics' && points.length < 2 ? steadyFundamental(at) : points;
    const region = toolRegion(tool, drawn, axis);
    if (region === null) {
      announce('A lasso needs three points');
      return;
    }
    points = [];
    draw(null);
    select(region, combining);
  };

  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) return;
    const far = event.altKey ? finePx : coarsePx;
    const arrows: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-far, 0],
      ArrowRight: [far, 0],
      ArrowUp: [0, -far],
      ArrowDown: [0, far],
    };
    const arrow = event.shiftKey ? undefined : arrows[event.key];
    if (arrow !== undefined) step(...arrow);
    else if (event.key === 'Enter') take(event);
    else if (event.key === 'Backspace' && points.length > 0) {
      points = points.slice(0, -1);
      show();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  lane.addEventListener('keydown', onKey, true);
  return () => {
    lane.removeEventListener('keydown', onKey, true);
    sceneOf().showCross(null);
  };
}
