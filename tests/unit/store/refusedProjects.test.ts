/** A file that is refused is left byte for byte as it was, with nothing beside it. */
import { copyFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../main/engine/core/errors.ts';
import { openProjectStore } from '../../../main/store/openProjectStore.ts';
import { looksLikeProject } from '../../../main/store/projectHeader.ts';
import { openDatabase } from '../../../main/store/sqlite.ts';
import { addRecording, folderState, newStore, temporaryFolder } from './projectFixture.ts';
import { insertTier, insertTierItems } from '../../fixtures/projects/tierEdits.ts';

function closedProject(): string {
  const store = newStore();
  addRecording(store);
  store.close();
  return store.filePath;
}

function patch(path: string, offset: number, bytes: readonly number[]): void {
  const content = readFileSync(path);
  content.set(bytes, offset);
  writeFileSync(path, content);
}

function alter(path: string, sql: string): void {
  const db = openDatabase(path);
  db.exec(sql);
  db.close();
}

function expectRefused(path: string, code: string, message: RegExp): void {
  const before = folderState(dirname(path));
  for (const readOnly of [false, true]) {
    let error: unknown;
    try {
      openProjectStore(path, { readOnly }).close();
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(EngineError);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) as unknown });
  }
  expect(folderState(dirname(path))).toEqual(before);
}

describe('opening refuses', () => {
  it('a project of a newer version, naming both versions', () => {
    const path = closedProject();
    patch(path, 60, [0, 0, 0, 99]);
    expectRefused(path, 'E_PROJECT_NEWER', /schema version 99, this one reads up to 3/);
  });

  it('a database of another program', () => {
    const path = join(temporaryFolder(), 'browser.phono');
    alter(path, 'CREATE TABLE cookies (id INTEGER)');
    expectRefused(path, 'E_FORMAT', /not a Phonoscope project: an SQLite database of another program/);
    expect(looksLikeProject(path)).toBe(true); // so that the reason above is the one people see
  });

  it.each([
    ['an empty file', Buffer.alloc(0), 'E_FORMAT', /the file is empty/],
    ['text', Buffer.from('hello'), 'E_FORMAT', /does not start as an SQLite database/],
    ['a compressed file', gzipSync(Buffer.alloc(9000)), 'E_FORMAT', /does not start as an SQLite database/],
    ['the start of a database', Buffer.from('SQLite format 3\0abc'), 'E_PROJECT_CORRUPT', /19 bytes are too few/],
  ])('%s', (_name, content, code, message) => {
    const path = join(temporaryFolder(), 'x.phono');
    writeFileSync(path, content);
    expectRefused(path, code, message);
  });

  it('a folder and a missing file', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'folder.phono'));
    expectRefused(join(folder, 'folder.phono'), 'E_FORMAT', /not a file|it is a folder/);
    expectRefused(join(folder, 'nowhere.phono'), 'E_NOT_FOUND', /there is no such file/);
    expectRefused(join(folder, 'nul\0.phono'), 'E_NOT_FOUND', /no such file/);
  });

  it('a truncated project, with the bytes that should be there', () => {
    const path = closedProject();
    const { length } = readFileSync(path);
    truncateSync(path, length - 10_000);
    expectRefused(
      path,
      'E_PROJECT_CORRUPT',
      new RegExp(`${length - 10_000} bytes, but .* \\(${length} bytes\\); the end is missing`),
    );
  });

  it('schema version 0 and a page size that none is', () => {
    const path = closedProject();
    const copy = join(dirname(path), 'copy.phono');
    copyFileSync(path, copy);
    patch(path, 60, [0, 0, 0, 0]);
    expectRefused(path, 'E_PROJECT_CORRUPT', /schema version 0 must be ≥ 1/);
    patch(copy, 16, [0x12, 0x34]);
    expectRefused(copy, 'E_PROJECT_CORRUPT', /page size 4660 must be a power of two/);
  });

  it.each([
    [
      'a trigger',
      'CREATE TRIGGER t AFTER INSERT ON document BEGIN DELETE FROM block; END',
      /unexpected or altered trigger t/,
    ],
    ['a view', 'CREATE VIEW v AS SELECT * FROM document', /unexpected or altered view v/],
    ['a table', 'CREATE TABLE secrets (x)', /unexpected or altered table secrets/],
    ['a missing index', 'DROP INDEX clip_by_asset', /lacks index clip_by_asset/],
    ['an altered table', 'ALTER TABLE document ADD COLUMN x TEXT', /altered table document/],
    ['a forged history', "UPDATE migration SET sha256 = 'x'", /migration history/],
    ['no identity', "DELETE FROM meta WHERE key = 'projectId'", /its projectId is missing/],
    ['a nonsense state', "UPDATE asset SET state = 'lost'", /table asset, column state/],
    ['a negative clip', 'UPDATE clip SET advance_samples = -1', /table clip, column advance_samples/],
    ['a huge clip', 'UPDATE clip SET length_samples = 1 << 52', /table clip, column length_samples/],
    [
      'a clip that ends beyond every timeline',
      'UPDATE clip SET advance_samples = (1 << 42) - 1',
      /ends at sample 4398046576739, must be at most 4398046511104/,
    ],
    [
      'a clip that points past the samples of its asset',
      'UPDATE clip SET length_samples = length_samples + 1',
      /has 65637 samples from 0 of asset \S+ on, where there are 65636/,
    ],
    [
      'a clip that begins past the samples of its asset',
      'UPDATE clip SET asset_offset_samples = 65637',
      /has 65636 samples from 65637 of asset \S+ on, where there are 0/,
    ],
    [
      'clips that overlap',
      "INSERT INTO clip SELECT 'second', track_id, 2, 65635, 1, asset_id, 0, 1, NULL, NULL, 0 FROM clip",
      /clip second starts at sample 65635, before the one before it ends at 65636/,
    ],
    [
      'a clip without an asset',
      "PRAGMA foreign_keys = OFF; UPDATE clip SET asset_id = 'nowhere'",
      /refers to asset nowhere, which is not in the project/,
    ],
    [
      'a track wider than its recording',
      'UPDATE asset SET channels = 2; INSERT INTO asset_block SELECT asset_id, 1, idx, block_id FROM asset_block; UPDATE track SET channels = 3',
      /its asset's 2 channels must be 1 or at least the 3 of its track/,
    ],
    [
      'an asset that claims more samples than its blocks can hold',
      'UPDATE asset SET n_samples = 131073; UPDATE clip SET length_samples = 131073',
      /claims 131073 samples, its 2 blocks in channel 0 hold at most 131072/,
    ],
    ['a nonsense rate', 'UPDATE document SET sample_rate_hz = 9e99', /table document, column sample_rate_hz/],
  ])('a schema or content we did not write: %s', (_name, sql, message) => {
    const path = closedProject();
    alter(path, sql);
    expectRefused(path, 'E_PROJECT_CORRUPT', message);
  });
});

