/** Everything a worker said was acknowledged is looked for in what it left on the disk. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect } from 'vitest';
import { createDraftFolder } from '../../../main/services/projects/draftFolder.ts';
import { openProject } from '../../../main/services/projects/openProject.ts';
import { recordedContainer } from '../../../main/services/projects/recordedContainer.ts';
import { readTake } from '../../../main/services/recording/readTake.ts';
import { openProjectStore } from '../../../main/store/openProjectStore.ts';
import { blockSamples, type ProjectStore } from '../../../main/store/projectStore.ts';
import { chunkFrames, recordedRateHz, recordedValue, type Entry } from './entries.ts';
import { stateHash } from './stateHash.ts';

export interface Looked {
  nLooked: number;
  wasUnclean: boolean;
  /** Captured, and not in the file of a recording that was cut short: with what the device may just have held. */
  lostMs: number;
}

type Of<K extends Entry['kind']> = Extract<Entry, { readonly kind: K }>;
const only = <K extends Entry['kind']>(log: readonly Entry[], kind: K) =>
  log.filter((entry): entry is Of<K> => entry.kind === kind);
const lastIndexOf = (log: readonly Entry[], is: (entry: Entry) => boolean) => log.findLastIndex(is);

/** What was begun and neither acknowledged nor refused when the worker ended. */
function pendingIntent(log: readonly Entry[]): Of<'intend'> | null {
  const at = lastIndexOf(log, ({ kind }) => kind === 'intend');
  const intent = log[at];
  if (intent?.kind !== 'intend') return null;
  const isAnswered = log.slice(at + 1).some(({ kind }) => !['captured', 'recorded', 'removing'].includes(kind));
  return isAnswered ? null : intent;
}

/**
 * What was said since the history of the edited document began anew. It may have done so where a purge was taken up that
 * was then interrupted, or that could let go of it but not make the file smaller: then all or nothing before is there.
 */
function sinceBase(log: readonly Entry[], found: ReadonlyMap<number, string>) {
  const base = only(log, 'base').at(-1)!;
  let from = log.lastIndexOf(base) + 1;
  let hash = base.hash;
  for (let at = from; at < log.length; at++) {
    const entry = log[at]!;
    if (entry.kind !== 'intend' || entry.what !== 'purge') continue;
    const before = log.slice(from, at);
    if (only(before, 'edit').some(({ editId }) => found.has(editId))) continue;
    hash = before.findLast((one) => one.kind === 'edit' || one.kind === 'head')?.hash ?? hash;
    from = at + 1;
  }
  return { since: log.slice(from), hash };
}

function expectEdits(store: ProjectStore, log: readonly Entry[]): number {
  const documentId = only(log, 'base')[0]?.documentId;
  if (documentId === undefined) return 0;
  const { edits, headId } = store.editHistory(documentId);
  const found = new Map(edits.map((edit) => [edit.editId, edit.title]));
  const { since, hash: baseHash } = sinceBase(log, found);
  const pending = pendingIntent(log)?.what;
  const hashes = new Map<number | null, string>([[null, baseHash]]);
  const acknowledged = only(since, 'edit');
  for (const { editId, title, hash } of acknowledged) {
    expect(found.get(editId)).toBe(title);
    hashes.set(editId, hash);
  }
  const place = since.findLast((entry) => entry.kind === 'edit' || entry.kind === 'head');
  const isMoving = ['edit', 'undo', 'redo', 'go', 'look'].includes(pending ?? '');
  if (!isMoving) expect(headId).toBe(place === undefined ? null : place.kind === 'edit' ? place.editId : place.headId);

  const now = stateHash(store, documentId);
  const expectState = (at: number | null) => {
    if (hashes.has(at)) expect(stateHash(store, documentId)).toBe(hashes.get(at));
  };
  expectState(headId);
  for (const { editId } of acknowledged) {
    store.goToEdit(documentId, editId);
    expectState(editId);
  }
  store.goToEdit(documentId, headId);
  while (store.undo(documentId) !== null) expectState(store.editHistory(documentId).headId);
  expectState(null);
  store.goToEdit(documentId, headId);
  while (store.redo(documentId) !== null) expectState(store.editHistory(documentId).headId);
  store.goToEdit(documentId, headId);
  expect(stateHash(store, documentId)).toBe(now);
  return acknowledged.length + 1;
}

