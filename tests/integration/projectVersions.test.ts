/** A stored file of every version there ever was opens, with everything in it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { currentSchemaVersion, migrations } from '../../main/store/migrations/migrations.ts';
import { openProjectStore } from '../../main/store/openProjectStore.ts';
import { openDatabase } from '../../main/store/sqlite.ts';
import { temporaryFolder } from '../unit/store/projectFixture.ts';

const fixtures = new URL('../fixtures/projects/', import.meta.url);
const stored = readdirSync(fixtures).filter((name) => name.endsWith('.phono.gz'));

describe('project files of the past', () => {
  it('are all kept', () => {
    expect(stored.sort()).toEqual(migrations.map(({ version }) => `project-v${version}.phono.gz`).sort());
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, i) => i + 1));
  });

  it.each(stored)('%s is read without being changed', (name) => {
    const path = join(temporaryFolder(), 'old.phono');
    const bytes = gunzipSync(readFileSync(new URL(name, fixtures)));
    writeFileSync(path, bytes);
    const store = openProjectStore(path, { readOnly: true });
    expect(store.check()).toEqual([]);
    const [document] = store.documents();
    expect(store.documentState(document!.documentId).tracks[0]?.clips).toMatchObject([
      { lengthSamples: 2000, gain: 1 },
    ]);
    expect(store.tierItems(document!.tiers[0]!.tierId)).toMatchObject([{ startSample: 100, endSample: 900 }]);
    expect(store.nextEdits(document!.documentId)).toMatchObject({ redo: null });
    expect(store.undoBytes()).toBe(0);
    store.close();
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it.each(stored)('%s opens and is brought up to date', (name) => {
    const path = join(temporaryFolder(), 'old.phono');
    writeFileSync(path, gunzipSync(readFileSync(new URL(name, fixtures))));
    const store = openProjectStore(path);
    expect(store.check()).toEqual([]);
    const [document] = store.documents();
    const [asset] = store.assets();
    expect(document).toMatchObject({
      name: 'tone',
      sampleRateHz: 8000,
      tiers: [{ name: 'Speech', origin: 'vad', parameters: { threshold: 0.5 } }],
    });
    expect(document?.tracks[0]?.clips).toMatchObject([
      { startSample: 0, lengthSamples: 2000, assetId: asset?.assetId },
    ]);
    expect(store.tierItems(document!.tiers[0]!.tierId)).toMatchObject([
      { startSample: 100, endSample: 900, label: 'tøne' },
    ]);
    expect(asset).toMatchObject({
      nSamples: 2000,
      state: 'ready',
      warnings: ['data size 0 in the header: read to the end of the file'],
    });
    const { bytes } = store.readBlock(asset!.assetId, 0, 0);
    const samples = new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    expect([...samples.slice(0, 4)]).toEqual(
      [0, 1, 2, 3].map((n) => Math.round(8000 * Math.sin((2 * Math.PI * 440 * n) / 8000))),
    );
    expect(store.viewState()).toEqual({ zoom: 1.5 });
    store.renameDocument(document!.documentId, 'still writable');
    store.close();
    const db = openDatabase(path, { readonly: true });
    expect(db.pragma('user_version', { simple: true })).toBe(currentSchemaVersion);
    db.close();
  });
});
