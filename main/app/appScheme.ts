/** app://phonoscope/…: the only origin the window ever loads. Serves the built renderer with a strict policy. */
import { randomBytes } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { protocol } from 'electron';

export const appOrigin = 'app://phonoscope';

/** The page's <meta> and <style> tags carry this where the response's nonce belongs. */
const noncePlaceholder = '__CSP_NONCE__';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    // Plotly and the panel splitters position elements through style attributes; no rule can be injected this way.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');
}

export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

export function serveAppScheme(rendererFolder: string): void {
  protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.host !== 'phonoscope') return new Response(null, { status: 404 });
    const path = await resolveInside(rendererFolder, url.pathname);
    const bytes = path === null ? null : await readFile(path).catch(() => null); // a folder, or gone meanwhile
    if (path === null || bytes === null) return new Response(null, { status: 404 });
    return respond(path, bytes);
  });
}

async function resolveInside(root: string, encodedPath: string): Promise<string | null> {
  try {
    const pathname = decodeURIComponent(encodedPath);
    const realRoot = await realpath(root);
    const path = await realpath(join(realRoot, pathname === '/' ? 'index.html' : pathname));
    return path.startsWith(realRoot + sep) ? path : null;
  } catch {
    return null; // no such file, or no such name
  }
}

function respond(path: string, bytes: Buffer): Response {
  const extension = extname(path);
  const headers: Record<string, string> = {
    'content-type': contentTypes[extension] ?? 'application/octet-stream',
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin', // with the next line: SharedArrayBuffer between page and worklet
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
  };
  const nonce = randomBytes(16).toString('base64');
  headers['content-security-policy'] = contentSecurityPolicy(nonce); // on scripts too: a worker obeys its own, not the page's
  if (extension !== '.html') return new Response(new Uint8Array(bytes), { headers });
  return new Response(bytes.toString('utf8').replaceAll(noncePlaceholder, nonce), { headers });
}
