import { useEffect, useState, type RefObject } from 'react';
import { commandGroups } from '../../shared/ui/commandGroups.ts';
import { ContextMenu, type MenuPlace } from '../../shared/ui/ContextMenu.tsx';
import { useCommands } from '../../state/commands.ts';
import { useKeymap } from '../../state/keymap.ts';
import { laneMenus } from '../../state/laneMenus.ts';
import type { Lane } from '../../state/lanes.ts';
import { useLayout } from '../../state/layout.ts';
import { rangesOf, useSelection } from '../../state/selection.ts';
import { laneMenuSections } from './laneMenuSections.ts';
import { lanePointAt } from './timelineGeometry.ts';

interface Opened {
  readonly lane: Lane;
  readonly at: MenuPlace;
}

interface Props {
  readonly stack: RefObject<HTMLElement | null>;
  readonly lanes: readonly Lane[];
}

/** Right click, or the menu key: all that can be done with what is under the pointer. */
export function LaneMenu({ stack, lanes }: Props) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const commands = useCommands((s) => s.commands);
  const keymap = useKeymap();
  const brought = laneMenus.use((s) => s.entries);

  useEffect(() => {
    const element = stack.current;
    if (element === null) return;
    const onMenu = (event: MouseEvent) => {
      if (event.target instanceof HTMLInputElement) return; // fields have their own menu
      const target = event.target instanceof Element ? event.target.closest<HTMLElement>('section') : null;
      const lane = lanes.find((l) => l.testId === target?.dataset['testid']);
      if (lane === undefined) return;
      event.preventDefault();
      useLayout.getState().focusLane(lane.key);
      placeCursor(element, event);
      setOpened({ lane, at: { left: event.clientX, top: event.clientY } });
    };
    element.addEventListener('contextmenu', onMenu);
    return () => {
      element.removeEventListener('contextmenu', onMenu);
    };
  }, [stack, lanes]);

  return (
    <ContextMenu
      at={opened?.at ?? null}
      groups={opened === null ? [] : commandGroups(laneMenuSections(opened.lane.kind, brought), commands, keymap)}
      testId="lane-menu"
      onClose={() => {
        setOpened(null);
      }}
    />
  );
}

/** Outside the selection the cursor goes to the pointer, so that the commands act there. */
function placeCursor(stack: HTMLElement, event: MouseEvent): void {
  if (event.button !== 2) return; // by key: the cursor stays
  const { sample, x } = lanePointAt(stack, event.clientX, event.clientY);
  const { moveCursor, endAdding, ...state } = useSelection.getState();
  const isInside = rangesOf(state).some(({ startSample, endSample }) => sample >= startSample && sample < endSample);
  if (isInside || x < 0) return;
  endAdding();
  moveCursor(sample);
}
