/** Ctrl and drag on the ruler: the sound under the pointer is moved over like tape; the cursor stays where it ends. */
import { usePlayback } from '../../state/playback.ts';
import { useSelection } from '../../state/selection.ts';
import { useViewport } from '../../state/viewport.ts';
import { pxToSample } from '../../state/viewportMaths.ts';

export function isScrubGesture(event: MouseEvent): boolean {
  return event.button === 0 && (event.ctrlKey || event.metaKey);
}

export function attachScrub(area: HTMLElement): () => void {
  let isScrubbing = false;
  const sampleAt = (event: PointerEvent) => {
    const view = useViewport.getState();
    const sample = pxToSample(view, event.clientX - area.getBoundingClientRect().left);
    return Math.min(Math.max(sample, 0), view.lengthSamples);
  };
  const scrub = (event: PointerEvent) => {
    const scrubSample = sampleAt(event);
    useSelection.getState().moveCursor(scrubSample);
    usePlayback.getState().set({ scrubSample });
  };
  const onDown = (event: PointerEvent) => {
    if (!isScrubGesture(event) || event.target instanceof HTMLButtonElement) return;
    isScrubbing = true;
    area.setPointerCapture(event.pointerId);
    scrub(event);
  };
  const onMove = (event: PointerEvent) => {
    if (isScrubbing) scrub(event);
  };
  const onUp = () => {
    if (!isScrubbing) return;
    isScrubbing = false;
    usePlayback.getState().set({ scrubSample: null });
  };
  area.addEventListener('pointerdown', onDown);
  area.addEventListener('pointermove', onMove);
  area.addEventListener('pointerup', onUp);
  area.addEventListener('pointercancel', onUp);
  return () => {
    onUp();
    area.removeEventListener('pointerdown', onDown);
    area.removeEventListener('pointermove', onMove);
    area.removeEventListener('pointerup', onUp);
    area.removeEventListener('pointercancel', onUp);
  };
}
