/** The window in the overview: drag it to scroll, its edges to zoom, press beside it to go there, double click to fit. */
import { describeRange } from '../../client/clock.ts';
import { startDrag } from '../../shared/ui/startDrag.ts';
import { useViewport } from '../../state/viewport.ts';
import { endSampleOf, minVisibleSamples, visibleSamples } from '../../state/viewportMaths.ts';

const linePx = 16; // of a wheel that turns in lines

export function attachWindowDrag(area: HTMLElement): () => void {
  let stopDrag: () => void = () => undefined;

  const samplesPerPx = () => useViewport.getState().lengthSamples / Math.max(area.clientWidth, 1);
  const onDown = (event: PointerEvent) => {
    if (event.button !== 0 || !(event.target instanceof HTMLElement)) return;
    const part = event.target.dataset['part'];
    const before = useViewport.getState();
    if (part !== 'window' && part !== 'start' && part !== 'end') {
      const sample = (event.clientX - area.getBoundingClientRect().left) * samplesPerPx();
      before.scrollTo(sample - visibleSamples(before) / 2);
    }
    const { startSample } = useViewport.getState();
    const endSample = endSampleOf(useViewport.getState());
    stopDrag = startDrag(area, event, {
      move: (now) => {
        const moved = (now.clientX - event.clientX) * samplesPerPx();
        const view = useViewport.getState();
        if (part === 'start')
          view.show(Math.min(Math.max(startSample + moved, 0), endSample - minVisibleSamples), endSample);
        else if (part === 'end')
          view.show(
            startSample,
            Math.max(Math.min(endSample + moved, view.lengthSamples), startSample + minVisibleSamples),
          );
        else view.scrollTo(startSample + moved);
        const shown = useViewport.getState();
        return describeRange(shown.startSample, Math.min(endSampleOf(shown), shown.lengthSamples));
      },
      cancel: () => {
        useViewport.getState().restore(before.startSample, before.samplesPerPixel);
      },
    });
  };
  const onDouble = () => {
    useViewport.getState().fit();
  };
  const onWheel = (event: WheelEvent) => {
    event.preventDefault();
    useViewport.getState().scrollPx((event.deltaY + event.deltaX) * (event.deltaMode === 0 ? 1 : linePx));
  };
  area.addEventListener('pointerdown', onDown);
  area.addEventListener('dblclick', onDouble);
  area.addEventListener('wheel', onWheel, { passive: false });
  return () => {
    stopDrag();
    area.removeEventListener('pointerdown', onDown);
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
