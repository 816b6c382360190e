import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../main/engine/core/errors.ts';
import { createProjectStore } from '../../../main/store/createProjectStore.ts';
import { openProjectStore } from '../../../main/store/openProjectStore.ts';
import { sqliteVersion } from '../../../main/store/sqlite.ts';
import {
  addRecording,
  folderState,
  monoAsset,
  newStore,
  s16Block,
  snapshot,
  temporaryFolder,
} from './projectFixture.ts';
import { insertTier, insertTierItems } from '../../fixtures/projects/tierEdits.ts';

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof EngineError) return error.code;
    throw error;
  }
  return 'no error';
};

describe('a project file', () => {
  it('is one file after closing, and the same when it is opened again', () => {
    const store = newStore();
    addRecording(store);
    const speech = { name: 'Speech', kind: 'interval', origin: 'vad', parameters: { threshold: 0.5 } } as const;
    const tierId = insertTier(store, store.documents()[0]!.documentId, speech);
    insertTierItems(store, tierId, [
      { startSample: 500, endSample: 900, label: 'Ærlig – ✓' },
      { startSample: 0, endSample: 500, label: '' },
    ]);
    store.setViewState({ zoom: 2.5, lanes: ['waveform', 'spectrogram'], nothing: null });
    const before = snapshot(store);
    expect(before.items[0]?.[1].map(({ startSample }) => startSample)).toEqual([0, 500]);
    store.close();
    expect(readdirSync(dirname(store.filePath))).toEqual(['a.phono']);

    const again = openProjectStore(store.filePath);
    expect(snapshot(again)).toEqual(before);
    expect(again.wasUnclean).toBe(false);
    expect(again.check()).toEqual([]);
    again.close();
  });

  it('is not changed by being opened and closed', () => {
    const store = newStore();
    addRecording(store);
    store.close();
    const folder = dirname(store.filePath);
    const before = folderState(folder);
    openProjectStore(store.filePath).close();
    openProjectStore(store.filePath, { readOnly: true }).close();
    expect(folderState(folder)).toEqual(before);
  });

  it('never replaces a file on creation', () => {
    const path = join(temporaryFolder(), 'taken.phono');
    writeFileSync(path, 'mine');
    expect(codeOf(() => createProjectStore(path, { appVersion: '0.1.0' }))).toBe('E_PARAM');
    expect(codeOf(() => createProjectStore(join(path, 'x', 'y.phono'), { appVersion: '0.1.0' }))).toBe('E_NOT_FOUND');
    expect(folderState(dirname(path)).map(([name]) => name)).toEqual(['taken.phono']);
  });

  it('does not let a log that an older file left behind into a new one', () => {
    const path = join(temporaryFolder(), 'a.phono');
    const garbage = Buffer.alloc(40_000, 7);
    writeFileSync(`${path}-wal`, garbage);
    writeFileSync(`${path}-journal`, garbage);
    const store = newStore(path);
    expect(store.check()).toEqual([]);
    expect(store.wasUnclean).toBe(false);
  });

  it('refuses a log that does not belong to it', () => {
    const store = newStore();
    store.close();
    writeFileSync(`${store.filePath}-wal`, Buffer.alloc(40_000, 7));
    const before = folderState(dirname(store.filePath));
    expect(() => openProjectStore(store.filePath)).toThrow(/-wal lies beside it but belongs to another file/);
    expect(folderState(dirname(store.filePath))).toEqual(before);
  });

  it('opened for reading accepts no change', () => {
    const store = newStore();
    store.close();
    const reader = openProjectStore(store.filePath, { readOnly: true });
    expect(reader.isReadOnly).toBe(true);
    expect(codeOf(() => reader.insertDocument({ name: 'x', sampleRateHz: 8000 }))).toBe('E_PERMISSION');
    expect(codeOf(() => openProjectStore(store.filePath))).toBe('E_PROJECT_LOCKED');
    reader.close();
    openProjectStore(store.filePath).close();
  });

  it('written in bulk keeps every change in the one file, and goes back to its log', () => {
    const store = newStore();
    const { assetId } = addRecording(store);
    const log = `${store.filePath}-wal`;
    expect(existsSync(log)).toBe(true);
    const ends = [store.beginBulk(), store.beginBulk()];
    const second = addRecording(store, 'second');
    expect([existsSync(log), statSync(`${store.filePath}-journal`).size]).toEqual([false, 0]);
    ends.pop()!();
    store.renameDocument(second.documentId, 'renamed'); // still in bulk: another import goes on
    expect(existsSync(log)).toBe(false);

    const crashed = join(temporaryFolder(), 'crashed.phono');
    copyFileSync(store.filePath, crashed);
    const survivor = openProjectStore(crashed);
    expect(survivor.wasUnclean).toBe(true);
    expect(survivor.documents().map(({ name }) => name)).toContain('renamed');
    expect(survivor.readBlock(second.assetId, 0, 1).nSamples).toBe(100);
    expect(survivor.check()).toEqual([]);
    survivor.close();

    ends.pop()!();
    store.renameDocument(second.documentId, 'again');
    expect(existsSync(log)).toBe(true);
    store.beginBulk();
    store.close();
    expect(readdirSync(dirname(store.filePath))).toEqual(['a.phono']);
    const again = openProjectStore(store.filePath);
    expect(again.wasUnclean).toBe(false);
    expect(again.readBlock(assetId, 0, 1).nSamples).toBe(100);
    again.close();
  });

  it('is saved after its history was let go of', () => {
    const store = newStore();
    const { documentId } = addRecording(store);
    insertTier(store, documentId, { name: 'words', kind: 'interval' });
    store.purgeHistory();
    store.flush();
    expect(readdirSync(dirname(store.filePath)).filter((name) => name.endsWith('-wal'))).toEqual(['a.phono-wal']);
    expect(statSync(`${store.filePath}-wal`).size).toBe(0);
  });

  it('says which SQLite it runs on', () => {
    expect(sqliteVersion()).toMatch(/^3\.\d+\.\d+$/);
  });
});

