/** The menu of text fields: the page has its own for everything else, but may not read the clipboard. */
import { Menu, type BrowserWindow } from 'electron';

export function offerFieldMenu(window: BrowserWindow): void {
  const menu = Menu.buildFromTemplate([
    { role: 'undo' },
    { role: 'redo' },
    { type: 'separator' },
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { type: 'separator' },
    { role: 'selectAll' },
  ]);
  window.webContents.on('context-menu', (_event, { isEditable }) => {
    if (isEditable) menu.popup({ window });
  });
}
