import { describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ app: {} }));
const { fileArguments } = await import('../../../main/app/openRequests.ts');

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
