import { mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { stageFiles } from '../../../../main/services/export/stagedFiles.ts';
import { temporaryFolder } from '../../store/projectFixture.ts';

const never = () => false;

async function staged(folder: string, names: readonly string[], replaces: (name: string) => boolean) {
  const files = await stageFiles(folder, { replaces });
  for (const name of names) {
    await (await files.sink(name)).write(new TextEncoder().encode(`new ${name}`));
    expect(await files.close(name)).toBe(4 + name.length);
  }
  return files;
}

it('files appear at the commit, all of them, and the stage goes', async () => {
  const folder = temporaryFolder();
  const files = await staged(folder, ['a', 'b'], never);
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^\.phonoscope-export-/)]);
  await files.commit();
  await files.discard();
  expect(readdirSync(folder).sort()).toEqual(['a', 'b']);
  expect(readFileSync(join(folder, 'b'), 'utf8')).toBe('new b');
});

it.each(['file', 'link to nowhere', 'folder'])(
  'a name that is taken by a %s is refused before any file moves',
  async (kind) => {
    const folder = temporaryFolder();
    const path = join(folder, 'b');
    if (kind === 'file') writeFileSync(path, 'old');
    else if (kind === 'folder') mkdirSync(path);
    else symlinkSync(join(folder, 'nowhere'), path);
    const files = await staged(folder, ['a', 'b'], never);
    await expect(files.commit()).rejects.toThrow('"b" exists');
    await files.discard();
    expect(readdirSync(folder)).toEqual(['b']);
  },
);

it('only names that may be replaced are; a folder never is', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a'), 'old');
  const files = await staged(folder, ['a'], (name) => name === 'a');
  await files.commit();
  await files.discard();
  expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('new a');
  mkdirSync(join(folder, 'c'));
  const again = await staged(folder, ['b', 'c'], () => true);
  await expect(again.commit()).rejects.toThrow('is a folder');
  await again.discard();
  expect(readdirSync(folder).sort()).toEqual(['a', 'c']); // b, which was new, went again
});

it.each(['a folder behind it', 'a file that is lost'])('%s: a replaced file is there again', async (kind) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a'), 'old');
  if (kind === 'a folder behind it') mkdirSync(join(folder, 'c'));
  const files = await staged(folder, ['a', 'b', 'c'], () => true);
  if (kind === 'a file that is lost') rmSync(files.path('c'));
  await expect(files.commit()).rejects.toThrow();
  await files.discard();
  expect(readdirSync(folder)).toEqual(kind === 'a folder behind it' ? ['a', 'c'] : ['a']);
  expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('old');
});

it('a folder that is not there is told', async () => {
  await expect(stageFiles(join(temporaryFolder(), 'none'), { replaces: never })).rejects.toMatchObject({
    code: 'E_NOT_FOUND',
  });
});
