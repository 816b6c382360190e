import { EventEmitter } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const app = Object.assign(new EventEmitter(), { isPackaged: true });
const registerSchemesAsPrivileged = vi.fn<(schemes: readonly object[]) => void>();
vi.mock('electron', () => ({ app, protocol: { registerSchemesAsPrivileged } }));
const { isOwnMainFrame, pageOrigin, restrictSession, restrictWebContents } =
  await import('../../../main/app/security.ts');
const { registerAppScheme } = await import('../../../main/app/appScheme.ts');

const ownUrl = 'app://phonoscope/index.html';

class FakeContents extends EventEmitter {
  windowOpenHandler: (details: object) => unknown = () => undefined;
  setWindowOpenHandler(handler: (details: object) => unknown) {
    this.windowOpenHandler = handler;
  }
}

restrictWebContents();

function newContents(): FakeContents {
  const contents = new FakeContents();
  app.emit('web-contents-created', {}, contents);
  return contents;
}

type RequestHandler = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>;
type CheckHandler = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>;
type BeforeRequest = (details: { url: string }, decide: (answer: { cancel: boolean }) => void) => void;

function restrictedSession() {
  const handlers: { request?: RequestHandler; check?: CheckHandler; device?: () => boolean; before?: BeforeRequest } =
    {};
  let checksSpelling = true;
  restrictSession({
    setPermissionRequestHandler: (handler: RequestHandler) => (handlers.request = handler),
    setPermissionCheckHandler: (handler: CheckHandler) => (handlers.check = handler),
    setDevicePermissionHandler: (handler: () => boolean) => (handlers.device = handler),
    setSpellCheckerEnabled: (enabled: boolean) => (checksSpelling = enabled),
    webRequest: { onBeforeRequest: (handler: BeforeRequest) => (handlers.before = handler) },
  } as unknown as Session);
  const { request, check, device, before } = handlers;
  if (!request || !check || !device || !before) throw new Error('a handler was not set');
  return { request, check, device, before, checksSpelling };
}

describe('requests for permission', () => {
  const { request } = restrictedSession();
  const ask = (permission: string, details: object = {}, contents = newContents()) => {
    let granted: boolean | undefined;
    const all = { isMainFrame: true, requestingUrl: ownUrl, ...details };
    const decide = (answer: boolean) => (granted = answer);
    (request as (...args: unknown[]) => void)(contents, permission, decide, all);
    return granted;
  };
  const afterGesture = (type = 'mouseDown') => {
    const contents = newContents();
    contents.emit('input-event', {}, { type });
    return contents;
  };
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each(['mouseDown', 'keyDown', 'rawKeyDown'])('the microphone is given within five seconds of a %s', (type) => {
    const contents = afterGesture(type);
    vi.advanceTimersByTime(4_999);
    expect(ask('media', { mediaTypes: ['audio'] }, contents)).toBe(true);
    vi.advanceTimersByTime(1);
    expect(ask('media', { mediaTypes: ['audio'] }, contents)).toBe(false);
  });

  it('not without a gesture, nor after one in another window, nor for moving the mouse', () => {
    const details = { mediaTypes: ['audio'] };
    afterGesture();
    expect(ask('media', details)).toBe(false);
    expect(ask('media', details, afterGesture('mouseMove'))).toBe(false);
  });

  it.each([[['video']], [['audio', 'video']], [[]], [undefined]])(
    'no other medium after a gesture: %j',
    (mediaTypes) => {
      expect(ask('media', { mediaTypes }, afterGesture())).toBe(false);
    },
  );

  it.each([{ isMainFrame: false }, { requestingUrl: 'https://example.com/' }, { requestingUrl: 'file:///x' }])(
    'nothing for a page or frame that is not ours: %j',
    (details) => {
      expect(ask('media', { mediaTypes: ['audio'], ...details }, afterGesture())).toBe(false);
      expect(ask('clipboard-sanitized-write', details)).toBe(false);
    },
  );

  it('writing text to the clipboard and choosing the loudspeaker are given', () => {
    expect(ask('clipboard-sanitized-write')).toBe(true);
    expect(ask('speaker-selection')).toBe(true);
  });

  it.each([
    ...['clipboard-read', 'display-capture', 'geolocation', 'notifications', 'midi', 'midiSysex', 'pointerLock'],
    ...['fullscreen', 'openExternal', 'window-management', 'fileSystem', 'hid', 'serial', 'usb', 'unknown'],
  ])('%s is denied', (permission) => {
    expect(ask(permission, {}, afterGesture())).toBe(false);
  });
});