function expectSound(store: ProjectStore, log: readonly Entry[]): number {
  const gone = new Set(only(log, 'removing').map(({ assetId }) => assetId));
  const assets = new Map(store.assets().map((asset) => [asset.assetId, asset]));
  const isRefused = log.some(({ kind }) => kind === 'refused');
  let nLooked = 0;
  for (const { assetId } of only(log, 'removed')) expect(assets.has(assetId)).toBe(false);
  for (const { assetId, sha256, nSamples } of only(log, 'asset')) {
    if (gone.has(assetId)) continue;
    expect(assets.get(assetId)).toMatchObject({ state: 'ready', sha256, nSamples });
    nLooked++;
  }
  for (const { assetId, index, hash } of only(log, 'block')) {
    // An import that failed takes what had arrived with it: nothing of it was finished.
    if (gone.has(assetId) || (isRefused && !assets.has(assetId))) continue;
    const { bytes } = store.readBlock(assetId, 0, index);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash);
    nLooked++;
  }
  return nLooked;
}

/** Every piece that was acknowledged; between them may be gaps of pieces that were refused. */
function expectRecordedSound(store: ProjectStore, assetId: string, pieces: readonly Of<'recorded'>[]): void {
  const blocks = new Map<number, Float32Array>();
  const blockAt = (index: number) => {
    const block = blocks.get(index) ?? new Float32Array(store.readBlock(assetId, 0, index).bytes.slice().buffer);
    blocks.set(index, block);
    return block;
  };
  for (const { startFrame } of pieces)
    for (let frame = startFrame; frame < startFrame + chunkFrames; frame++)
      if (blockAt(Math.floor(frame / blockSamples))[frame % blockSamples] !== recordedValue(frame))
        expect.fail(`frame ${frame} of a recording that was kept is not what was recorded`);
}

async function expectTakes(store: ProjectStore, folder: string, log: readonly Entry[], looked: Looked): Promise<void> {
  const gone = new Set(only(log, 'removing').map(({ assetId }) => assetId));
  const kept = new Map(only(log, 'kept').map((entry) => [entry.takeId, entry]));
  const isRefused = log.some(({ kind }) => kind === 'refused');
  for (const takeId of new Set(only(log, 'captured').map((entry) => entry.takeId))) {
    const pieces = only(log, 'recorded').filter((entry) => entry.takeId === takeId);
    const captured = only(log, 'captured').filter((entry) => entry.takeId === takeId);
    const nRecorded = Math.max(0, ...pieces.map(({ nFrames }) => nFrames));
    const nCaptured = Math.max(0, ...captured.map(({ nFrames }) => nFrames));
    looked.nLooked += pieces.length;
    const path = join(folder, 'takes', `${takeId}.take`);
    const known = kept.get(takeId);
    if (known !== undefined) {
      if (!gone.has(known.assetId)) expectRecordedSound(store, known.assetId, pieces);
      continue;
    }
    if (existsSync(path)) {
      const take = await readTake(path);
      expect(take.nFrames).toBeGreaterThanOrEqual(nRecorded);
      if (!isRefused) expect(take.lostFrames).toBe(0);
      const heldFrames = chunkFrames; // the piece that was being captured
      const lost = nCaptured + (isRefused ? 0 : heldFrames) - take.nFrames;
      const isCutShort =
        log.at(-1)?.kind === 'captured' || log.at(-1)?.kind === 'recorded' || log.at(-1)?.kind === 'intend';
      if (isCutShort && !isRefused) looked.lostMs = Math.max(looked.lostMs, (1000 * lost) / recordedRateHz);
      continue;
    }
    // The project has it, and had no time to say so.
    const taken = store
      .assets()
      .filter(({ container, nSamples }) => container === recordedContainer && nSamples >= nRecorded);
    if (nRecorded > 0) expect(taken.length).toBeGreaterThan(0);
  }
}

