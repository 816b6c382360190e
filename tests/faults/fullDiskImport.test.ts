/** A disk that fills up while a recording is imported: the job fails, and what is left in the project says what it is. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createAudioService } from '../../main/services/audio/createAudioService.ts';
import { createJobRegistry } from '../../main/services/jobs/jobRegistry.ts';
import { createProjectStore } from '../../main/store/createProjectStore.ts';
import { openProjectStore } from '../../main/store/openProjectStore.ts';
import type { ProjectStore } from '../../main/store/projectStore.ts';
import { wavBytes } from '../harness/wavBytes.ts';
import { createRandom } from '../fuzz/random.ts';
import { monoAsset, s16Block, temporaryFolder } from '../unit/store/projectFixture.ts';
import { fillUp, mountSmallDisk } from './smallDisk.ts';

const disk = mountSmallDisk(8 * 2 ** 20);
afterAll(() => {
  disk.remove();
});

const sampleRateHz = 16_000;
const noise = (nSamples: number) => {
  const random = createRandom(nSamples); // no two blocks alike: those are stored once
  return Float32Array.from({ length: nSamples }, () => random.below(65_536) / 32_768 - 1);
};

function importer(store: ProjectStore) {
  const jobs = createJobRegistry({ onChange: () => undefined });
  const audio = createAudioService({
    currentStore: () => store,
    jobs,
    cacheDir: temporaryFolder(),
    emit: () => undefined,
    onStructure: () => undefined,
  });
  const folder = temporaryFolder();
  return async (name: string, seconds: number) => {
    writeFileSync(join(folder, name), wavBytes([noise(seconds * sampleRateHz)], { sampleRateHz }));
    return jobs.settled(audio.startFileImport(join(folder, name)));
  };
}

describe.skipIf(!disk.isMounted)('a disk that fills up during an import', () => {
  it('fails the job, leaves no recording "importing", and the next import works', async () => {
    const path = join(disk.folder, 'a.phono');
    const filler = join(disk.folder, 'filler');
    writeFileSync(filler, Buffer.alloc(4 * 2 ** 20));
    const store = createProjectStore(path, { appVersion: '0.1.0' });
    const importFile = importer(store);
    expect((await importFile('first.wav', 5)).state).toBe('done');

    const failed = await importFile('long.wav', 300);
    expect(failed).toMatchObject({ state: 'failed', error: { code: 'E_DISK_FULL' } });
    expect(failed.error?.message).toMatch(
      /"long\.wav" was not imported whole \(it needs \d+\.\d MB more\), nothing of it is kept: .*bytes are free in/,
    );
    expect(store.assets().map(({ name, state }) => [name, state])).toEqual([['first.wav', 'ready']]);
    expect(store.documents()).toHaveLength(1);
    expect(store.check()).toEqual([]);

    expect((await importFile('second.wav', 5)).state).toBe('done');
    rmSync(filler); // folding the log into the file needs room
    store.close();
    const again = openProjectStore(path);
    expect(again.assets().map(({ name, state }) => [name, state])).toEqual([
      ['first.wav', 'ready'],
      ['second.wav', 'ready'],
    ]);
    expect(again.check()).toEqual([]);
    again.close();
    rmSync(path);
  });

  it('keeps what had arrived, and says so, where there is no room even to remove it', () => {
    const path = join(disk.folder, 'b.phono');
    const store = createProjectStore(path, { appVersion: '0.1.0' });
    const documentId = store.insertDocument({ name: 'speech.wav', sampleRateHz: 44_100 });
    const trackId = store.insertTrack(documentId, { name: 'speech.wav', channels: 1 });
    const assetId = store.insertAsset(monoAsset);
    store.insertClip(trackId, { assetId, startSample: 0, lengthSamples: 0, assetOffsetSamples: 0 });
    store.appendBlocks(assetId, [s16Block('kept', 0)]);
    store.flush();
    const filler = join(disk.folder, 'filler');
    fillUp(filler);

    expect(store.abandonAsset(assetId, 'It ended.')).toBe('kept');
    const kept = { state: 'failed', nSamples: 65_536, warnings: ['It ended.'] };
    expect(store.assets()).toEqual([expect.objectContaining(kept)]);

    rmSync(filler);
    const nextId = store.insertAsset(monoAsset);
    store.appendBlocks(nextId, [s16Block('next', 0)]);
    expect(store.documents()[0]?.tracks[0]?.clips[0]?.lengthSamples).toBe(65_536);
    store.close();
    const again = openProjectStore(path);
    expect(again.assets()[0]).toMatchObject(kept);
    expect(again.check()).toEqual([]);
    again.close();
  });
});
