import { useState, type MouseEvent, type ReactNode } from 'react';
import { ContextMenu, type MenuEntry, type MenuPlace } from './ContextMenu.tsx';

interface RowMenu {
  readonly menu: ReactNode;
  readonly onContextMenu: (event: MouseEvent) => void;
  readonly isOpen: boolean;
}

/** The menu of one row of a list: by right click, or by the menu key from what has the focus in it. */
export function useContextMenu(entries: readonly MenuEntry[], testId?: string): RowMenu {
  const [at, setAt] = useState<MenuPlace | null>(null);
  return {
    isOpen: at !== null,
    menu: at !== null && (
      <ContextMenu
        at={at}
        groups={[{ entries }]}
        {...(testId === undefined ? {} : { testId })}
        onClose={() => {
          setAt(null);
        }}
      />
    ),
    onContextMenu: (event) => {
      if (isTyping(event.target)) return; // fields have their own menu
      event.preventDefault();
      setAt({ left: event.clientX, top: event.clientY });
    },
  };
}

function isTyping(target: EventTarget): boolean {
  return target instanceof HTMLInputElement && target === document.activeElement;
}
