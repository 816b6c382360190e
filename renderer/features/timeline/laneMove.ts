/** Reordering by dragging a lane's header: a line shows where it would go, Escape cancels. */
import { startDrag } from '../../shared/ui/startDrag.ts';
import { useLayout } from '../../state/layout.ts';

interface Target {
  readonly key: string;
  readonly side: 'before' | 'after';
}

export function movedKeys(keys: readonly string[], key: string, target: Target): string[] {
  const rest = keys.filter((k) => k !== key);
  const at = rest.indexOf(target.key);
  if (at < 0) return [...keys];
  return rest.toSpliced(target.side === 'before' ? at : at + 1, 0, key);
}

export function beginLaneMove(down: PointerEvent, frame: HTMLElement, key: string, keys: readonly string[]): void {
  if (down.target instanceof Element && down.target.closest('button') !== null) return;
  const frames = [...(frame.parentElement?.querySelectorAll<HTMLElement>(':scope > section') ?? [])];
  let target: Target | null = null;

  const clear = () => {
    for (const each of frames) delete each.dataset['drop'];
    delete frame.dataset['moving'];
  };
  startDrag(frame, down, {
    move: (event) => {
      clear();
      frame.dataset['moving'] = '';
      const index = frames.findIndex((each) => event.clientY < each.getBoundingClientRect().bottom);
      const over = frames.at(index);
      const overKey = keys.at(index);
      if (over === undefined || overKey === undefined || overKey === key) {
        target = null;
        return 'stays where it is';
      }
      const box = over.getBoundingClientRect();
      const side = event.clientY < box.top + box.height / 2 ? 'before' : 'after';
      target = { key: overKey, side };
      over.dataset['drop'] = side;
      return `${side === 'before' ? 'above' : 'below'} ${over.ariaLabel ?? ''}`;
    },
    end: () => {
      clear();
      if (target !== null) useLayout.getState().change({ laneOrder: movedKeys(keys, key, target) });
    },
    cancel: clear,
  });
}
