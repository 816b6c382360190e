import { hasDisplay, startXvfb } from '../../scripts/runtime/xvfb.ts';

let started: Promise<string> | undefined;

/** The display tests draw on: the machine's own, or one virtual server per test worker. */
export async function testDisplay(): Promise<string | undefined> {
  if (hasDisplay()) return process.env['DISPLAY'];
  started ??= startXvfb().then((server) => server.display);
  return started;
}