/** Copies and moved projects: those acknowledged are whole, others whole or not there. */
function expectCopies(log: readonly Entry[], mapPath: (path: string) => string): number {
  let nLooked = 0;
  const base = only(log, 'base')[0];
  for (const { path, hash } of only(log, 'saved').filter(({ isMoved }) => !isMoved)) {
    const copy = openProjectStore(mapPath(path), { readOnly: true });
    expect(copy.check()).toEqual([]);
    if (base !== undefined) expect(stateHash(copy, base.documentId)).toBe(hash);
    copy.close();
    nLooked++;
  }
  for (const { what, path } of only(log, 'intend'))
    if (path !== undefined && what !== 'migrate' && existsSync(mapPath(path))) {
      const copy = openProjectStore(mapPath(path), { readOnly: true });
      expect(copy.check()).toEqual([]);
      copy.close();
    }
  return nLooked;
}

function expectMigrated(log: readonly Entry[], mapPath: (path: string) => string): number {
  let nLooked = 0;
  for (const { what, path } of only(log, 'intend')) {
    if (what !== 'migrate' || path === undefined) continue;
    const store = openProjectStore(mapPath(path));
    expect(store.check()).toEqual([]);
    const [document] = store.documents();
    expect(document?.tracks[0]?.clips[0]).toMatchObject({ lengthSamples: 2000 });
    expect(store.tierItems(document!.tiers[0]!.tierId)[0]).toMatchObject({ startSample: 100, label: 'tøne' });
    const edits = only(log, 'migratedEdit').filter((entry) => entry.path === path);
    for (const { editId, hash } of edits) {
      store.goToEdit(document!.documentId, editId);
      expect(stateHash(store, document!.documentId)).toBe(hash);
    }
    store.goToEdit(document!.documentId, null);
    store.close();
    nLooked += 1 + edits.length;
  }
  return nLooked;
}

/**
 * @param folder that the worker's project lies in now; it was `workedIn` then
 * @returns how much was looked for
 */
export async function expectAcknowledged(
  log: readonly Entry[],
  folder: string,
  workedIn: string = folder,
): Promise<Looked> {
  const looked: Looked = { nLooked: 0, wasUnclean: false, lostMs: 0 };
  const created = only(log, 'created')[0];
  if (created === undefined) return looked;
  const mapPath = (path: string) => join(folder, path.slice(workedIn.length + 1));
  const moves = only(log, 'saved').filter(({ isMoved }) => isMoved);
  const path = mapPath(moves.at(-1)?.path ?? join(workedIn, 'project.phono'));
  const { store } = await openProject(path, {
    openStore: openProjectStore,
    drafts: createDraftFolder(join(folder, '..', 'user')),
  });
  try {
    looked.wasUnclean = store.wasUnclean;
    expect(store.projectId).toBe(created.projectId);
    expect(store.check()).toEqual([]);
    looked.nLooked += expectEdits(store, log) + expectSound(store, log);
    await expectTakes(store, folder, log, looked);
    const view = only(log, 'view').at(-1);
    const isLooking = log
      .slice(view === undefined ? 0 : log.lastIndexOf(view))
      .some((e) => e.kind === 'intend' && e.what === 'view');
    if (view !== undefined && !isLooking) expect(store.viewState()).toEqual({ n: view.n });
    expect(store.check()).toEqual([]);
  } finally {
    store.close();
  }
  const sides = readdirSync(dirname(path)).filter((name) => name.startsWith(`${basename(path)}-`));
  expect(sides).toEqual([]);
  looked.nLooked += expectCopies(log, mapPath) + expectMigrated(log, mapPath);
  return looked;
}