describe('checks of permission', () => {
  const { check, device } = restrictedSession();
  const ask = (permission: string, details: object = {}, origin = 'app://phonoscope/') =>
    (check as (...args: unknown[]) => boolean)(null, permission, origin, { isMainFrame: true, ...details });

  it('know of the microphone, the clipboard for writing and the loudspeaker only', () => {
    expect(ask('media', { mediaType: 'audio' })).toBe(true);
    expect(ask('media', { mediaType: 'video' })).toBe(false);
    expect(ask('clipboard-sanitized-write')).toBe(true);
    expect(ask('speaker-selection')).toBe(true);
    for (const other of ['clipboard-read', 'geolocation', 'hid', 'serial', 'usb', 'fileSystem', 'openExternal'])
      expect(ask(other), other).toBe(false);
  });

  it('deny everything to frames and other origins', () => {
    expect(ask('media', { mediaType: 'audio', isMainFrame: false })).toBe(false);
    expect(ask('media', { mediaType: 'audio' }, 'https://example.com')).toBe(false);
  });

  it('no device is ever given', () => {
    expect(device()).toBe(false);
  });
});

describe('requests', () => {
  const { before, checksSpelling } = restrictedSession();
  const isCancelled = (url: string) => {
    let cancelled: boolean | undefined;
    before({ url }, ({ cancel }) => (cancelled = cancel));
    return cancelled;
  };

  it.each(['https://example.com/', 'http://localhost:5173/', 'ws://127.0.0.1/', 'wss://a.b/', 'file:///etc/passwd'])(
    '%s is cancelled',
    (url) => {
      expect(isCancelled(url)).toBe(true);
    },
  );
  it.each(['ftp://a.b/', 'chrome-extension://abc/x.js', 'filesystem:app://phonoscope/x'])('%s is cancelled', (url) => {
    expect(isCancelled(url)).toBe(true);
  });
  it.each([ownUrl, 'blob:app://phonoscope/1', 'data:text/plain,x'])('%s is not', (url) => {
    expect(isCancelled(url)).toBe(false);
  });
  it('no dictionary is fetched: there is no spelling checker', () => {
    expect(checksSpelling).toBe(false);
  });
});

describe('every web contents', () => {
  it.each(['will-attach-webview', 'will-navigate', 'will-frame-navigate', 'will-redirect'])(
    '%s is prevented',
    (name) => {
      const preventDefault = vi.fn();
      newContents().emit(name, { preventDefault });
      expect(preventDefault).toHaveBeenCalledOnce();
    },
  );
  it('opens no window', () => {
    expect(newContents().windowOpenHandler({ url: ownUrl })).toEqual({ action: 'deny' });
  });
});

describe('the sender of a message', () => {
  it.each([
    [{ url: ownUrl, parent: null }, true],
    [{ url: ownUrl, parent: {} }, false],
    [{ url: 'https://phonoscope/', parent: null }, false],
    [{ url: 'app://phonoscope.example/', parent: null }, false],
    [{ url: 'file:///index.html', parent: null }, false],
    [{ url: '', parent: null }, false],
    [null, false],
  ])('%j is ours: %s', (frame, isOurs) => {
    expect(isOwnMainFrame(frame)).toBe(isOurs);
  });
});

describe('a development server', () => {
  afterEach(() => {
    app.isPackaged = true;
    delete process.env['ELECTRON_RENDERER_URL'];
  });
  it('is the page’s origin in development only', () => {
    process.env['ELECTRON_RENDERER_URL'] = 'http://localhost:5173/';
    expect(pageOrigin()).toBe('app://phonoscope');
    app.isPackaged = false;
    expect(pageOrigin()).toBe('http://localhost:5173');
  });
});

describe('by absence', () => {
  it('the app scheme has no privilege but these five: no way around the policy, no cross-origin requests', () => {
    registerAppScheme();
    const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true };
    expect(registerSchemesAsPrivileged).toHaveBeenCalledWith([{ scheme: 'app', privileges }]);
  });

  const root = join(import.meta.dirname, '../../..');
  const sources = (folder: string) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => [join(folder, name), readFileSync(join(root, folder, name), 'utf8')] as const);
  const sourcesWith = (folder: string, pattern: RegExp) =>
    sources(folder).flatMap(([name, text]) => (pattern.test(text) ? [name] : []));

  it('nothing asks the system to open an address or a file', () => {
    expect(sourcesWith('main', /\b(?:openExternal|openPath)\b/)).toEqual([]);
  });
  it('a file is shown in its folder in one place, by its handle', () => {
    expect(sourcesWith('main', /\bshowItemInFolder\b/)).toEqual([join('main', 'app', 'shellServer.ts')]);
  });
  it('text becomes markup nowhere in the window', () => {
    expect(sourcesWith('renderer', /dangerouslySetInnerHTML|\b(?:inner|outer)HTML\s*=|insertAdjacentHTML/)).toEqual([]);
  });
  it('no database is attached to another', () => {
    expect(sourcesWith('main', /\bATTACH\b/)).toEqual([]);
  });
  it('the checks above find what they look for', () => {
    expect(sourcesWith('main', /\bsetWindowOpenHandler\b/)).toEqual([join('main', 'app', 'security.ts')]);
  });
});
