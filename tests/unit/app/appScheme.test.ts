import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';

const handle = vi.fn<(scheme: string, respond: (request: Request) => Promise<Response>) => void>();
vi.mock('electron', () => ({ protocol: { handle, registerSchemesAsPrivileged: () => undefined } }));
const { serveAppScheme } = await import('../../../main/app/appScheme.ts');

const root = mkdtempSync(join(tmpdir(), 'phonoscope-scheme-'));
const served = join(root, 'renderer');
mkdirSync(join(served, 'assets'), { recursive: true });
writeFileSync(join(served, 'index.html'), '<style nonce="__CSP_NONCE__"></style>');
writeFileSync(join(served, 'assets', 'worker.js'), 'onmessage = () => {};');
writeFileSync(join(root, 'secret.txt'), 'secret');
symlinkSync(join(root, 'secret.txt'), join(served, 'link.txt'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

serveAppScheme(served);
const respond = handle.mock.calls[0]![1];
const get = (url: string, method = 'GET') => respond({ url, method } as Request);

describe('the app scheme', () => {
  it('serves what is in the folder, the page with a nonce of its own each time', async () => {
    const [first, second] = [await get('app://phonoscope/'), await get('app://phonoscope/index.html')];
    const nonceOf = async (response: Response) => /nonce="([^"]+)"/.exec(await response.text())?.[1];
    const nonce = await nonceOf(first);
    expect(first.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
    expect(await nonceOf(second)).not.toBe(nonce);
  });

  it('gives scripts the policy too: a worker obeys the one its own script came with', async () => {
    const { status, headers } = await get('app://phonoscope/assets/worker.js');
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it.each([
    'app://phonoscope/../secret.txt',
    'app://phonoscope/%2e%2e/secret.txt',
    'app://phonoscope/..%2fsecret.txt',
    'app://phonoscope/assets/..%2f..%2fsecret.txt',
    'app://phonoscope/link.txt',
    'app://phonoscope/%00',
    'app://phonoscope/%E0%A4%A',
    'app://phonoscope/assets',
    'app://phonoscope/none.js',
    'app://elsewhere/index.html',
  ])('answers 404 to %s', async (url) => {
    expect((await get(url)).status).toBe(404);
  });

  it('answers nothing but GET', async () => {
    expect((await get('app://phonoscope/index.html', 'POST')).status).toBe(404);
  });
});
