import { cp, mkdtemp, mkdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPackLibrary, type PackLibrary } from '../../../../main/services/models/packLibrary.ts';

const shipped = new URL('../../../../resources/models/', import.meta.url).pathname;
const model = 'silero_vad.onnx';

let folder: string;
let packs: PackLibrary;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'phonoscope-packs-'));
  await cp(join(shipped, 'silero-vad'), join(folder, 'silero-vad'), { recursive: true });
  packs = createPackLibrary(folder);
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const stateOf = async () => (await packs.list()).map(({ state, problem }) => ({ state, problem }));

describe('packLibrary', () => {
  it('lists and verifies the shipped pack', async () => {
    expect(await createPackLibrary(shipped).list()).toMatchObject([
      { packId: 'silero-vad', state: 'ready', problem: null },
    ]);
    const reports: number[] = [];
    await packs.verify('silero-vad', { onProgress: ({ done, total }) => reports.push(done / (total ?? NaN)) });
    expect(reports.at(-1)).toBe(1);
  });

  it('finds a flipped bit', async () => {
    const path = join(folder, 'silero-vad', model);
    const bytes = await readFile(path);
    bytes[1000]! ^= 1;
    await writeFile(path, bytes);
    expect(await stateOf()).toEqual([{ state: 'ready', problem: null }]); // sizes only, so listing is quick
    await expect(packs.verify('silero-vad')).rejects.toMatchObject({ code: 'E_MODEL_HASH' });
  });

  it('says what is missing or cut short', async () => {
    await truncate(join(folder, 'silero-vad', model), 1000);
    expect(await stateOf()).toMatchObject([{ state: 'damaged', problem: expect.stringContaining('has 1000 bytes') }]);
    await rm(join(folder, 'silero-vad', model));
    expect(await stateOf()).toMatchObject([{ state: 'missing', problem: `${model} is missing` }]);
    await expect(packs.verify('silero-vad')).rejects.toMatchObject({ code: 'E_MODEL_MISSING' });
    await expect(packs.filePath('no-such-pack', model)).rejects.toMatchObject({ code: 'E_MODEL_MISSING' });
  });

  it('refuses a link that leads out of the pack, a file the manifest does not name, and a borrowed manifest', async () => {
    await rm(join(folder, 'silero-vad', model));
    await writeFile(join(folder, 'outside.onnx'), 'x');
    await symlink(join(folder, 'outside.onnx'), join(folder, 'silero-vad', model));
    await expect(packs.filePath('silero-vad', model)).rejects.toMatchObject({ code: 'E_MODEL_INVALID' });
    await expect(packs.filePath('silero-vad', '../outside.onnx')).rejects.toMatchObject({ code: 'E_MODEL_INVALID' });
    await mkdir(join(folder, 'other'));
    await cp(join(folder, 'silero-vad', 'manifest.json'), join(folder, 'other', 'manifest.json'));
    await expect(packs.filePath('other', model)).rejects.toMatchObject({ code: 'E_MODEL_INVALID' });
  });

  it('ends when cancelled', async () => {
    const aborter = new AbortController();
    aborter.abort();
    await expect(packs.verify('silero-vad', { signal: aborter.signal })).rejects.toMatchObject({
      code: 'E_ABORTED',
    });
  });
});
