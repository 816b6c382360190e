/** Every setting of the security checklist, asserted in the running app. */
import { expect, test } from '@playwright/test';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import { runFromPalette, waitForLanes } from '../harness/studioPage.ts';

let launched: LaunchedApp;

test.beforeAll(async () => {
  launched = await launchApp();
  await launched.window.waitForLoadState('load');
});
test.afterAll(async () => {
  await launched.close();
});

test('the page itself breaks none of its policies: drawn, with plots and the palette open', async () => {
  const { window } = launched;
  await waitForLanes(window);
  await runFromPalette(window, 'Spectrum');
  await window.getByTestId('spectrum-panel').locator('.main-svg').first().waitFor();
  launched.expectNoErrors(); // what follows provokes some
});

test('web preferences: isolated, sandboxed, no Node, no webview, web security on', async () => {
  const preferences = await launched.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((w) =>
      (w.webContents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences(),
    ),
  );
  expect(preferences.length).toBeGreaterThan(0);
  for (const preference of preferences)
    expect(preference).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
    });
  // These two are reported only when they are on.
  for (const preference of preferences) {
    expect(preference).not.toHaveProperty('nodeIntegrationInWorker', true);
    expect(preference).not.toHaveProperty('spellcheck', true);
  }
  const isSpellChecking = await launched.app.evaluate(({ session }) => session.defaultSession.isSpellCheckerEnabled());
  expect(isSpellChecking).toBe(false);
});

test('the page has four narrow functions and nothing of Node or Electron', async () => {
  const seen = await launched.window.evaluate(() => ({
    bridge: Object.keys((window as unknown as { phonoscope: object }).phonoscope).sort(),
    globals: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in window),
    origin: location.origin,
  }));
  expect(seen).toEqual({
    bridge: ['onShellEvent', 'registerDroppedFile', 'requestStudioPort', 'shellCall'],
    globals: [],
    origin: 'app://phonoscope',
  });
});

test('a strict content security policy comes with the page and holds', async () => {
  const policy = await launched.window.evaluate(async () =>
    (await fetch('app://phonoscope/index.html')).headers.get('content-security-policy'),
  );
  for (const rule of [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "connect-src 'self'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ])
    expect(policy).toContain(rule);
  expect(policy).toMatch(/style-src 'self' 'nonce-[A-Za-z0-9+/=]{20,}'/);
  expect(policy).not.toContain("'unsafe-eval'");

  // In a task of its own: the debugger that evaluates this may itself use eval, what follows later may not.
  const broken = await launched.window.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const { trustedTypes } = window as unknown as { trustedTypes: { createPolicy(n: string, r: object): unknown } };
        const attempts: Record<string, () => unknown> = {
          eval: (): unknown => (0, eval)('1') as unknown,
          policy: () => trustedTypes.createPolicy('other', {}),
          scriptUrl: () => (document.createElement('script').src = 'https://example.com/x.js'),
        };
        setTimeout(() => {
          const succeeded = Object.entries(attempts).filter(([, attempt]) => {
            try {
              attempt();
              return true;
            } catch {
              return false;
            }
          });
          resolve(succeeded.map(([name]) => name));
        });
      }),
  );
  expect(broken).toEqual([]);
});

test('inline scripts do not run', async () => {
  const ran = await launched.window.evaluate(async () => {
    const script = document.createElement('script');
    try {
      script.text = 'window.__inlineRan = true';
      document.body.append(script);
    } catch {
      return false; // refused by trusted types already
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    return '__inlineRan' in window;
  });
  expect(ran).toBe(false);
});

test('the app scheme serves the built page only', async () => {
  const statuses = await launched.window.evaluate(async () => {
    const urls = [
      'app://phonoscope/index.html',
      'app://phonoscope/../main/app.js',
      'app://phonoscope/%2e%2e/main/app.js',
      'app://phonoscope/..%2fmain%2fapp.js',
      'app://phonoscope/%2fetc%2fpasswd',
      'app://phonoscope/no-such-file',
    ];
    return Promise.all(urls.map(async (url) => (await fetch(url).catch(() => ({ status: 0 }))).status));
  });
  expect(statuses).toEqual([200, 404, 404, 404, 404, 404]);
});

test('no network and no files: every request that is not ours is refused', async () => {
  const reached = await launched.window.evaluate(async () => {
    const urls = ['https://example.com/', 'http://127.0.0.1:9/', 'file:///etc/passwd', 'app://elsewhere/index.html'];
    const answers = await Promise.all(
      urls.map((url) =>
        fetch(url).then(
          () => url,
          () => null,
        ),
      ),
    );
    return answers.filter((url) => url !== null);
  });
  expect(reached).toEqual([]);
});

test('navigation and new windows are denied', async () => {
  const before = launched.window.url();
  const opened = await launched.window.evaluate(() => window.open('https://example.com/') !== null);
  expect(opened).toBe(false);
  await launched.window.evaluate(() => {
    location.href = 'https://example.com/';
  });
  await launched.window.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'file:///etc/passwd';
    link.click();
  });
  await launched.window.waitForTimeout(200);
  expect(launched.window.url()).toBe(before);
  expect(await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('permissions: camera, location, notifications and a microphone without a gesture are denied', async () => {
  const answers = await launched.window.evaluate(async () => {
    const name = (promise: Promise<unknown>) =>
      promise.then(
        () => 'granted',
        (e: unknown) => (e as Error).name,
      );
    return {
      camera: await name(navigator.mediaDevices.getUserMedia({ video: true })),
      microphoneWithoutGesture: await name(navigator.mediaDevices.getUserMedia({ audio: true })),
      screen: await name(navigator.mediaDevices.getDisplayMedia()),
      notifications: await Notification.requestPermission(),
      location: await new Promise<string>((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => {
            resolve('granted');
          },
          () => {
            resolve('denied');
          },
        );
      }),
    };
  });
  for (const answer of Object.values(answers)) expect(answer).not.toBe('granted');
});

test('procedures outside the shell contract and malformed input are refused', async () => {
  const replies = await launched.window.evaluate(async () => {
    const { shellCall } = (
      window as unknown as { phonoscope: { shellCall(m: string, i: unknown): Promise<{ ok: boolean }> } }
    ).phonoscope;
    return Promise.all([
      shellCall('constructor', {}),
      shellCall('shell.chooseFiles', { kind: '/etc/passwd' }),
      shellCall('shell.setTitle', { title: 'x', edited: false, extra: 1 }),
      shellCall('shell.about', {}),
    ]);
  });
  expect(replies.map((reply) => reply.ok)).toEqual([false, false, false, true]);
});

test('a file handle comes from a real dropped file only', async () => {
  const fileId = await launched.window.evaluate(() => {
    const { registerDroppedFile } = (
      window as unknown as { phonoscope: { registerDroppedFile(f: unknown): Promise<string | null> } }
    ).phonoscope;
    return Promise.all([registerDroppedFile('/etc/passwd'), registerDroppedFile(new File(['x'], 'passwd'))]);
  });
  expect(fileId).toEqual([null, null]);
});