describe('reading a project whose audio was altered', () => {
  it('names the block that fails its checksum, and still gives the others', () => {
    const path = closedProject();
    alter(path, 'UPDATE block SET data = zeroblob(length(data)) WHERE id = 1');
    const store = openProjectStore(path);
    const [asset] = store.assets();
    expect(() => store.readBlock(asset!.assetId, 0, 0)).toThrow(
      expect.objectContaining({
        code: 'E_PROJECT_CORRUPT',
        message: expect.stringMatching(/block 0 of channel 0 fails its checksum/) as unknown,
      }),
    );
    expect(store.readBlock(asset!.assetId, 0, 1).nSamples).toBe(100);
    expect(store.check()).toEqual(['audio block 1 fails its checksum']);
    store.close();
  });

  it('names a block that is missing in the middle, and an item of a tier that has no length', () => {
    const store = newStore();
    const { assetId, documentId } = addRecording(store);
    const tierId = insertTier(store, documentId, { name: 'words', kind: 'interval' });
    insertTierItems(store, tierId, [{ startSample: 10, endSample: 20, label: 'x' }]);
    store.close();
    alter(store.filePath, 'DELETE FROM asset_block WHERE idx = 0; UPDATE tier_item SET length_samples = -1');
    const again = openProjectStore(store.filePath);
    const missing = {
      code: 'E_PROJECT_CORRUPT',
      message: expect.stringMatching(/has no block 0 in channel 0/) as unknown,
    };
    expect(() => again.readBlock(assetId, 0, 0)).toThrow(expect.objectContaining(missing));
    expect(again.readBlock(assetId, 0, 1).nSamples).toBe(100);
    expect(() => again.tierItems(tierId)).toThrow(/table tier_item, column length_samples/);
    expect(again.check()).toEqual([
      'speech.wav, channel 0: 100 samples in 1 blocks, 65636 in 2 expected',
      expect.stringMatching(/table tier_item, column length_samples/),
    ]);
    again.close();
  });

  it('finds missing blocks and broken references', () => {
    const path = closedProject();
    alter(path, 'PRAGMA foreign_keys = OFF; DELETE FROM block WHERE id = 2');
    const store = openProjectStore(path);
    expect(store.check()).toEqual([
      'a row of asset_block refers to a missing row of block',
      'speech.wav, channel 0: 65536 samples in 1 blocks, 65636 in 2 expected',
    ]);
    store.close();
  });
});
