/** Drag with the middle button: the lanes move with the pointer. */
import { startDrag } from '../../shared/ui/startDrag.ts';
import { useViewport } from '../../state/viewport.ts';
import { describeView } from './attachRulerDrag.ts';

export function attachPan(stack: HTMLElement): () => void {
  let stopDrag: () => void = () => undefined;
  const onDown = (event: PointerEvent) => {
    if (event.button !== 1) return;
    event.preventDefault(); // Chromium's own scrolling by the middle button
    const before = useViewport.getState();
    let x = event.clientX;
    stopDrag = startDrag(stack, event, {
      move: (now) => {
        useViewport.getState().scrollPx(x - now.clientX);
        x = now.clientX;
        return describeView();
      },
      cancel: () => {
        useViewport.getState().restore(before.startSample, before.samplesPerPixel);
      },
    });
  };
  stack.addEventListener('pointerdown', onDown);
  return () => {
    stopDrag();
    stack.removeEventListener('pointerdown', onDown);
  };
}
