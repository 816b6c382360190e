/** The system menu: a second face of the renderer's commands, by name. Their keys stay with the page, so they can be rebound. */
import { Menu, type BrowserWindow, type MenuItemConstructorOptions } from 'electron';
import { channels } from '../../preload/contract/channels.ts';
import type { ShellEvent } from '../../preload/contract/shell.ts';

export function installMenu(window: BrowserWindow): void {
  const command = (label: string, name: string): MenuItemConstructorOptions => ({
    label,
    click: () => {
      window.webContents.send(channels.shellEvent, { kind: 'command', name } satisfies ShellEvent);
    },
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        command('Open…', 'file.open'),
        command('Open sample recording', 'file.openSample'),
        separator,
        command('Save', 'file.save'),
        command('Save as…', 'file.saveAs'),
        command('Close project', 'file.close'),
        separator,
        { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
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
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  // The window has its own toolbar; Alt shows the menu where the system draws one inside the window.
  window.setAutoHideMenuBar(true);
  window.setMenuBarVisibility(false);
}
