/** Reordering by dragging a lane's header: a line shows where it would go, Escape cancels. */
import { useLayout } from '../../state/layout.ts';

const dragFromPx = 4;

export function movedKeys(
  keys: readonly string[],
  key: string,
  target: { readonly key: string; readonly side: 'before' | 'after' },
): string[] {
  const rest = keys.filter((k) => k !== key);
  const at = rest.indexOf(target.key);
  if (at < 0) return [...keys];
  return rest.toSpliced(target.side === 'before' ? at : at + 1, 0, key);
}

export function beginLaneMove(down: PointerEvent, frame: HTMLElement, key: string, keys: readonly string[]): void {
  if (down.target instanceof Element && down.target.closest('button') !== null) return;
  const frames = [...(frame.parentElement?.querySelectorAll<HTMLElement>(':scope > section') ?? [])];
  let target: { key: string; side: 'before' | 'after' } | null = null;
  let isMoving = false;

  const clear = () => {
    for (const each of frames) delete each.dataset['drop'];
  };
  const onMove = (event: PointerEvent) => {
    if (!isMoving && Math.abs(event.clientY - down.clientY) < dragFromPx) return;
    isMoving = true;
    frame.dataset['moving'] = '';
    clear();
    const index = frames.findIndex((each) => event.clientY < each.getBoundingClientRect().bottom);
    const over = frames[index < 0 ? frames.length - 1 : index];
    const overKey = keys[index < 0 ? frames.length - 1 : index];
    if (over === undefined || overKey === undefined) return;
    const box = over.getBoundingClientRect();
    const side = event.clientY < box.top + box.height / 2 ? 'before' : 'after';
    target = overKey === key ? null : { key: overKey, side };
    if (target !== null) over.dataset['drop'] = side;
  };
  const finish = (isDone: boolean) => {
    clear();
    delete frame.dataset['moving'];
    window.removeEventListener('pointermove', onMove);
    window.removeEventListener('pointerup', onUp);
    window.removeEventListener('keydown', onKey, true);
    if (isDone && target !== null) useLayout.getState().change({ laneOrder: movedKeys(keys, key, target) });
  };
  const onUp = () => {
    finish(true);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    finish(false);
  };
  window.addEventListener('pointermove', onMove);
  window.addEventListener('pointerup', onUp);
  window.addEventListener('keydown', onKey, true);
}
