/**
 * Earlier states of documents, whole: what the project falls back to where the rows of today are damaged. One is kept
 * before the first edit, every so many edits and when the project is closed; the last twenty of each document.
 */
import { createHash } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import { z } from 'zod';
import { findAsset } from './findAsset.ts';
import { readDocumentRows, type DocumentRows } from './documentRows.ts';
import type { ProjectConnection } from './projectConnection.ts';
import type { AssetRow } from './projectStore.ts';
import { sampleFormats } from './rows.ts';

const maxKept = 20;
/** Serialising a document costs as its size: rare enough to be nothing beside the edits, often enough to replay few. */
export const editsPerGeneration = 250;

export interface Generation {
  readonly documentId: string;
  readonly editId: number | null; // whose result it is
  readonly rows: DocumentRows;
  /** What the recordings are that its clips point into: their own table may be what is lost. */
  readonly assets: readonly AssetRow[];
}

export interface GenerationRow {
  readonly id: number;
  readonly document_id: string;
  readonly edit_id: number | null;
  readonly made_at: string;
  readonly state: Uint8Array;
  readonly sha256: Uint8Array;
}

const mostStateBytes = 2 ** 28;
const row = z.looseObject({ id: z.string() }).catchall(z.union([z.string(), z.number(), z.null()]));
const sample = z
  .int()
  .min(0)
  .max(2 ** 42);
const generation = z.object({
  documentId: z.string(),
  editId: z.int().nullable(),
  rows: z.object({
    document: z.array(row),
    track: z.array(row),
    tier: z.array(row),
    clip: z.array(row),
    track_item: z.array(row),
    tier_item: z.array(row),
  }),
  assets: z.array(
    z.object({
      assetId: z.string(),
      name: z.string(),
      container: z.string(),
      codec: z.string(),
      sampleFormat: z.enum(sampleFormats),
      bitsPerSample: z.int().nullable(),
      sampleRateHz: z.number().positive(),
      channels: z.int().min(1).max(32),
      expectedSamples: sample.nullable(),
      nSamples: sample,
      state: z.enum(['importing', 'ready', 'failed']),
      sha256: z.string().nullable(),
      warnings: z.array(z.string()),
    }),
  ),
});

const hashOf = (state: Uint8Array) => createHash('sha256').update(state).digest();

/** @returns null if the row is not what was written */
export function generationOf(row: GenerationRow): Generation | null {
  try {
    if (!hashOf(row.state).equals(row.sha256)) return null;
    return generation.parse(JSON.parse(inflateSync(row.state, { maxOutputLength: mostStateBytes }).toString()));
  } catch {
    return null; // a hash is soon made: what a hostile file holds under it may be anything
  }
}

/** The edit whose result the newest generation is; undefined: there is none. */
export function newestGeneration(connection: ProjectConnection, documentId: string): number | null | undefined {
  return connection
    .prepare('SELECT edit_id FROM generation WHERE document_id = ? ORDER BY id DESC LIMIT 1')
    .pluck()
    .get(documentId) as number | null | undefined;
}

/** To be called within a transaction, with the rows of `documentId` as the edit left them. */
export function keepGeneration(connection: ProjectConnection, documentId: string, editId: number | null): void {
  const rows = readDocumentRows(connection.database, documentId);
  const used = new Set(rows.clip.map((clip) => String(clip['asset_id'])));
  const assets = [...used].map((assetId) => findAsset(connection, assetId));
  const kept: Generation = { documentId, editId, rows, assets };
  const bytes = deflateSync(JSON.stringify(kept), { level: 1 });
  connection
    .prepare('INSERT INTO generation (document_id, edit_id, made_at, state, sha256) VALUES (?, ?, ?, ?, ?)')
    .run(documentId, editId, new Date().toISOString(), bytes, hashOf(bytes));
  connection
    .prepare(
      `DELETE FROM generation WHERE document_id = ? AND id NOT IN
         (SELECT id FROM generation WHERE document_id = ? ORDER BY id DESC LIMIT ${maxKept})`,
    )
    .run(documentId, documentId);
}

/**
 * To be called when a document that may have been edited was changed otherwise, as by a recording that arrives: what was
 * kept of it is no longer where its edits begin.
 */
export function renewGenerations(connection: ProjectConnection, documentId: string): void {
  if (newestGeneration(connection, documentId) === undefined) return;
  const head = connection.prepare('SELECT head_id FROM document WHERE id = ?').pluck().get(documentId);
  connection.prepare('DELETE FROM generation WHERE document_id = ?').run(documentId);
  if (head !== undefined) keepGeneration(connection, documentId, head as number | null);
}
