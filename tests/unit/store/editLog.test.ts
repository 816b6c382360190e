import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../main/engine/core/errors.ts';
import { openProjectStore } from '../../../main/store/openProjectStore.ts';
import { openDatabase } from '../../../main/store/sqlite.ts';
import { monoAsset, s16Block, temporaryFolder } from './projectFixture.ts';
import { editProject } from '../services/edits/editProject.ts';

function edited() {
  const project = editProject();
  const { edits, documentId, trackIds } = project;
  const remove = (startSample: number, endSample: number, ripple: 'none' | 'document' = 'document') =>
    edits.apply(documentId, { kind: 'sound.delete', trackIds: [...trackIds], startSample, endSample, ripple });
  return { ...project, remove };
}

describe('the log of edits', () => {
  it('names every edit, keeps the command, survives closing, and leads back and forth', () => {
    const { store, documentId, remove } = edited();
    const before = store.documentState(documentId);
    remove(80, 160);
    remove(0, 40, 'none');
    const after = store.documentState(documentId);
    store.close();
    const again = openProjectStore(store.filePath);
    const { edits, headId, tipId } = again.editHistory(documentId);
    expect(edits.map(({ title }) => title)).toEqual(['Delete 0.010 s', 'Silence 0.005 s']);
    expect(edits[0]!.command).toMatchObject({ kind: 'sound.delete', startSample: 80, endSample: 160 });
    expect(again.nextEdits(documentId)).toMatchObject({ undo: { title: 'Silence 0.005 s' }, redo: null });
    expect([headId, tipId]).toEqual([edits[1]!.editId, edits[1]!.editId]);
    expect(again.undo(documentId)?.title).toBe('Silence 0.005 s');
    expect(again.undo(documentId)?.title).toBe('Delete 0.010 s');
    expect(again.undo(documentId)).toBeNull();
    expect(again.documentState(documentId)).toEqual(before);
    expect(again.nextEdits(documentId)).toMatchObject({ undo: null, redo: { title: 'Delete 0.010 s' } });
    expect(again.redo(documentId)?.title).toBe('Delete 0.010 s');
    expect(again.redo(documentId)?.title).toBe('Silence 0.005 s');
    expect(again.redo(documentId)).toBeNull();
    expect(again.documentState(documentId)).toEqual(after);
    again.close();
  });

  it('keeps the branch that was left, and goes to any edit of it', () => {
    const { store, documentId, remove } = edited();
    remove(0, 10);
    const onlyFirst = store.documentState(documentId);
    remove(20, 30);
    const leftBranch = store.documentState(documentId);
    const left = store.editHistory(documentId).headId!;
    store.undo(documentId);
    remove(50, 90);
    const newBranch = store.documentState(documentId);
    const { edits, headId } = store.editHistory(documentId);
    expect(edits.map(({ parentId }) => parentId)).toEqual([null, edits[0]!.editId, edits[0]!.editId]);
    store.goToEdit(documentId, left);
    expect(store.documentState(documentId)).toEqual(leftBranch);
    expect(store.redo(documentId)).toBeNull();
    store.goToEdit(documentId, edits[0]!.editId);
    expect(store.documentState(documentId)).toEqual(onlyFirst);
    expect(store.redo(documentId)?.editId).toBe(left); // where redo led before
    store.goToEdit(documentId, headId);
    expect(store.documentState(documentId)).toEqual(newBranch);
    store.goToEdit(documentId, null);
    expect(store.redo(documentId)?.editId).toBe(edits[0]!.editId);
  });

  it('an edit that changes nothing is none', () => {
    const { store, edits, documentId, trackIds } = edited();
    expect(edits.apply(documentId, { kind: 'sound.split', trackIds: [...trackIds], atSamples: [0] })).toEqual({
      editId: null,
      title: null,
      createdIds: [],
    });
    expect(store.editHistory(documentId).edits).toEqual([]);
  });

  it('an edit that breaks a rule leaves everything as it was', () => {
    const { store, documentId } = edited();
    const before = store.documentState(documentId);
    const overlap = () =>
      store.editDocument(documentId, { title: 'x', command: {} }, (document) => ({
        ...document,
        tracks: document.tracks.map((track) => ({
          ...track,
          clips: [...track.clips, { ...track.clips[0]!, clipId: 'second', startSample: 399 }],
        })),
      }));
    expect(overlap).toThrow(/clip second starts at sample 399, before the one before it ends at 400/);
    expect(store.documentState(documentId)).toEqual(before);
    expect(store.editHistory(documentId).edits).toEqual([]);
  });

  it('costs as much as the edit, however long the document is', () => {
    const { store, edits, documentId, trackIds } = edited();
    for (let at = 2; at < 380; at += 3)
      edits.apply(documentId, { kind: 'sound.split', trackIds: [...trackIds], atSamples: [at] });
    edits.apply(documentId, {
      kind: 'sound.insertSilence',
      trackIds: [...trackIds],
      atSample: 2,
      lengthSamples: 5,
      ripple: 'document',
    });
    store.close();
    const reader = openDatabase(store.filePath, { readonly: true });
    const bytes = reader.prepare('SELECT length(changes) FROM edit ORDER BY id DESC').pluck().all() as number[];
    reader.close();
    expect(bytes[0]).toBeLessThan(1000);
    expect(Math.max(...bytes)).toBeLessThan(2500);
  });

  it('refuses to follow a log that was altered', () => {
    const { store, documentId, remove } = edited();
    remove(0, 10);
    store.close();
    const db = openDatabase(store.filePath);
    db.exec("UPDATE edit SET changes = replace(changes, 'clip', 'block')");
    db.close();
    const again = openProjectStore(store.filePath);
    const before = again.documentState(documentId);
    expect(() => again.undo(documentId)).toThrow(
      expect.objectContaining({
        code: 'E_PROJECT_CORRUPT',
        message: expect.stringMatching(/edit 1 fails its checksum/) as unknown,
      }),
    );
    expect(again.documentState(documentId)).toEqual(before);
    expect(again.check()).toEqual(['edit 1 fails its checksum']);
    again.close();
  });
});

