import { useLayoutEffect, useRef } from 'react';
import { Header, Menu, MenuItem, MenuSection, Popover, Separator } from 'react-aria-components';
import styles from './ContextMenu.module.css';

export interface MenuEntry {
  readonly id: string;
  readonly title: string;
  readonly key?: string; // as it is written on the keyboard
  readonly isDisabled?: boolean;
  readonly reason?: string; // why it is disabled
  readonly isOn?: boolean; // of switches
  readonly run: () => void;
}

export interface MenuGroup {
  readonly title?: string;
  readonly entries: readonly MenuEntry[];
}

/** Where it opens, in CSS pixels of the window. */
export interface MenuPlace {
  readonly left: number;
  readonly top: number;
}

interface Props {
  readonly at: MenuPlace | null; // null: closed
  readonly groups: readonly MenuGroup[];
  readonly testId?: string;
  readonly onClose: () => void;
}

/** A menu that closes gives the focus back in the next frame; what the command focuses must come after that. */
function afterFocusReturned(run: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(run));
}

/** What can be done with the thing under the pointer. Escape and a press elsewhere close it; the focus goes back. */
export function ContextMenu({ at, groups, testId, onClose }: Props) {
  const anchor = useRef<HTMLSpanElement>(null);
  const entries = groups.flatMap((group) => group.entries);
  useFocusReturn(at !== null);
  return (
    <>
      <span ref={anchor} className={styles['anchor']} style={{ left: at?.left ?? 0, top: at?.top ?? 0 }} />
      <Popover
        triggerRef={anchor}
        aria-label="What can be done here"
        isOpen={at !== null}
        onOpenChange={onClose}
        placement="right top"
        offset={0}
        className={styles['popover'] ?? ''}
      >
        <Menu
          aria-label="Commands"
          className={styles['menu'] ?? ''}
          data-testid={testId}
          autoFocus="first"
          onAction={(id) => {
            onClose();
            const chosen = entries.find((entry) => entry.id === id);
            if (chosen !== undefined) afterFocusReturned(chosen.run);
          }}
          onClose={onClose}
        >
          {groups.map((group, i) => (
            <MenuSection
              key={group.title ?? i}
              className={styles['section'] ?? ''}
              {...(group.title === undefined ? { 'aria-label': 'Commands' } : {})}
            >
              {i > 0 && <Separator className={styles['separator'] ?? ''} />}
              {group.title !== undefined && <Header className={styles['title'] ?? ''}>{group.title}</Header>}
              {group.entries.map((entry) => (
                <MenuItem
                  key={entry.id}
                  id={entry.id}
                  className={styles['item'] ?? ''}
                  isDisabled={entry.isDisabled ?? false}
                  textValue={entry.title}
                >
                  <span>{entry.title}</span>
                  {entry.reason !== undefined && <small className={styles['reason']}>{entry.reason}</small>}
                  {entry.isOn === true && <span aria-label="on">✓</span>}
                  {entry.key !== undefined && <kbd>{entry.key}</kbd>}
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </Menu>
      </Popover>
    </>
  );
}

/** Back to where it was, unless what was chosen took it elsewhere. */
function useFocusReturn(isOpen: boolean): void {
  useLayoutEffect(() => {
    if (!isOpen) return;
    const before = document.activeElement; // the menu takes the focus only after this
    return () => {
      requestAnimationFrame(() => {
        if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
      });
    };
  }, [isOpen]);
}
