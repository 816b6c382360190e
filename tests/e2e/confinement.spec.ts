/** The walls around the page, tried from both sides: frames, windows that are not ours, files, devices, the network. */
import { expect, test } from '@playwright/test';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { channels } from '../../preload/contract/channels.ts';
import { inProject } from '../../scripts/projectPaths.ts';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import { dropFiles, fileIn, waitForLanes } from '../harness/studioPage.ts';

let launched: LaunchedApp;
let server: Server;
let address: string;
let nRequests = 0;

test.beforeAll(async () => {
  server = createServer((_request, response) => {
    nRequests += 1;
    response.end('reached');
  }).on('upgrade', (_request, socket) => {
    nRequests += 1;
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  launched = await launchApp();
  await waitForLanes(launched.window);
});
test.afterAll(async () => {
  await launched.close();
  server.close();
});

test('the network is reached neither by the page nor around its policy', async () => {
  expect(await (await fetch(`http://${address}/`)).text()).toBe('reached'); // it is there
  nRequests = 0;
  await launched.window.evaluate(async (host) => {
    const image = new Image();
    image.src = `http://${host}/image.png`;
    try {
      new WebSocket(`ws://${host}/`);
      new EventSource(`http://${host}/events`);
      navigator.sendBeacon(`http://${host}/beacon`, 'x');
    } catch {
      // refused outright
    }
    await fetch(`http://${host}/`, { mode: 'no-cors' }).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }, address);
  const byMain = await launched.app.evaluate(async ({ session }, host) => {
    const answer = await session.defaultSession.fetch(`http://${host}/`).catch((error: unknown) => String(error));
    return typeof answer === 'string' ? answer : 'reached';
  }, address);
  expect(byMain).toContain('ERR_BLOCKED_BY_CLIENT');
  expect(nRequests).toBe(0);
});

test('no frame loads, and an empty one has no bridge', async () => {
  const frames = await launched.window.evaluate(async (host) => {
    const urls = ['app://phonoscope/index.html', `http://${host}/`, 'data:text/html,x', 'file:///etc/passwd'];
    const made = ['about:blank', ...urls].map((url) => {
      const frame = document.createElement('iframe');
      frame.src = url;
      document.body.append(frame);
      return frame;
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const states = made.map((frame) => {
      const inside = frame.contentWindow as unknown as { phonoscope?: object };
      try {
        return `${typeof inside.phonoscope} ${frame.contentDocument?.body.childElementCount ?? 'closed'}`;
      } catch {
        return 'closed'; // the page of an error
      }
    });
    for (const frame of made) frame.remove();
    return states;
  }, address);
  expect(frames[0]).toBe('undefined 0');
  for (const state of frames.slice(1)) expect(state).toMatch(/closed$|^undefined 0$/);
});

test('a window that is not ours is told nothing, whatever page it shows', async () => {
  const preload = inProject('out/preload/index.cjs');
  const reply = await launched.app.evaluate(async ({ BrowserWindow }, path) => {
    const other = new BrowserWindow({ show: false, webPreferences: { preload: path, sandbox: true } });
    await other.loadURL('app://phonoscope/index.html');
    const answer: unknown = await other.webContents.executeJavaScript("phonoscope.shellCall('shell.about', {})");
    other.destroy();
    return answer;
  }, preload);
  expect(reply).toMatchObject({ ok: false, error: { message: 'the caller is not the application window' } });
});

test('no window shows a file or an address, be it opened by main itself', async () => {
  const answers = await launched.app.evaluate(
    async ({ BrowserWindow }, urls) => {
      const other = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
      const results = [];
      for (const url of urls)
        results.push(
          await other.loadURL(url).then(
            () => 'shown',
            (error: unknown) => String(error),
          ),
        );
      other.destroy();
      return results;
    },
    ['file:///etc/passwd', `http://${address}/`],
  );
  for (const answer of answers) expect(answer).toContain('ERR_BLOCKED_BY_CLIENT');
});

test('a webview is never attached, and what the window says of that is heeded', async () => {
  const prevented = await launched.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    let isPrevented = false;
    window?.webContents.emit('will-attach-webview', { preventDefault: () => (isPrevented = true) }, {}, {});
    return isPrevented;
  });
  expect(prevented).toBe(true);
  const isInert = await launched.window.evaluate(() => {
    const element = document.createElement('webview');
    document.body.append(element);
    const inert = !('getWebContentsId' in element);
    element.remove();
    return inert;
  });
  expect(isInert).toBe(true);
});

test('a dropped page does not become the window’s', async () => {
  const before = launched.window.url();
  await dropFiles(launched, await fileIn(launched, 'page.html', '<title>foreign</title>'));
  await launched.window.waitForTimeout(300);
  expect(launched.window.url()).toBe(before);
});

test('the page asks for nothing but the microphone and writing to the clipboard', async () => {
  const names = ['camera', 'geolocation', 'notifications', 'midi', 'clipboard-read', 'clipboard-write', 'microphone'];
  const states = await launched.window.evaluate(
    (all) =>
      Promise.all(
        all.map(async (name) => {
          const { state } = await navigator.permissions.query({ name: name as PermissionName });
          return [name, state] as const;
        }),
      ),
    names,
  );
  const granted = states.filter(([, state]) => state === 'granted').map(([name]) => name);
  expect(granted.filter((name) => !['microphone', 'clipboard-write'].includes(name))).toEqual([]);
  const devices = await launched.window.evaluate(async () => {
    const { usb, hid, serial } = navigator as unknown as Record<string, { getDevices?(): Promise<unknown[]> }>;
    const lists = [usb, hid, serial].map(async (kind) => (await kind?.getDevices?.().catch(() => [])) ?? []);
    return (await Promise.all(lists)).flat().length;
  });
  expect(devices).toBe(0);
});

test('nothing switches security off: neither flags of the command line nor experiments of the page', async () => {
  const found = await launched.app.evaluate(
    ({ app, BrowserWindow }, names) => ({
      switches: names.filter((name) => app.commandLine.hasSwitch(name)),
      blink: BrowserWindow.getAllWindows().map((window) => {
        const contents = window.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
        return contents.getLastWebPreferences()['enableBlinkFeatures'] ?? '';
      }),
    }),
    ['disable-web-security', 'allow-running-insecure-content', 'enable-blink-features'],
  );
  expect(found.switches).toEqual([]);
  for (const features of found.blink) expect(features).toBe('');
});

test('what main tells the page arrives without the event it came with', async () => {
  // Listening before it is sent: two evaluations at once reach the page in any order.
  await launched.window.evaluate(() => {
    const page = window as unknown as {
      phonoscope: { onShellEvent(listener: (...args: unknown[]) => void): void };
      heard: Promise<string[]>;
    };
    page.heard = new Promise((resolve) => {
      page.phonoscope.onShellEvent((...args) => {
        resolve(args.map((arg) => Object.keys(arg as object).join()));
      });
    });
  });
  await launched.app.evaluate(({ BrowserWindow }, channel) => {
    BrowserWindow.getAllWindows()[0]?.webContents.send(channel, { kind: 'studio.lost', detail: 'a test' });
  }, channels.shellEvent);
  const heard = launched.window.evaluate(() => (window as unknown as { heard: Promise<string[]> }).heard);
  expect(await heard).toEqual(['kind,detail']);
});
