import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openFileSource, openRegularFile } from '../../../../main/services/audio/fileSource.ts';

const folder = mkdtempSync(join(tmpdir(), 'phonoscope-file-'));
const file = (name: string, bytes: Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('fileSource', () => {
  it('reads anywhere, shorter at the end, nothing past it', async () => {
    const source = await openFileSource(file('a.bin', Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7)));
    expect([source.name, source.size]).toEqual(['a.bin', 8]);
    expect([...(await source.read(2, 3))]).toEqual([2, 3, 4]);
    expect([...(await source.read(6, 100))]).toEqual([6, 7]);
    expect([...(await source.read(8, 10))]).toEqual([]);
    expect([...(await source.read(0, 1))]).toEqual([0]);
    await source.close();
  });

  it('gives what is left of a file that was cut while open', async () => {
    const path = file('cut.bin', new Uint8Array(1000).fill(9));
    const source = await openFileSource(path);
    truncateSync(path, 100);
    expect(await source.read(0, 1000)).toHaveLength(100);
    await source.close();
  });

  it.each([
    ['a folder', () => folder, 'E_FORMAT', /is a directory/],
    ['a missing file', () => join(folder, 'none.wav'), 'E_NOT_FOUND', /"none.wav" does not exist/],
    ['a file as a folder', () => join(file('plain', Uint8Array.of(1)), 'b.wav'), 'E_NOT_FOUND', /not a folder/],
    ['an empty file', () => file('empty.wav', new Uint8Array(0)), 'E_FORMAT', /"empty.wav" is empty \(0 bytes\)/],
    ['a name too long', () => join(folder, 'x'.repeat(300)), 'E_NOT_FOUND', /longer/],
  ])('refuses %s with its name and the rule', async (_, path, code, message) => {
    const refused = openFileSource(path());
    await expect(refused).rejects.toMatchObject({ code });
    await expect(refused).rejects.toThrow(message);
  });

  it('for the app refuses a pipe at once: opening it would wait for a writer', async () => {
    const pipe = join(folder, 'pipe.wav');
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
    await expect(openRegularFile(pipe)).rejects.toMatchObject({
      code: 'E_FORMAT',
      message: '"pipe.wav" is a pipe or a device, must be an audio file',
    });
    await expect(openRegularFile('/dev/zero')).rejects.toMatchObject({ code: 'E_FORMAT' });
    await expect(openRegularFile(folder)).rejects.toThrow(/is a directory/);
    const source = await openRegularFile(file('plain.bin', Uint8Array.of(1, 2)));
    expect(source.size).toBe(2);
    await source.close();
  });

  it('refuses a file without permission', () => {
    const path = file('secret.wav', Uint8Array.of(1));
    chmodSync(path, 0);
    const module = new URL('../../../../main/services/audio/fileSource.ts', import.meta.url).href;
    const script = `import { openFileSource, openRegularFile } from '${module}';
      await openFileSource(process.argv[1]).catch(({ code, message }) => process.stdout.write(code + ' ' + message));`;
    const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}; // root may read everything
    const options = { encoding: 'utf8', cwd: '/', ...user } as const;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script, path], options);
    expect(stdout).toBe('E_PERMISSION "secret.wav" cannot be read: permission denied');
  });
});
