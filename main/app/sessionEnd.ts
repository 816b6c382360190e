/**
 * The session of the computer ends or sleeps. What was acknowledged is on the disk at every moment; here the page is asked
 * for its last view and the log is folded into the project's file, so that one closed file is what is left.
 */
import { app, powerMonitor, type BrowserWindow } from 'electron';
import type { Studio } from './studio.ts';

const tell = (studio: Studio, what: 'host.settle' | 'host.lookAgain'): void => {
  studio
    .control()
    .then((control) => control.call[what]({}))
    .catch(() => undefined); // a host that is away has everything on the disk
};

export function followSession(window: BrowserWindow, studio: Studio): void {
  powerMonitor.on('suspend', () => {
    tell(studio, 'host.settle');
  });
  powerMonitor.on('resume', () => {
    tell(studio, 'host.lookAgain');
  });
  // Linux and macOS wait for an application that asks for it: quitting closes the project and then lets go.
  powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
    event?.preventDefault();
    app.quit();
  });
  // Windows gives some seconds after these, and ends the process whatever it does.
  window.on('query-session-end', () => {
    tell(studio, 'host.settle');
  });
  window.on('session-end', () => {
    app.quit();
  });
}