describe('audio blocks', () => {
  it('are stored once however often they occur', () => {
    const store = newStore();
    const silence = { channel: 0, encoding: 's16' as const, nSamples: 65_536, bytes: new Uint8Array(131_072) };
    const assetId = store.insertAsset(monoAsset);
    store.appendBlocks(
      assetId,
      [0, 1, 2, 3].map((index) => ({ ...silence, index })),
    );
    expect(store.sizes()).toMatchObject({ blocks: 1, audioBytes: 131_072, unusedBytes: 0 });
    expect(Buffer.compare(store.readBlock(assetId, 0, 3).bytes, silence.bytes)).toBe(0);
  });

  it('of equal bytes but another encoding stay apart', () => {
    const store = newStore();
    const bytes = new Uint8Array(1200);
    for (const [encoding, nSamples] of [
      ['s16', 600],
      ['s24', 400],
      ['f32', 300],
    ] as const) {
      const assetId = store.insertAsset(monoAsset);
      store.appendBlocks(assetId, [{ channel: 0, index: 0, encoding, nSamples, bytes }]);
      expect(store.readBlock(assetId, 0, 0)).toMatchObject({ encoding, nSamples });
    }
    expect(store.sizes().blocks).toBe(3);
  });

  it('are read in part, for what is looked at only, and checked as a whole', () => {
    const store = newStore();
    const assetId = store.insertAsset(monoAsset);
    const block = s16Block('a', 0);
    store.appendBlocks(assetId, [block, s16Block('a', 1, 100)]);
    store.close();
    const again = openProjectStore(store.filePath);
    const part = (index: number, from: number, count: number) => again.readBlock(assetId, 0, index, { from, count });
    for (let turn = 0; turn < 2; turn++) {
      expect(part(0, 1000, 5)).toMatchObject({ index: 0, encoding: 's16', nSamples: 5 });
      expect([...part(0, 1000, 5).bytes]).toEqual([...block.bytes.subarray(2000, 2010)]);
      expect(part(1, 90, 50).nSamples).toBe(10); // the block ends
      expect(part(1, 100, 50).nSamples).toBe(0);
    }
    again.close();
  });

  it('name the recording: equal samples give equal names, whatever else differs', () => {
    const store = newStore();
    const nameOf = (seed: string, name: string) => {
      const assetId = store.insertAsset({ ...monoAsset, name });
      store.appendBlocks(assetId, [s16Block(seed, 0), s16Block(seed, 1, 100)]);
      return store.finishAsset(assetId, { nSamples: 65_636, warnings: [] });
    };
    const first = nameOf('a', 'one.wav');
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(store.assets()[0]).toMatchObject({ sha256: first, state: 'ready' });
    expect(nameOf('a', 'two.flac')).toBe(first);
    expect(nameOf('b', 'one.wav')).not.toBe(first);
  });

  it('must follow each other in every channel alike', () => {
    const store = newStore();
    const assetId = store.insertAsset({ ...monoAsset, channels: 2 });
    const append = (...blocks: Parameters<typeof store.appendBlocks>[1]) =>
      codeOf(() => store.appendBlocks(assetId, blocks));
    expect(append(s16Block('a', 0))).toBe('E_SHAPE'); // the second channel is missing
    expect(append(s16Block('a', 1), s16Block('a', 1, 65_536, 1))).toBe('E_SHAPE'); // starts with the second block
    expect(append(s16Block('a', 0, 50), s16Block('a', 0, 60, 1))).toBe('E_SHAPE'); // unequal lengths
    expect(append({ ...s16Block('a', 0), bytes: new Uint8Array(3) }, s16Block('a', 0, 65_536, 1))).toBe('E_SHAPE');
    expect(append(s16Block('a', 0, 65_536, 2), s16Block('a', 0))).toBe('E_PARAM'); // a third channel
    expect(store.assets()[0]?.nSamples).toBe(0);
    expect(store.sizes().blocks).toBe(0); // what failed left nothing
    expect(append(s16Block('a', 0, 50), s16Block('a', 0, 50, 1))).toBe('no error');
    expect(append(s16Block('a', 1), s16Block('a', 1, 65_536, 1))).toBe('E_SHAPE'); // nothing follows a short block
    store.finishAsset(assetId, { nSamples: 50, warnings: [] });
    expect(append(s16Block('a', 1), s16Block('a', 1, 65_536, 1))).toBe('E_PARAM'); // ready is final
  });

  it('go with the last recording that uses them', () => {
    const store = newStore();
    const first = addRecording(store, 'same');
    const second = addRecording(store, 'same');
    expect(store.sizes().blocks).toBe(2);
    store.removeDocument(first.documentId);
    expect(store.assets().map(({ assetId }) => assetId)).toEqual([second.assetId]);
    expect(store.readBlock(second.assetId, 0, 1).nSamples).toBe(100);
    store.removeAsset(second.assetId);
    expect(store.sizes()).toMatchObject({ blocks: 0, unusedBytes: 0 });
    expect(store.documents()).toEqual([]);
    expect(store.check()).toEqual([]);
  });

  it('are gone from the file, too, when most of it was removed', () => {
    const store = newStore();
    const kept = addRecording(store, 'kept');
    const removed = Array.from({ length: 8 }, (_, i) => addRecording(store, `removed ${i}`));
    const secret = Buffer.from(store.readBlock(removed[0]!.assetId, 0, 0).bytes.subarray(0, 64));
    for (const { documentId } of removed) store.removeDocument(documentId);
    const before = snapshot(store);
    store.close();
    const bytes = readFileSync(store.filePath);
    expect(bytes.length).toBeLessThan(400_000);
    expect(bytes.includes(secret)).toBe(false);
    const again = openProjectStore(store.filePath);
    expect(snapshot(again)).toEqual(before);
    expect(again.readBlock(kept.assetId, 0, 1).nSamples).toBe(100);
    expect(again.check()).toEqual([]);
    again.close();
  });

  it('keep a document whose tiers would be lost with them', () => {
    const store = newStore();
    const { assetId, documentId } = addRecording(store);
    insertTier(store, documentId, { name: 'mine', kind: 'point' });
    store.removeAsset(assetId);
    expect(store.documents().map((document) => [document.tracks.length, document.tiers.length])).toEqual([[0, 1]]);
  });
});

