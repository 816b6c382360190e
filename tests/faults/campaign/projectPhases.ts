/** Editing, taking back, saving, compacting and migrating, as a worker does them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { shareCopy } from '../../../main/services/projects/shareCopy.ts';
import { syncFolder } from '../../../main/store/copyProject.ts';
import type { DocumentState } from '../../../main/store/documentState.ts';
import { openProjectStore } from '../../../main/store/openProjectStore.ts';
import { newId } from '../../../main/store/rows.ts';
import type { Bench } from './bench.ts';
import { stateHash } from './stateHash.ts';

function changed(bench: Bench, state: DocumentState): DocumentState {
  const by = 1 + bench.random.below(50);
  switch (bench.random.below(3)) {
    case 0:
      return { ...state, tracks: state.tracks.map((track) => ({ ...track, gain: track.gain / (1 + by / 100) })) };
    case 1: {
      const moved = state.tracks.map((track) => ({
        ...track,
        clips: track.clips.map((clip) => ({ ...clip, startSample: clip.startSample + by })),
      }));
      return { ...state, tracks: moved };
    }
    default: {
      const tiers = state.tiers.map((tier) => {
        const end = tier.items.at(-1)?.endSample ?? 0;
        const item = { itemId: newId(), startSample: end, endSample: end + by, label: `wörd ${by}`, attributes: null };
        return { ...tier, items: [...tier.items, item] };
      });
      return { ...state, tiers };
    }
  }
}

export async function edit(bench: Bench): Promise<void> {
  for (let n = 0; n < 6; n++) {
    const title = `Change ${bench.random.below(1000)}`;
    const made = await bench.attempt('edit', () =>
      bench.store.editDocument(bench.documentId, { title, command: { n } }, (state) => changed(bench, state)),
    );
    if (!made) continue;
    const { editId } = made;
    bench.say({ kind: 'edit', editId, title, hash: (bench.hash = bench.currentHash()) });
  }
  const n = bench.random.below(1_000_000);
  const isSet = await bench.attempt('view', () => (bench.store.setViewState({ n }), true));
  if (isSet) bench.say({ kind: 'view', n });
}

export async function undo(bench: Bench): Promise<void> {
  const { store, documentId, random } = bench;
  const edits = await bench.attempt('look', () => store.editHistory(documentId).edits);
  for (let n = 0; n < 8; n++) {
    const step = random.pick(['undo', 'undo', 'redo', 'go'] as const);
    const isDone = await bench.attempt(step, () => {
      if (step !== 'go') store[step](documentId);
      else if (edits !== undefined && edits.length > 0) store.goToEdit(documentId, random.pick(edits).editId);
      return true;
    });
    if (!isDone) continue;
    const place = await bench.attempt('look', () => ({
      headId: store.editHistory(documentId).headId,
      hash: bench.currentHash(),
    }));
    if (place === undefined) continue;
    bench.hash = place.hash;
    bench.say({ kind: 'head', ...place });
  }
}

export async function save(bench: Bench): Promise<void> {
  const { store, folder, random } = bench;
  const how = random.pick(['flush', 'copy', 'move', 'share', 'reopen'] as const);
  if (how === 'reopen') return bench.reopen();
  if (how === 'flush') {
    await bench.attempt('flush', () => {
      store.flush();
    });
    return;
  }
  const path = join(folder, `${how}-${newId()}.phono`);
  const isDone = await bench.attempt(
    how,
    async () => {
      if (how === 'copy') await store.saveCopy(path);
      else if (how === 'move') await store.moveTo(path);
      else await shareCopy(store, path, { appVersion: '0.1.0' });
      return true;
    },
    path,
  );
  if (isDone && how !== 'share') bench.say({ kind: 'saved', path, isMoved: how === 'move', hash: bench.hash });
}

export async function compact(bench: Bench): Promise<void> {
  const { store, documentId, random } = bench;
  if (random.below(2) === 0) {
    const isDone = await bench.attempt('purge', () => (store.purgeHistory(), true));
    if (isDone) bench.say({ kind: 'base', documentId, hash: bench.hash });
    return;
  }
  // A file of which more than half is free is compacted when it is closed.
  const played = await bench.attempt('look', () => {
    const own = store.documentState(documentId).tracks.flatMap(({ clips }) => clips.map(({ assetId }) => assetId));
    return store.assets().filter(({ assetId, state }) => !own.includes(assetId) && state !== 'importing');
  });
  for (const { assetId } of played ?? []) {
    bench.say({ kind: 'removing', assetId });
    const isDone = await bench.attempt('remove', () => (store.removeAsset(assetId), true));
    if (isDone) bench.say({ kind: 'removed', assetId });
  }
  await bench.reopen();
}

const fixtures = new URL('../../fixtures/projects/', import.meta.url);

/** A project file of an earlier version, on the disk for good. */
function writeOldProject(bench: Bench): string {
  const version = 1 + bench.random.below(3);
  const path = join(bench.folder, `old-${version}-${newId()}.phono`);
  writeFileSync(path, gunzipSync(readFileSync(new URL(`project-v${version}.phono.gz`, fixtures))), { flush: true });
  syncFolder(bench.folder);
  return path;
}

/** While the disk fails none can be written: some lie there from the beginning. */
export function writeOldProjects(bench: Bench): void {
  for (let n = 0; n < 4; n++) bench.oldProjects.push(writeOldProject(bench));
}

export async function migrate(bench: Bench): Promise<void> {
  if (bench.oldProjects.length === 0 && bench.isFaulty) return;
  const path = bench.oldProjects.pop() ?? writeOldProject(bench);
  const store = await bench.attempt('migrate', () => openProjectStore(path), path);
  if (store === undefined) return;
  bench.say({ kind: 'migrated', path });
  const documentId = await bench.attempt('look', () => store.documents()[0]!.documentId);
  for (let n = 0; n < 3 && documentId !== undefined; n++) {
    const made = await bench.attempt('edit migrated', () => {
      const edited = store.editDocument(documentId, { title: 'Change', command: {} }, (state) => changed(bench, state));
      return edited && { editId: edited.editId, hash: stateHash(store, documentId) };
    });
    if (made) bench.say({ kind: 'migratedEdit', path, ...made });
  }
  await bench.attempt('close', () => {
    store.close();
  });
}
