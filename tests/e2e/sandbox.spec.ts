/** The page's process is confined by the kernel, and the app works like that: nothing here runs with --no-sandbox. */
import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import type { AttachedApp } from '../harness/attachedApp.ts';
import { launchSandboxed } from '../harness/sandboxedApp.ts';
import { waitForLanes, waitForRecording } from '../harness/studioPage.ts';
import { whyNoSandbox } from '../harness/unprivileged.ts';

let launched: AttachedApp | undefined;

test.beforeAll(async () => {
  const reason = whyNoSandbox();
  test.skip(reason !== null, reason ?? '');
  launched = await launchSandboxed();
});
test.afterAll(async () => {
  await launched?.close();
});

function app(): AttachedApp {
  if (launched === undefined) throw new Error('the app was not started');
  return launched;
}

/** A line of /proc/PID/status, as proc(5) describes it. */
function statusOf(pid: number, name: string): string | undefined {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1];
}

test('the app opens the sample recording and draws it', async () => {
  const { window } = app();
  await waitForRecording(window, 'jfk.flac');
  await waitForLanes(window);
  await expect(window.getByTestId('lane-spectrogram-1')).toBeVisible();
});

test('every page runs under a seccomp filter, without a way to new privileges, as an ordinary user', async () => {
  const renderers = await app().processIds('renderer');
  expect(renderers.length).toBeGreaterThan(0);
  for (const pid of renderers) {
    expect(statusOf(pid, 'Seccomp'), 'filtered').toBe('2');
    expect(statusOf(pid, 'NoNewPrivs')).toBe('1');
    expect(statusOf(pid, 'CapEff'), 'no capability').toMatch(/^0+$/);
    expect(statusOf(pid, 'Uid')).not.toMatch(/\b0\b/);
  }
});

test('that is Chromium’s doing: the browser process is not confined so', async () => {
  const [browser] = await app().processIds('browser');
  if (browser === undefined) throw new Error('there is no browser process');
  expect(readFileSync(`/proc/${String(browser)}/cmdline`, 'utf8')).not.toContain('no-sandbox');
  expect(statusOf(browser, 'NoNewPrivs')).toBe(statusOf(process.pid, 'NoNewPrivs'));
  expect(statusOf(browser, 'Seccomp')).toBe(statusOf(process.pid, 'Seccomp'));
});

test('the page is cross-origin isolated, and nothing went wrong', async () => {
  expect(await app().window.evaluate(() => window.crossOriginIsolated)).toBe(true);
  expect(app().errors()).toEqual([]);
});
