/** The window in the overview: drag it to scroll, its edges to zoom, press beside it to go there, double click to fit. */
import { useViewport } from '../../state/viewport.ts';
import { endSampleOf, visibleSamples } from '../../state/viewportMaths.ts';

type Part = 'window' | 'start' | 'end';

export function attachWindowDrag(area: HTMLElement): () => void {
  let drag: {
    readonly part: Part;
    readonly startX: number;
    readonly startSample: number;
    readonly endSample: number;
  } | null = null;

  const samplesPerPx = () => useViewport.getState().lengthSamples / Math.max(area.clientWidth, 1);
  const onDown = (event: PointerEvent) => {
    if (event.button !== 0 || !(event.target instanceof HTMLElement)) return;
    const part = event.target.dataset['part'];
    const view = useViewport.getState();
    if (part !== 'window' && part !== 'start' && part !== 'end') {
      const sample = (event.clientX - area.getBoundingClientRect().left) * samplesPerPx();
      view.scrollTo(sample - visibleSamples(view) / 2);
    }
    const now = useViewport.getState();
    drag = {
      part: part === 'start' || part === 'end' ? part : 'window',
      startX: event.clientX,
      startSample: now.startSample,
      endSample: endSampleOf(now),
    };
    area.setPointerCapture(event.pointerId);
  };
  const onMove = (event: PointerEvent) => {
    if (drag === null) return;
    const moved = (event.clientX - drag.startX) * samplesPerPx();
    const view = useViewport.getState();
    if (drag.part === 'window') view.scrollTo(drag.startSample + moved);
    else if (drag.part === 'start')
      view.show(Math.min(Math.max(drag.startSample + moved, 0), drag.endSample - 64), drag.endSample);
    else
      view.show(
        drag.startSample,
        Math.max(Math.min(drag.endSample + moved, view.lengthSamples), drag.startSample + 64),
      );
  };
  const onUp = () => {
    drag = null;
  };
  const onDouble = () => {
    useViewport.getState().fit();
  };
  const onWheel = (event: WheelEvent) => {
    event.preventDefault();
    useViewport.getState().scrollPx(event.deltaY + event.deltaX);
  };
  area.addEventListener('pointerdown', onDown);
  area.addEventListener('pointermove', onMove);
  area.addEventListener('pointerup', onUp);
  area.addEventListener('pointercancel', onUp);
  area.addEventListener('dblclick', onDouble);
  area.addEventListener('wheel', onWheel, { passive: false });
  return () => {
    area.removeEventListener('pointerdown', onDown);
    area.removeEventListener('pointermove', onMove);
    area.removeEventListener('pointerup', onUp);
    area.removeEventListener('pointercancel', onUp);
    area.removeEventListener('dblclick', onDouble);
    area.removeEventListener('wheel', onWheel);
  };
}

/** @returns whether the key meant something here */
export function moveWindowByKey(key: string): boolean {
  const view = useViewport.getState();
  const page = view.widthPx;
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -page * 0.1,
    ArrowRight: page * 0.1,
    PageUp: -page * 0.9,
    PageDown: page * 0.9,
    Home: -Infinity,
    End: Infinity,
  };
  const step = steps[key];
  if (step === undefined) return false;
  if (Number.isFinite(step)) view.scrollPx(step);
  else view.scrollTo(step < 0 ? 0 : view.lengthSamples);
  return true;
}
