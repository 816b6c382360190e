/** Ctrl and drag on the ruler: the sound under the pointer is moved over like tape; the cursor stays where it ends. */
import { describeTime } from '../../client/clock.ts';
import { startDrag } from '../../shared/ui/startDrag.ts';
import { usePlayback } from '../../state/playback.ts';
import { useSelection } from '../../state/selection.ts';
import { useViewport } from '../../state/viewport.ts';
import { pxToSample } from '../../state/viewportMaths.ts';

export function isScrubGesture(event: MouseEvent): boolean {
  return event.button === 0 && (event.ctrlKey || event.metaKey);
}

export function attachScrub(area: HTMLElement): () => void {
  let stopDrag: () => void = () => undefined;
  const sampleAt = (event: PointerEvent) => {
    const view = useViewport.getState();
    const sample = pxToSample(view, event.clientX - area.getBoundingClientRect().left);
    return Math.min(Math.max(sample, 0), view.lengthSamples);
  };
  const fallSilent = () => {
    usePlayback.getState().set({ scrubSample: null });
  };
  const onDown = (event: PointerEvent) => {
    if (!isScrubGesture(event) || event.target instanceof HTMLButtonElement) return;
    const before = useSelection.getState();
    const stop = startDrag(
      area,
      event,
      {
        move: (now) => {
          const scrubSample = sampleAt(now);
          useSelection.getState().moveCursor(scrubSample);
          usePlayback.getState().set({ scrubSample });
          return describeTime(scrubSample);
        },
        end: fallSilent,
        cancel: () => {
          fallSilent();
          useSelection.setState(before);
        },
      },
      0,
    );
    stopDrag = () => {
      stop();
      fallSilent();
    };
  };
  area.addEventListener('pointerdown', onDown);
  return () => {
    stopDrag();
    area.removeEventListener('pointerdown', onDown);
  };
}
