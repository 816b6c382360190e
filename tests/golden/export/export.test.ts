/** The writers still write, byte for byte, the files that libsndfile and ffmpeg have read as they should. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { decodeAll, hashOf } from '../../unit/engine/audio/decodeAll.ts';
import { exportedFiles } from './exportedFiles.ts';

interface Entry {
  readonly sha256: string;
  readonly ffmpeg: { readonly decodedSamples: number; readonly errors: string; readonly tags: Record<string, string> };
  readonly libsndfile?: { readonly frames: number; readonly title: string; readonly pcmSha256: string };
}
const manifest = JSON.parse(readFileSync(new URL('manifest.json', import.meta.url), 'utf8')) as {
  files: Record<string, Entry>;
};
const files = await exportedFiles();

it('every file has been read', () => {
  expect(Object.keys(files).sort()).toEqual(Object.keys(manifest.files).sort());
});

it.each(Object.entries(manifest.files))('%s', async (name, { sha256, ffmpeg, libsndfile }) => {
  const bytes = files[name]!;
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  const { channels, info } = await decodeAll(bytes);
  expect(ffmpeg).toMatchObject({
    decodedSamples: info.nSamples,
    errors: '',
    tags: { title: 'Täst', artist: 'Nobody' },
  });
  if (name.startsWith('wav')) expect(ffmpeg.tags['time_reference']).toBe('96000');
  if (libsndfile) expect(libsndfile).toMatchObject({ frames: 4801, title: 'Täst', pcmSha256: hashOf(channels) });
});