describe('what is not there', () => {
  it('is named with E_NOT_FOUND', () => {
    const store = newStore();
    const { assetId, documentId } = addRecording(store);
    insertTier(store, documentId, { name: 't', kind: 'point' });
    const attempts: (() => unknown)[] = [
      () => store.readBlock(assetId, 0, 2),
      () => store.readBlock('nothing', 0, 0),
      () => store.renameDocument('nothing', 'x'),
      () => store.removeDocument('nothing'),
      () => store.insertTrack('nothing', { name: 'x', channels: 1 }),
      () => store.insertClip('nothing', { assetId, startSample: 0, lengthSamples: 1, assetOffsetSamples: 0 }),
      () => store.setClipLength('nothing', 1),
      () => insertTier(store, 'nothing', { name: 'x', kind: 'point' }),
      () => store.undo('nothing'),
      () => store.redo('nothing'),
      () => store.editHistory('nothing'),
      () => {
        store.goToEdit(documentId, 99);
      },
      () => store.tierItems('nothing'),
      () => store.removeAsset('nothing'),
      () => store.finishAsset('nothing', { nSamples: 0, warnings: [] }),
    ];
    const before = snapshot(store);
    expect(attempts.map(codeOf)).toEqual(attempts.map(() => 'E_NOT_FOUND'));
    expect(snapshot(store)).toEqual(before);
    store.close();
    expect(codeOf(() => store.documents())).toBe('E_NOT_FOUND'); // closed
  });
});