it('a recording that arrives in a document with edits is no edit, and its history still leads back', () => {
  const { store, edits, documentId } = edited();
  edits.apply(documentId, { kind: 'tier.add', name: 'words', tierKind: 'interval' });
  const assetId = store.insertAsset({ ...monoAsset, sampleRateHz: 8000 });
  const trackId = store.insertTrack(documentId, { name: 'arriving', channels: 1 });
  const clipId = store.insertClip(trackId, { assetId, startSample: 0, lengthSamples: 0, assetOffsetSamples: 0 });
  store.appendBlocks(assetId, [s16Block('arriving', 0)]);
  store.setClipLength(clipId, 100);
  expect(store.check()).toEqual([]);
  store.undo(documentId);
  expect(store.check()).toEqual([]);
  store.failAsset(assetId, 'the file ends early');
  expect(store.check()).toEqual([]);
  store.redo(documentId);
  expect(store.check()).toEqual([]);
});

it('clips behind those of a recording that is removed stay where they are', () => {
  const { store, documentId, trackIds } = edited();
  const { nSamples } = store.assets()[0]!;
  const [first, second] = ['first', 'second'].map((name) => {
    const assetId = store.insertAsset({ ...store.assets()[0]!, name });
    store.appendBlocks(assetId, [s16Block(name, 0, 100)]);
    store.finishAsset(assetId, { nSamples: 100, warnings: [] });
    return assetId;
  });
  for (const [i, assetId] of [first!, second!].entries())
    store.insertClip(trackIds[0]!, {
      assetId,
      startSample: nSamples + 500 * (i + 1),
      lengthSamples: 10,
      assetOffsetSamples: 0,
    });
  store.removeAsset(first!);
  const starts = store.documentState(documentId).tracks[0]!.clips.map(({ startSample }) => startSample);
  expect(starts).toEqual([0, nSamples + 1000]);
});

it('sound that is being imported cannot be edited yet', () => {
  const { store, edits, documentId, trackIds } = edited();
  const asset = store.assets()[0]!;
  const assetId = store.insertAsset({ ...asset, name: 'arriving' });
  store.insertClip(trackIds[0]!, { assetId, startSample: 1000, lengthSamples: 0, assetOffsetSamples: 0 });
  expect(() => edits.apply(documentId, { kind: 'sound.split', trackIds: [...trackIds], atSamples: [5] })).toThrow(
    EngineError,
  );
  expect(edits.apply(documentId, { kind: 'tier.add', name: 'words', tierKind: 'interval' }).editId).not.toBeNull();
});

