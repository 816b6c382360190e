/** The system menu: a second face of the renderer's commands, by name. Their keys stay with the page, so they can be rebound. */
import { Menu, type BrowserWindow, type MenuItemConstructorOptions } from 'electron';
import { channels } from '../../preload/contract/channels.ts';
import type { EditMenuGroups, ShellEvent } from '../../preload/contract/shell.ts';

/** Text fields of the page edit by themselves; on macOS their keys come from here. */
const textFields: MenuItemConstructorOptions = {
  label: 'Text field',
  submenu: [
    { role: 'undo' },
    { role: 'redo' },
    { type: 'separator' },
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
  ],
};

/** @returns shows the menu with another Edit menu: its entries name what they would do, which changes */
export function installMenu(window: BrowserWindow): (editMenu: EditMenuGroups) => void {
  // The window has its own toolbar; Alt shows the menu where the system draws one inside the window.
  window.setAutoHideMenuBar(true);
  const show = (editMenu: EditMenuGroups) => {
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(window, editMenu)));
  };
  show([]);
  window.setMenuBarVisibility(false);
  return show;
}

function menuTemplate(window: BrowserWindow, editMenu: EditMenuGroups): MenuItemConstructorOptions[] {
  const command = (label: string, name: string): MenuItemConstructorOptions => ({
    label,
    click: () => {
      window.webContents.send(channels.shellEvent, { kind: 'command', name } satisfies ShellEvent);
    },
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const edits = editMenu.flatMap((group) => [
    ...group.map(({ name, label, isEnabled }) => ({ ...command(label, name), enabled: isEnabled })),
    separator,
  ]);
  return [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        command('Open…', 'file.open'),
        command('Open sample recording', 'file.openSample'),
        separator,
        command('Save', 'file.save'),
        command('Save as…', 'file.saveAs'),
        command('Save a copy to share…', 'file.shareCopy'),
        command('Let go of what is kept for undo…', 'edit.purgeHistory'),
        command('Record or stop recording', 'record.toggle'),
        separator,
        command('Export sound…', 'export.open'),
        command('Export figure…', 'figure.open'),
        command('Import annotations…', 'annotations.import'),
        command('Export annotations…', 'annotations.export'),
        command('Close project', 'file.close'),
        separator,
        { role: 'quit' },
      ],
    },
    { label: '&Edit', submenu: [...edits, textFields] },
    {
      label: '&View',
      submenu: [
        command('Zoom in', 'view.zoomIn'),
        command('Zoom out', 'view.zoomOut'),
        command('Fit recording', 'view.fit'),
        command('Zoom to selection', 'view.zoomToSelection'),
        separator,
        command('Command palette', 'app.palette'),
        command('Keyboard shortcuts', 'app.shortcuts'),
        separator,
        { role: 'togglefullscreen' },
        { role: 'toggleDevTools' },
      ],
    },
    { role: 'windowMenu' },
  ];
}
