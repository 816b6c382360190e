import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fetchPinnedTarball, integrityOf, packedName } from '../../../../scripts/runtime/npmTarball.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'phonoscope-tarball-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

/** sha512 of the three bytes "abc", from FIPS 180-4, in base64. */
const integrityOfAbc =
  'sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==';

test('integrityOf agrees with the published digest of "abc"', async () => {
  await writeFile(join(folder, 'abc'), 'abc');
  expect(await integrityOf(join(folder, 'abc'))).toBe(integrityOfAbc);
});

test('packedName flattens the scope as npm pack does', () => {
  expect(packedName({ name: '@scope/thing', version: '1.2.3' })).toBe('scope-thing-1.2.3.tgz');
  expect(packedName({ name: 'thing', version: '1.2.3' })).toBe('thing-1.2.3.tgz');
});

describe.runIf(process.platform !== 'win32')('fetchPinnedTarball, with an npm of the test', () => {
  /** Puts an `npm` on the path that writes `content` where `npm pack` would write the tarball. */
  async function fakeNpm(script: string): Promise<void> {
    await writeFile(join(folder, 'npm'), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, 'npm'), 0o755);
    vi.stubEnv('PATH', `${folder}:${process.env['PATH'] ?? ''}`);
    vi.stubEnv('npm_execpath', '');
  }
  const wanted = { name: 'thing', version: '1.0.0', integrity: integrityOfAbc };

  test('answers the tarball whose hash is the pinned one', async () => {
    await fakeNpm('printf abc > "$5/thing-1.0.0.tgz"');
    expect(await fetchPinnedTarball(wanted, folder)).toBe(join(folder, 'thing-1.0.0.tgz'));
  });

  test('refuses any other, naming both hashes', async () => {
    await fakeNpm('printf abd > "$5/thing-1.0.0.tgz"');
    await expect(fetchPinnedTarball(wanted, folder)).rejects.toThrow(
      /has integrity sha512-.*the pinned one is sha512-3a81/,
    );
  });

  test('passes on why npm failed', async () => {
    await fakeNpm('echo "404 Not Found" >&2; exit 1');
    await expect(fetchPinnedTarball(wanted, folder)).rejects.toThrow(
      /npm pack thing@1\.0\.0 failed \(exit 1\):\n404 Not Found/,
    );
  });
});
