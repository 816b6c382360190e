import type { BrowserWindow } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import type { Studio } from '../../../main/app/studio.ts';

const app = await vi.hoisted(async () => {
  const { EventEmitter } = await import('node:events');
  return Object.assign(new EventEmitter(), { getAppPath: () => '/app' });
});
vi.mock('electron', () => ({ app }));
const { fileArguments, OpenRequests } = await import('../../../main/app/openRequests.ts');

describe('fileArguments', () => {
  it('takes files, relative to where the command was given, and neither switches nor the app itself', () => {
    const argv = [
      '/opt/electron',
      '--no-sandbox',
      '/home/me/phonoscope',
      'talk.flac',
      '/tmp/a b.wav',
      '--disable-gpu',
      '.',
    ];
    expect(fileArguments(argv, '/home/me/phonoscope', '/home/me/phonoscope')).toEqual([
      '/home/me/phonoscope/talk.flac',
      '/tmp/a b.wav',
    ]);
  });

  it('is empty for a plain start', () => {
    expect(fileArguments(['/opt/phonoscope'], '/', '/opt')).toEqual([]);
  });
});

describe('a second start', () => {
  function running(registerFile: (input: { path: string }) => Promise<{ fileId: string }>) {
    app.removeAllListeners();
    process.argv = ['/opt/phonoscope'];
    const done = { focus: 0, restored: 0, sent: [] as unknown[] };
    const window = {
      isDestroyed: () => false,
      isMinimized: () => done.restored === 0,
      restore: () => done.restored++,
      focus: () => done.focus++,
      webContents: { send: (_channel: string, event: unknown) => done.sent.push(event) },
    };
    const studio = { control: () => Promise.resolve({ call: { 'host.registerFile': registerFile } }) };
    const requests = new OpenRequests();
    requests.deliverTo(window as unknown as BrowserWindow, studio as unknown as Studio);
    return done;
  }

  it('without files shows the window that is there', () => {
    const done = running(() => Promise.reject(new Error('no file was given')));
    app.emit('second-instance', {}, ['/opt/phonoscope'], '/home/me');
    expect(done).toMatchObject({ focus: 1, restored: 1, sent: [] });
  });

  it('hands its files on, again if the studio host died over it', async () => {
    const registerFile = vi
      .fn<(input: { path: string }) => Promise<{ fileId: string }>>()
      .mockRejectedValueOnce(new Error('the process that does this work has ended'))
      .mockImplementation(({ path }) => Promise.resolve({ fileId: `of ${path}` }));
    const done = running(registerFile);
    app.emit('second-instance', {}, ['/opt/phonoscope', 'talk.flac'], '/home/me');
    await vi.waitFor(() => {
      expect(done.sent).toContainEqual({ kind: 'files.opened', fileIds: ['of /home/me/talk.flac'] });
    });
  });
});
