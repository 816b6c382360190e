/** A disk that fills up: the failing change is refused whole, everything before it stays, and there is no harm in going on. */
import { copyFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createProjectStore } from '../../main/store/createProjectStore.ts';
import { openProjectStore } from '../../main/store/openProjectStore.ts';
import { insertTier } from '../fixtures/projects/tierEdits.ts';
import { addRecording, monoAsset, s16Block, snapshot, temporaryFolder } from '../unit/store/projectFixture.ts';
import { fillUp, mountSmallDisk } from './smallDisk.ts';

const diskBytes = 4 * 1024 * 1024;
const smallDisk = mountSmallDisk(diskBytes);
const { folder: disk, isMounted } = smallDisk;
afterAll(() => {
  smallDisk.remove();
});

describe.skipIf(!isMounted)('a full disk', () => {
  it('ends an import with E_DISK_FULL and loses nothing before', () => {
    const path = join(disk, 'a.phono');
    const store = createProjectStore(path, { appVersion: '0.1.0' });
    store.insertDocument({ name: 'kept', sampleRateHz: 8000 });
    const assetId = store.insertAsset(monoAsset);
    let appended = 0;
    const fill = () => {
      for (; appended < 100; appended++) store.appendBlocks(assetId, [s16Block('full', appended)]);
    };
    expect(fill).toThrow(expect.objectContaining({ code: 'E_DISK_FULL' }));
    expect(appended).toBeGreaterThan(4);
    const before = snapshot(store);
    expect(before.assets[0]?.nSamples).toBe(appended * 65_536);
    try {
      store.close(); // may have no room to fold its log: then the log stays, and the next opening has it all
    } catch (error) {
      expect(error).toMatchObject({ code: 'E_DISK_FULL' });
    }

    // The same files on a disk with room.
    const roomy = temporaryFolder();
    for (const name of readdirSync(disk)) copyFileSync(join(disk, name), join(roomy, name));
    const again = openProjectStore(join(roomy, 'a.phono'));
    expect(snapshot(again)).toEqual(before);
    expect(again.check()).toEqual([]);
    again.close();

    // And where it is, once there is room again: on a disk this small, by removing the recording elsewhere.
    for (const name of readdirSync(disk)) rmSync(join(disk, name));
  });

  it('refuses a copy that does not fit, before and while writing it', async () => {
    const store = createProjectStore(join(temporaryFolder(), 'big.phono'), { appVersion: '0.1.0' });
    const assetId = store.insertAsset(monoAsset);
    for (let index = 0; index < 24; index++) store.appendBlocks(assetId, [s16Block('big', index)]);
    const target = join(disk, 'copy.phono');
    writeFileSync(join(disk, 'filler'), Buffer.alloc(diskBytes - 2 * 1024 * 1024));
    store.flush();
    await expect(store.saveCopy(target)).rejects.toMatchObject({ code: 'E_DISK_FULL' });
    rmSync(join(disk, 'filler'));

    // Room when it starts, taken by someone else while it runs.
    const racing = store.saveCopy(target, {
      onProgress: () => {
        const free = diskBytes - readdirSync(disk).reduce((sum, name) => sum + statSync(join(disk, name)).size, 0);
        if (free > 65_536) writeFileSync(join(disk, 'greedy'), Buffer.alloc(free - 65_536));
      },
    });
    await expect(racing).rejects.toMatchObject({ code: 'E_DISK_FULL' });
    expect(readdirSync(disk)).toEqual(['greedy']);
    rmSync(join(disk, 'greedy'));
    expect(store.check()).toEqual([]);
    await expect(store.moveTo(join(temporaryFolder(), 'elsewhere.phono'))).resolves.toBeUndefined();
    store.close();
  });

  it('lets a project be opened, looked at and moved away', async () => {
    const path = join(disk, 'b.phono');
    const store = createProjectStore(path, { appVersion: '0.1.0' });
    store.insertDocument({ name: 'kept', sampleRateHz: 8000 });
    store.close();
    fillUp(join(disk, 'filler'));

    const again = openProjectStore(path);
    expect(again.documents()).toMatchObject([{ name: 'kept' }]);
    const change = () => again.insertDocument({ name: 'more', sampleRateHz: 8000 });
    expect(change).toThrow(expect.objectContaining({ code: 'E_DISK_FULL' }));
    const elsewhere = join(temporaryFolder(), 'b.phono');
    await again.moveTo(elsewhere);
    expect(again.filePath).toBe(elsewhere);
    change();
    expect(again.check()).toEqual([]);
    again.close();
    for (const name of readdirSync(disk)) rmSync(join(disk, name));
  });

  it('keeps a project moved away from it whole, though the old file cannot be closed', async () => {
    const path = join(disk, 'c.phono');
    const store = createProjectStore(path, { appVersion: '0.1.0' });
    const assetId = store.insertAsset(monoAsset);
    for (let index = 0; index < 8; index++) store.appendBlocks(assetId, [s16Block('moved', index)]);
    fillUp(join(disk, 'filler')); // no room for what is in the log
    const before = snapshot(store);
    const elsewhere = join(temporaryFolder(), 'c.phono');
    await store.moveTo(elsewhere);
    expect(store.filePath).toBe(elsewhere);
    expect(snapshot(store)).toEqual(before);
    store.close();
    for (const name of readdirSync(disk)) rmSync(join(disk, name));
  });

  it('says that the history is gone where there is no room to make the file smaller', () => {
    const store = createProjectStore(join(disk, 'd.phono'), { appVersion: '0.1.0' });
    const { documentId } = addRecording(store);
    insertTier(store, documentId, { name: 'words', kind: 'interval' });
    store.flush();
    fillUp(join(disk, 'filler'));
    const free = join(disk, 'filler');
    truncateSync(free, statSync(free).size - 256 * 1024); // enough for the change, not for a file written anew
    expect(() => {
      store.purgeHistory();
    }).toThrow(/^What was kept for undo is gone, but the file could not be made smaller: .*no space is left/);
    expect(store.editHistory(documentId).edits).toEqual([]);
    rmSync(free);
    insertTier(store, documentId, { name: 'more words', kind: 'interval' });
    expect(store.check()).toEqual([]);
    store.close();
  });
});