describe('what would be refused on opening', () => {
  it('is refused on writing: clips past their sound or over each other, items that run backwards', () => {
    const store = newStore();
    const { assetId, documentId, trackId, clipId, nSamples } = addRecording(store);
    const clip = { assetId, startSample: nSamples, lengthSamples: 10, assetOffsetSamples: 0 };
    const tierId = insertTier(store, documentId, { name: 't', kind: 'interval' });
    const before = snapshot(store);
    expect(() => store.insertClip(trackId, { ...clip, assetOffsetSamples: nSamples - 9 })).toThrow(/where there are 9/);
    expect(() => store.insertClip(trackId, { ...clip, startSample: nSamples - 1 })).toThrow(
      /before the one before it ends at 65636/,
    );
    expect(() => {
      store.setClipLength(clipId, nSamples + 1);
    }).toThrow(/has 65637 samples/);
    expect(() => insertTierItems(store, tierId, [{ startSample: 5, endSample: 4, label: '' }])).toThrow(
      /endSample=4 must lie after startSample=5/,
    );
    expect(snapshot(store)).toEqual(before);
    store.insertClip(trackId, clip);
    store.close();
    openProjectStore(store.filePath).close();
  });
});

describe('copies', () => {
  it('are complete, closed files, and the original goes on', async () => {
    const store = newStore();
    addRecording(store);
    const copyPath = join(dirname(store.filePath), 'copy.phono');
    const seen: number[] = [];
    await store.saveCopy(copyPath, { onProgress: ({ doneBytes }) => seen.push(doneBytes) });
    store.setViewState({ later: true });
    const copy = openProjectStore(copyPath);
    expect(copy.wasUnclean).toBe(false);
    expect(snapshot(copy)).toEqual({ ...snapshot(store), viewState: null });
    copy.close();
    expect(seen.length).toBeGreaterThan(0);
    expect(readdirSync(dirname(copyPath)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('replace an older file whole, its log included', async () => {
    const store = newStore();
    const target = join(dirname(store.filePath), 'old.phono');
    writeFileSync(target, 'an older file');
    writeFileSync(`${target}-wal`, 'its log');
    await store.saveCopy(target);
    openProjectStore(target).close();
  });

  it('that are cancelled leave nothing', async () => {
    const store = newStore();
    for (let i = 0; i < 40; i++) addRecording(store, `recording ${i}`);
    const before = readdirSync(dirname(store.filePath));
    const aborter = new AbortController();
    const copying = store.saveCopy(join(dirname(store.filePath), 'copy.phono'), {
      signal: aborter.signal,
      onProgress: () => {
        aborter.abort();
      },
    });
    await expect(copying).rejects.toMatchObject({ code: 'E_ABORTED' });
    expect(readdirSync(dirname(store.filePath))).toEqual(before);
  });

  it('hold what was written while they were made, after moving', async () => {
    const store = newStore();
    for (let i = 0; i < 40; i++) addRecording(store, `recording ${i}`);
    const old = store.filePath;
    const target = join(dirname(old), 'moved.phono');
    const moving = store.moveTo(target);
    let meanwhile = 0;
    while (store.filePath === old) {
      store.insertDocument({ name: `meanwhile ${meanwhile++}`, sampleRateHz: 8000 });
      await new Promise((resolve) => setImmediate(resolve));
    }
    await moving;
    expect(store.filePath).toBe(target);
    expect(store.documents()).toHaveLength(40 + meanwhile);
    store.renameDocument(store.documents()[0]!.documentId, 'after the move');
    const original = openProjectStore(old);
    expect(original.wasUnclean).toBe(false);
    expect(original.documents()[0]?.name).toBe('recording 0');
    original.close();
  });

  it('cannot go where nothing can be written', async () => {
    const store = newStore();
    await expect(store.saveCopy(join(store.filePath, 'below', 'x.phono'))).rejects.toMatchObject({
      code: 'E_NOT_FOUND',
    });
    await expect(store.saveCopy(dirname(store.filePath))).rejects.toMatchObject({ code: 'E_FORMAT' });
    await expect(store.saveCopy(store.filePath)).rejects.toMatchObject({ code: 'E_PROJECT_LOCKED' });
  });
});
