/** An app that runs without Playwright's hold on its main process: its window is reached through Chromium's debugger. */
import { chromium, expect, type Browser, type Page } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { isErrorLine } from '../../scripts/runtime/collectErrors.ts';

export interface AttachedApp {
  readonly window: Page;
  /** Process ids by Chromium's own names: "browser", "renderer", "utility". */
  processIds(type: string): Promise<number[]>;
  /** Error lines of all processes and of the page's console. */
  errors(): readonly string[];
  close(): Promise<void>;
}

export interface AttachedStart {
  readonly command: string;
  /** With --remote-debugging-port=0 among them. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Record<string, string>;
}

/** Starts an app; whatever happens then, `afterwards` is run once it has ended. */
export async function startAttached(start: AttachedStart, afterwards: () => Promise<void>): Promise<AttachedApp> {
  const child = spawn(start.command, start.args, {
    cwd: start.cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: start.env,
  });
  const end = async () => {
    await stop(child);
    await afterwards();
  };
  try {
    return await connect(child, end);
  } catch (error) {
    await end();
    throw error;
  }
}

async function connect(child: ChildProcess, end: () => Promise<void>): Promise<AttachedApp> {
  const errors: string[] = [];
  const address = await debuggerAddress(child, errors);
  await pageLoaded(address);
  const browser = await attach(address);
  const context = browser.contexts()[0];
  if (context === undefined) throw new Error('the app has no browser context');
  const window = context.pages()[0] ?? (await context.waitForEvent('page'));
  window.on('pageerror', (error) => errors.push(`page: ${error.message}`));
  window.on('console', (message) => {
    if (message.type() === 'error') errors.push(`console: ${message.text()}`);
  });
  const session = await browser.newBrowserCDPSession();
  return {
    window,
    async processIds(type) {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      return processInfo.filter((info) => info.type === type).map((info) => info.id);
    },
    errors: () => [...errors],
    async close() {
      await browser.close();
      await end();
    },
  };
}

/** Playwright may hang on a page that is just navigating; the next attempt finds it settled. */
async function attach(address: string): Promise<Browser> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await chromium.connectOverCDP(address, { timeout: 12_000 });
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

/** Chromium tells where its debugger listens on stderr, among other things. */
function debuggerAddress(child: ChildProcess, errors: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let told = '';
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`the app ended with code ${String(code)}: ${told}`));
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      told += text;
      for (const line of text.split('\n')) if (isErrorLine(line)) errors.push(`main: ${line}`);
      const address = /DevTools listening on (ws:\S+)/.exec(told)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
}

/** Playwright waits for ever when it attaches between a page's creation and its first navigation. */
async function pageLoaded(address: string): Promise<void> {
  const list = `http://${new URL(address).host}/json/list`;
  const urls = async () => ((await (await fetch(list)).json()) as { url: string }[]).map(({ url }) => url);
  await expect.poll(urls, { timeout: 20_000 }).toContainEqual(expect.stringMatching(/^app:/));
}

/** Ends a started process in the way a session's end does, and waits for it. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
