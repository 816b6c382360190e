import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parsePackManifest } from '../../../../main/engine/runtime/packManifest.ts';

const shipped = JSON.parse(
  await readFile(new URL('../../../../resources/models/silero-vad/manifest.json', import.meta.url), 'utf8'),
) as Record<string, unknown> & { files: { path: string; bytes: number; sha256: string }[] };

const changed = (change: object) => JSON.stringify({ ...shipped, ...change });
const withFile = (change: object) => changed({ files: [{ ...shipped.files[0], ...change }] });

describe('parsePackManifest', () => {
  it('reads the shipped manifest', () => {
    expect(parsePackManifest(JSON.stringify(shipped))).toMatchObject({ id: 'silero-vad', licence: 'MIT' });
  });

  it.each([
    ['not JSON', '{', /not JSON/],
    ['an unknown key', changed({ run: 'rm' }), /run/],
    ['another format', changed({ format: 2 }), /format/],
    ['an id with a path', changed({ id: '../evil' }), /id: must be lower-case/],
    ['a source that is not https', changed({ source: 'file:///etc/passwd' }), /source/],
    ['no files', changed({ files: [] }), /files/],
    ['a path that leaves the pack', withFile({ path: '../../etc/passwd' }), /files\.0\.path/],
    ['an absolute path', withFile({ path: '/etc/passwd' }), /files\.0\.path/],
    ['a Windows path', withFile({ path: 'a\\b.onnx' }), /files\.0\.path/],
    ['a hidden file', withFile({ path: '.npmrc' }), /files\.0\.path/],
    ['a size of zero', withFile({ bytes: 0 }), /files\.0\.bytes/],
    ['a size beyond any model', withFile({ bytes: 1e13 }), /files\.0\.bytes/],
    ['a hash that is too short', withFile({ sha256: 'abc' }), /files\.0\.sha256/],
    [
      'one path twice',
      changed({ files: [shipped.files[0], { ...shipped.files[0], path: 'SILERO_VAD.onnx' }] }),
      /same path/,
    ],
    ['a manifest of megabytes', ' '.repeat(2 ** 20 + 1), /at most 1048576/],
  ])('refuses %s', (_what, text, message) => {
    expect(() => parsePackManifest(text)).toThrow(message);
    expect(() => parsePackManifest(text)).toThrow(expect.objectContaining({ code: 'E_MODEL_INVALID' }));
  });
});