describe('what would be refused on opening is refused on editing, and nothing else is', () => {
  it('a gain beyond 60 dB, however it was reached', () => {
    const { store, edits, documentId, trackIds } = edited();
    const louder = (gainDb: number) =>
      edits.apply(documentId, { kind: 'sound.gain', trackIds: [...trackIds], startSample: 0, endSample: 400, gainDb });
    louder(60);
    expect(() => louder(6)).toThrow(/gain=1995.\d+ must be from −1000 to 1000/);
    store.close();
    openProjectStore(store.filePath).close();
  });

  it('half a character in a label or a title is replaced before it is kept', () => {
    const { store, documentId } = edited();
    store.editDocument(documentId, { title: 'Label "a\ud83d"', command: {} }, (state) => ({ ...state, name: 'b' }));
    expect(store.undo(documentId)?.title).toBe('Label "a\ufffd"');
    expect(store.check()).toEqual([]);
  });

  it('more rows than a stack holds', { timeout: 60_000 }, () => {
    const { store, documentId } = edited();
    const items = Array.from({ length: 140_000 }, (_, i) => ({
      itemId: `item-${i}`,
      startSample: i,
      endSample: i,
      label: '',
      attributes: null,
    }));
    const tier = { tierId: 'many', name: 'many', kind: 'point', origin: 'user', parameters: null, items } as const;
    store.editDocument(documentId, { title: 'Add', command: {} }, (state) => ({ ...state, tiers: [tier] }));
    store.editDocument(documentId, { title: 'Remove', command: {} }, (state) => ({ ...state, tiers: [] }));
    store.undo(documentId);
    expect(store.documentState(documentId).tiers[0]?.items).toHaveLength(140_000);
  });
});

describe('sound that still arrives', () => {
  function arriving() {
    const project = edited();
    const { store } = project;
    const assetId = store.insertAsset({ ...monoAsset, sampleRateHz: 8000 });
    const documentId = store.insertDocument({ name: 'arriving', sampleRateHz: 8000 });
    const trackId = store.insertTrack(documentId, { name: 'arriving', channels: 1 });
    const clipId = store.insertClip(trackId, { assetId, startSample: 0, lengthSamples: 0, assetOffsetSamples: 0 });
    store.appendBlocks(assetId, [s16Block('arriving', 0, 1000)]);
    store.setClipLength(clipId, 800);
    return { ...project, assetId, arrivingId: documentId, arrivingTrack: trackId };
  }

  it('is not copied, and its track is not removed', () => {
    const { edits, arrivingId, arrivingTrack } = arriving();
    const copy = () =>
      edits.handlers['edits.copy'](
        { documentId: arrivingId, trackIds: [arrivingTrack], startSample: 0, endSample: 100 },
        { signal: new AbortController().signal },
      );
    expect(copy).toThrow(/still being imported/);
    edits.apply(arrivingId, { kind: 'track.add', name: 'other', channels: 1 });
    expect(() => edits.apply(arrivingId, { kind: 'track.remove', trackId: arrivingTrack })).toThrow(
      /still being imported/,
    );
  });

  it('whose import is cancelled leaves its document with tiers, and no edit that leads nowhere', () => {
    const { store, edits, assetId, arrivingId, arrivingTrack } = arriving();
    edits.apply(arrivingId, { kind: 'track.rename', trackId: arrivingTrack, name: 'x' });
    edits.apply(arrivingId, { kind: 'tier.add', name: 'words', tierKind: 'interval' });
    store.removeAsset(assetId);
    expect(store.undo(arrivingId)).toBeNull();
    expect(store.documentState(arrivingId).tiers).toHaveLength(1);
    expect(store.check()).toEqual([]);
  });
});

it('a document takes the sound with it that only its edits still know of', () => {
  const { store, documentId, remove } = edited();
  remove(0, 400);
  store.removeDocument(documentId);
  expect(store.assets()).toEqual([]);
});

it('a project of an older version that was read only goes on as one of this version elsewhere', async () => {
  const folder = temporaryFolder();
  const old = join(folder, 'old.phono');
  writeFileSync(old, gunzipSync(readFileSync(new URL('../../fixtures/projects/project-v1.phono.gz', import.meta.url))));
  const store = openProjectStore(old, { readOnly: true });
  await store.moveTo(join(folder, 'new.phono'));
  const { documentId } = store.documents()[0]!;
  store.editDocument(documentId, { title: 'Rename', command: {} }, (state) => ({ ...state, name: 'kept' }));
  const path = store.filePath;
  store.close();
  const again = openProjectStore(path);
  expect(again.documents()[0]?.name).toBe('kept');
  again.close();
});
