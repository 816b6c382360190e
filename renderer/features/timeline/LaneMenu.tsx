import { useEffect, useRef, useState, type RefObject } from 'react';
import { Header, Menu, MenuItem, MenuSection, Popover, Separator } from 'react-aria-components';
import { formatKey } from '../../shared/format/keys.ts';
import { isCommandEnabled, runCommand, useCommands } from '../../state/commands.ts';
import { keysOf, useKeymap } from '../../state/keymap.ts';
import type { Lane } from '../../state/lanes.ts';
import { useLayout } from '../../state/layout.ts';
import { useSelection } from '../../state/selection.ts';
import { laneMenuSections } from './laneMenuSections.ts';
import { lanePointAt } from './timelineGeometry.ts';
import styles from './LaneMenu.module.css';

interface Opened {
  readonly lane: Lane;
  readonly left: number;
  readonly top: number;
}

interface Props {
  readonly stack: RefObject<HTMLElement | null>;
  readonly lanes: readonly Lane[];
}

/** Right click, or the menu key: all that can be done with what is under the pointer. */
export function LaneMenu({ stack, lanes }: Props) {
  const anchor = useRef<HTMLSpanElement>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const commands = useCommands((s) => s.commands);
  const keymap = useKeymap();

  useEffect(() => {
    const element = stack.current;
    if (element === null) return;
    const onMenu = (event: MouseEvent) => {
      const target = event.target instanceof Element ? event.target.closest<HTMLElement>('section') : null;
      const lane = lanes.find((l) => l.testId === target?.dataset['testid']);
      if (lane === undefined) return;
      event.preventDefault();
      useLayout.getState().focusLane(lane.key);
      placeCursor(element, event);
      setOpened({ lane, left: event.clientX, top: event.clientY });
    };
    element.addEventListener('contextmenu', onMenu);
    return () => {
      element.removeEventListener('contextmenu', onMenu);
    };
  }, [stack, lanes]);

  const close = () => {
    setOpened(null);
  };
  return (
    <>
      <span ref={anchor} className={styles['anchor']} style={{ left: opened?.left ?? 0, top: opened?.top ?? 0 }} />
      <Popover
        triggerRef={anchor}
        isOpen={opened !== null}
        onOpenChange={close}
        placement="right top"
        offset={0}
        className={styles['popover'] ?? ''}
      >
        <Menu
          aria-label="What can be done here"
          className={styles['menu'] ?? ''}
          data-testid="lane-menu"
          onAction={(key) => {
            close();
            runCommand(String(key), 'menu');
          }}
          onClose={close}
        >
          {opened !== null &&
            laneMenuSections(opened.lane.kind).map(({ title, names }, i) => (
              <MenuSection key={title}>
                {i > 0 && <Separator className={styles['separator'] ?? ''} />}
                <Header className={styles['title'] ?? ''}>{title}</Header>
                {names.flatMap((name) => {
                  const command = commands.get(name);
                  if (command === undefined) return [];
                  const key = keysOf(command, keymap)[0];
                  return [
                    <MenuItem
                      key={name}
                      id={name}
                      className={styles['item'] ?? ''}
                      isDisabled={!isCommandEnabled(command)}
                      textValue={command.title}
                    >
                      <span>{command.title}</span>
                      {command.isOn?.() === true && <span aria-label="on">✓</span>}
                      {key !== undefined && <kbd>{formatKey(key)}</kbd>}
                    </MenuItem>,
                  ];
                })}
              </MenuSection>
            ))}
        </Menu>
      </Popover>
    </>
  );
}

/** Outside the selection the cursor goes to the pointer, so that the commands act there. */
function placeCursor(stack: HTMLElement, event: MouseEvent): void {
  if (event.button !== 2) return; // by key: the cursor stays
  const { sample, x } = lanePointAt(stack, event.clientX, event.clientY);
  const { selection, moveCursor } = useSelection.getState();
  const isInside = selection !== null && sample >= selection.startSample && sample < selection.endSample;
  if (!isInside && x >= 0) moveCursor(sample);
}
