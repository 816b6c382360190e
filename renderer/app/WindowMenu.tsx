import { useEffect, useState } from 'react';
import { commandGroups, type CommandSection } from '../shared/ui/commandGroups.ts';
import { ContextMenu, type MenuPlace } from '../shared/ui/ContextMenu.tsx';
import { useCommands } from '../state/commands.ts';
import { useKeymap } from '../state/keymap.ts';

const zoom: CommandSection = {
  title: 'View',
  names: ['view.zoomIn', 'view.zoomOut', 'view.fit', 'view.zoomToSelection', 'view.zoomToSamples'],
};
const panels: CommandSection = {
  title: 'Window',
  names: ['view.toggleInspector', 'view.toggleBottom', 'app.settings', 'app.shortcuts', 'app.palette'],
};

/** Parts of the window by test id: what can be done there. Lanes and rows of lists have menus of their own. */
const parts: readonly { readonly testId: string; readonly sections: readonly CommandSection[] }[] = [
  {
    testId: 'ruler',
    sections: [
      { title: 'Time', names: ['view.nextTimeFormat', 'mark.add', 'mark.previous', 'mark.next', 'mark.rename'] },
      zoom,
    ],
  },
  { testId: 'overview', sections: [zoom, { title: 'Select', names: ['select.all', 'select.view', 'select.none'] }] },
  {
    testId: 'status-bar',
    sections: [
      { title: 'Read-out', names: ['edit.copyReadOut', 'edit.copySelection', 'view.nextTimeFormat', 'file.save'] },
    ],
  },
  {
    testId: 'spectrum-panel',
    sections: [{ title: 'Spectrum', names: ['spectrum.saveSVG', 'spectrum.savePNG', 'panel.spectrum'] }],
  },
  {
    testId: 'toolbar',
    sections: [
      { title: 'Hear', names: ['play.toggle', 'play.pause', 'play.toggleLoop', 'play.slower', 'play.faster'] },
      zoom,
      panels,
    ],
  },
];

const elsewhere: readonly CommandSection[] = [
  {
    title: 'File',
    names: [
      'file.open',
      'file.openSample',
      'file.new',
      'file.save',
      'file.saveAs',
      'figure.open',
      'annotations.import',
      'annotations.export',
      'file.close',
    ],
  },
  panels,
  { title: 'Theme', names: ['theme.dark', 'theme.light', 'theme.system'] },
];

interface Opened {
  readonly at: MenuPlace;
  readonly sections: readonly CommandSection[];
}

/** Right click, or the menu key, where nothing nearer has a menu: what can be done in that part of the window. */
export function WindowMenu() {
  const [opened, setOpened] = useState<Opened | null>(null);
  const commands = useCommands((s) => s.commands);
  const keymap = useKeymap();
  useEffect(() => {
    const onMenu = (event: MouseEvent) => {
      if (event.defaultPrevented || !(event.target instanceof Element) || isTextField(event.target)) return;
      const { target } = event;
      if (target.closest('[role="menu"], [role="dialog"]') !== null) return;
      event.preventDefault();
      const part = parts.find(({ testId }) => target.closest(`[data-testid="${testId}"]`) !== null);
      setOpened({ at: { left: event.clientX, top: event.clientY }, sections: part?.sections ?? elsewhere });
    };
    window.addEventListener('contextmenu', onMenu);
    return () => {
      window.removeEventListener('contextmenu', onMenu);
    };
  }, []);
  return (
    <ContextMenu
      at={opened?.at ?? null}
      groups={opened === null ? [] : commandGroups(opened.sections, commands, keymap)}
      testId="window-menu"
      onClose={() => {
        setOpened(null);
      }}
    />
  );
}

/** Main shows the system's own menu there: cut, copy, paste. */
function isTextField(target: Element): boolean {
  return target.matches('input:not([type="checkbox"]):not([type="range"]), textarea');
}
