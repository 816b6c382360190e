/** One way to drag for all that can be dragged: its value is shown, Escape takes it back, and it always ends. */
import { useHover } from '../../state/hover.ts';

export interface DragSteps {
  /** Every move once the pointer has left where it was pressed. @returns what the drag is doing, null: nothing yet */
  move(event: PointerEvent): string | null;
  /** The button was let go; `hasMoved` false: a click. */
  end?(event: PointerEvent, hasMoved: boolean): void;
  /** Everything back to where it was: Escape, a second finger, a pointer that the system took. */
  cancel(): void;
}

const dragFromPx = 3;

/** @returns ends the drag without another word, for when what is dragged goes away */
export function startDrag(element: HTMLElement, down: PointerEvent, steps: DragSteps, fromPx = dragFromPx): () => void {
  let hasMoved = false;

  const move = (event: PointerEvent) => {
    if (!hasMoved) element.setPointerCapture(down.pointerId);
    hasMoved = true;
    useHover.getState().setDragText(steps.move(event));
  };
  const onMove = (event: PointerEvent) => {
    if (event.pointerId !== down.pointerId) return;
    if (event.buttons === 0) {
      onUp(event); // let go where no event came from, as outside the window
      return;
    }
    const isFar = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) >= fromPx;
    if (hasMoved || isFar) move(event);
  };
  const onUp = (event: PointerEvent) => {
    if (event.pointerId !== down.pointerId) return;
    stop();
    steps.end?.(event, hasMoved);
  };
  const cancel = () => {
    stop();
    steps.cancel();
  };
  const onCancel = (event: PointerEvent) => {
    if (event.pointerId === down.pointerId) cancel();
  };
  const onSecond = (event: PointerEvent) => {
    if (event.pointerId !== down.pointerId) cancel();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    event.preventDefault();
    cancel();
  };
  const stop = () => {
    window.removeEventListener('pointermove', onMove);
    window.removeEventListener('pointerup', onUp);
    window.removeEventListener('pointercancel', onCancel);
    window.removeEventListener('pointerdown', onSecond, true);
    window.removeEventListener('keydown', onKey, true);
    if (element.hasPointerCapture(down.pointerId)) element.releasePointerCapture(down.pointerId);
    useHover.getState().setDragText(null);
  };
  window.addEventListener('pointermove', onMove);
  window.addEventListener('pointerup', onUp);
  window.addEventListener('pointercancel', onCancel);
  window.addEventListener('pointerdown', onSecond, true);
  window.addEventListener('keydown', onKey, true);
  if (fromPx === 0) move(down);
  return stop;
}
