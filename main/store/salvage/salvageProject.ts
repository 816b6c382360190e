/** Out of a damaged project a new one with everything that can still be read. The damaged file is left as it is. */
import { mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EngineError, throwIfAborted } from '../../engine/core/errors.ts';
import { createProjectStore, moveIntoPlace, requireNewName } from '../createProjectStore.ts';
import type { ClipRow, DocumentState } from '../documentState.ts';
import { assetOfRow } from '../findAsset.ts';
import type { AssetRow, ProjectStore } from '../projectStore.ts';
import { assetRow, newId } from '../rows.ts';
import type { SqliteDatabase } from '../sqlite.ts';
import { openDamaged } from './openDamaged.ts';
import { readBlockPlaces, readByTextId, type BlockPlace } from './readableTable.ts';
import { salvageAsset, type SalvagedAsset } from './salvagedAudio.ts';
import { salvageDocuments, type SalvagedDocuments } from './salvagedDocuments.ts';

export interface SalvageReport {
  readonly path: string; // of the new project
  readonly documents: number;
  readonly recordings: number;
  /** Exactly what is not in it, as whole sentences; empty: nothing is. */
  readonly lost: readonly string[];
}

export interface SalvageOptions {
  readonly appVersion: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: { readonly done: number; readonly total: number }) => void) | undefined;
}

/** Recordings by their own rows, and by what generations say of those whose row is lost. */
function knownAssets(db: SqliteDatabase, { generations }: SalvagedDocuments): AssetRow[] {
  const known = new Map<string, AssetRow>();
  for (const { assets } of [...generations].reverse()) for (const asset of assets) known.set(asset.assetId, asset);
  for (const row of readByTextId(db, 'asset').rows) {
    const parsed = assetRow.safeParse(row);
    if (parsed.success) known.set(parsed.data.id, assetOfRow(parsed.data));
  }
  return [...known.values()];
}

type NewAssets = ReadonlyMap<string, { readonly asset: AssetRow; readonly result: SalvagedAsset }>; // by their old id

/** What of the clip still has sound, on the new recording. */
function movedClip(clip: ClipRow, sampleRateHz: number, newAssets: NewAssets): ClipRow[] {
  const found = newAssets.get(clip.assetId);
  if (found === undefined) return [];
  const all = Math.ceil((found.result.nSamples * sampleRateHz) / found.asset.sampleRateHz);
  const nLost = Math.max(0, clip.lengthSamples - Math.max(0, all - clip.assetOffsetSamples));
  const moved = { ...clip, assetId: found.result.assetId };
  if (nLost === 0) return [moved];
  const lengthSamples = clip.lengthSamples - nLost;
  if (lengthSamples === 0) return [];
  // A reversed clip plays the end of its part first.
  return [{ ...moved, lengthSamples, startSample: clip.startSample + (clip.isReversed ? nLost : 0) }];
}

/** The document with its clips on the new recordings; clips of lost ones are gone. */
function moved(document: DocumentState, newAssets: NewAssets): DocumentState {
  const clipsOf = (clips: readonly ClipRow[]) =>
    clips.flatMap((clip) => movedClip(clip, document.sampleRateHz, newAssets));
  return { ...document, tracks: document.tracks.map((track) => ({ ...track, clips: clipsOf(track.clips) })) };
}

/** @returns what could not be put into the new project */
function addDocument(store: ProjectStore, document: DocumentState): string[] {
  try {
    store.insertWholeDocument(document);
    return [];
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return [`"${document.name}" cannot be put together again: ${error.message}.`];
  }
}

/** A recording that no document plays any more: the whole of it in one of its own. */
function addRecording(store: ProjectStore, asset: AssetRow, { assetId, nSamples: lengthSamples }: SalvagedAsset): void {
  const { name, sampleRateHz, channels } = asset;
  const documentId = store.insertDocument({ name, sampleRateHz });
  const trackId = store.insertTrack(documentId, { name, channels });
  store.insertClip(trackId, { assetId, startSample: 0, lengthSamples, assetOffsetSamples: 0 });
}

function* salvageInto(
  store: ProjectStore,
  db: SqliteDatabase,
  { signal, onProgress }: SalvageOptions,
): Generator<void, Omit<SalvageReport, 'path'>, undefined> {
  const salvaged = salvageDocuments(db);
  const assets = knownAssets(db, salvaged);
  const places = new Map<string, BlockPlace[]>();
  for (const place of readBlockPlaces(db)) {
    const own = places.get(place.assetId);
    if (own === undefined) places.set(place.assetId, [place]);
    else own.push(place);
  }
  const lost = [...salvaged.lost];
  const newAssets = new Map<string, { readonly asset: AssetRow; readonly result: SalvagedAsset }>();
  for (const [done, asset] of assets.entries()) {
    throwIfAborted(signal);
    onProgress?.({ done, total: assets.length });
    const result = yield* salvageAsset(db, store, asset, places.get(asset.assetId) ?? []);
    if (result === null) lost.push(`"${asset.name}": all of its sound is lost.`);
    else {
      newAssets.set(asset.assetId, { asset, result });
      lost.push(...result.lost);
    }
  }
  for (const document of salvaged.documents) lost.push(...addDocument(store, moved(document, newAssets)));
  const used = new Set(
    store.documents().flatMap(({ tracks }) => tracks.flatMap(({ clips }) => clips.map(({ assetId }) => assetId))),
  );
  for (const { asset, result } of newAssets.values()) if (!used.has(result.assetId)) addRecording(store, asset, result);
  return { documents: store.documents().length, recordings: newAssets.size, lost };
}

/** All of it in one go. @throws EngineError as salvageSteps */
export function salvageProject(path: string, target: string, options: SalvageOptions): SalvageReport {
  const steps = salvageSteps(path, target, options);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/**
 * In steps of some milliseconds, between which a process can answer. The history of edits is not carried over: undo
 * begins anew in the new project.
 * @param target must not exist
 * @throws EngineError E_PROJECT_CORRUPT: nothing can be read; E_PARAM: target exists; E_ABORTED, E_DISK_FULL, E_IO
 */
export function* salvageSteps(
  path: string,
  target: string,
  options: SalvageOptions,
): Generator<void, SalvageReport, undefined> {
  requireNewName(target);
  const folder = mkdtempSync(join(dirname(target), '.phonoscope-salvage-'));
  try {
    const { db, notes } = openDamaged(path, folder);
    const made = join(folder, `${newId()}.phono`);
    const store = createProjectStore(made, { appVersion: options.appVersion });
    try {
      const report = yield* salvageInto(store, db, options);
      if (report.documents === 0)
        throw new EngineError('E_PROJECT_CORRUPT', `${path}: nothing can be read of it: ${report.lost.join(' ')}`, {
          details: { path },
        });
      store.close();
      moveIntoPlace(made, target);
      return { path: target, ...report, lost: [...notes, ...report.lost] };
    } finally {
      store.close();
      db.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
