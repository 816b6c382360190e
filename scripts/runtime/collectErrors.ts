import type { ElectronApplication, Page } from 'playwright';

/** Chromium's own log lines, `[12:34/date:ERROR:file.cc(5)] …`: a bare container makes dbus and GL complain. */
const chromiumLine = /^\[\d+:[\d/.:]+:(?:INFO|WARNING|ERROR|VERBOSE\d*):/;
/** What libwayland says in a session without a runtime folder, such as a bare container's. */
const sessionLine = /^error: XDG_RUNTIME_DIR is invalid or not set/;
const inspectorLine =
  /^(?:Debugger listening on|For help, see|Debugger attached|DevTools listening|Waiting for the debugger)/;
const tellsOfError = /error|exception|rejection|\b(?:fatal|failed)\b|"level":(?:50|60)\b/i;

/** Gathers what goes wrong in every process of the app; the answer reads what has been seen so far. */
export function collectErrors(app: ElectronApplication): () => readonly string[] {
  const seen: string[] = [];
  const watch = (page: Page): void => {
    page.on('pageerror', (error) => seen.push(`page: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') seen.push(`console: ${message.text()} (${message.location().url})`);
    });
  };
  app.windows().forEach(watch);
  app.on('window', watch);
  app
    .process()
    .stderr?.setEncoding('utf8')
    .on('data', (text: string) => {
      for (const line of text.split('\n')) if (isErrorLine(line)) seen.push(`main: ${line}`);
    });
  return () => [...seen];
}

/** Whether a line of the main process's stderr tells of an error of ours. */
export function isErrorLine(line: string): boolean {
  const isForeign = [chromiumLine, inspectorLine, sessionLine].some((known) => known.test(line));
  return !isForeign && tellsOfError.test(line);
}
