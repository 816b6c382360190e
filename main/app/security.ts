/** Everything Electron would allow by default and Phonoscope does not need, denied in one place. */
import { app, type Session, type WebContents } from 'electron';
import { appOrigin } from './appScheme.ts';

const gestureLifetimeMs = 5_000;
const lastGestureMs = new WeakMap<WebContents, number>();

/** In development the page comes from Vite's server; a packaged app never looks at the variable. */
export function pageOrigin(): string {
  const devUrl = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
  return devUrl === undefined ? appOrigin : new URL(devUrl).origin;
}

/** The frame that a message or request claims to come from: our page's main frame, or not. */
export function isOwnMainFrame(frame: { url: string; parent: unknown } | null): boolean {
  return frame !== null && frame.parent === null && originOf(frame.url) === pageOrigin();
}

/** URL.origin is "null" for custom schemes in Node, so it is put together by hand; null for what is no address. */
function originOf(url: string): string | null {
  try {
    const { protocol, host } = new URL(url);
    return `${protocol}//${host}`;
  } catch {
    return null;
  }
}

export function restrictSession(session: Session): void {
  const isOwnUrl = (url: string | undefined) => url !== undefined && originOf(url) === pageOrigin();

  session.setPermissionRequestHandler((contents, permission, decide, details) => {
    if (!details.isMainFrame || !isOwnUrl(details.requestingUrl)) {
      decide(false);
      return;
    }
    if (permission === 'media') {
      const types = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
      const isMicrophoneOnly = types.length === 1 && types[0] === 'audio';
      decide(isMicrophoneOnly && Date.now() - (lastGestureMs.get(contents) ?? -Infinity) < gestureLifetimeMs);
      return;
    }
    decide(permission === 'clipboard-sanitized-write' || permission === 'speaker-selection');
  });

  session.setPermissionCheckHandler((_contents, permission, origin, details) => {
    if (!details.isMainFrame || !isOwnUrl(origin)) return false;
    if (permission === 'media') return details.mediaType === 'audio';
    return (permission as string) === 'clipboard-sanitized-write' || (permission as string) === 'speaker-selection';
  });

  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);

  // Offline by construction: whatever asks for anything but our own files is cancelled.
  session.webRequest.onBeforeRequest((details, decide) => {
    const { protocol } = new URL(details.url);
    const isInternal = protocol === 'app:' || protocol === 'blob:' || protocol === 'data:' || protocol === 'devtools:';
    const isDevServer = pageOrigin() !== appOrigin && new URL(details.url).host === new URL(pageOrigin()).host;
    decide({ cancel: !isInternal && !isDevServer });
  });
}

/** Applied to every web contents there will ever be. */
export function restrictWebContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    const deny = (event: { preventDefault(): void }) => {
      event.preventDefault();
    };
    contents.on('will-attach-webview', deny);
    contents.on('will-navigate', deny);
    contents.on('will-frame-navigate', deny);
    contents.on('will-redirect', deny);
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('input-event', (_inputEvent, input) => {
      if (input.type === 'mouseDown' || input.type === 'rawKeyDown' || input.type === 'keyDown')
        lastGestureMs.set(contents, Date.now());
    });
  });
}
