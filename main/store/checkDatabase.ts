import { createHash } from 'node:crypto';
import { EngineError } from '../engine/core/errors.ts';
import { createAssetPart } from './assetTable.ts';
import { checkExtents } from './checkExtents.ts';
import { readMeta, requireMeta } from './metaTable.ts';
import { differingTables, readDocumentRows } from './documentRows.ts';
import { editPlace, editProblems } from './editTable.ts';
import { tierItemProblem } from './extents.ts';
import { checkMigrationHistory, checkSchema, schemaVersion, viewAsCurrent } from './migrate.ts';
import { currentSchemaVersion } from './migrations/migrations.ts';
import type { ProjectConnection } from './projectConnection.ts';
import { blockSamples } from './projectStore.ts';
import type { GenerationRow } from './generationTable.ts';
import { replayDocument } from './replayDocument.ts';
import { documentIds, readDocument, readDocumentRow } from './readDocuments.ts';

const maxSentences = 100;

/**
 * What every opening demands, before anything is written. `thorough` reads the whole file, as after a crash.
 * @returns to be called before an older file is upgraded: until then it is seen as one of this version
 */
export function checkOnOpen(connection: ProjectConnection, thorough: boolean): () => void {
  const { path, database } = connection;
  const version = schemaVersion(database);
  if (version > currentSchemaVersion)
    throw new EngineError(
      'E_PROJECT_NEWER',
      `${path}: written by a newer Phonoscope (schema version ${version}, this one reads up to ${currentSchemaVersion})`,
      { details: { path } },
    );
  checkSchema(database, path);
  checkMigrationHistory(database, path);
  for (const key of ['projectId', 'createdAt', 'appVersion', 'revision']) requireMeta(connection, key);
  if (thorough || readMeta(connection, 'clean') !== '1') {
    const [problem] = structureProblems(connection, 'quick_check');
    if (problem !== undefined)
      throw new EngineError('E_PROJECT_CORRUPT', `${path}: damaged: ${problem}`, { details: { path } });
  }
  const endView = viewAsCurrent(database);
  checkExtents(
    connection,
    createAssetPart(() => connection).assets(),
    documentIds(connection).map((documentId) => readDocumentRow(connection, documentId)),
  );
  return endView;
}

function structureProblems(connection: ProjectConnection, pragma: 'quick_check' | 'integrity_check'): string[] {
  const rows = connection.database.pragma(`${pragma}(${maxSentences})`) as Record<string, unknown>[];
  const sentences = rows.map((row) => String(Object.values(row)[0]));
  return sentences.length === 1 && sentences[0] === 'ok' ? [] : sentences;
}

function referenceProblems(connection: ProjectConnection): string[] {
  const rows = connection.database.pragma('foreign_key_check') as { table: string; parent: string }[];
  return rows
    .slice(0, maxSentences)
    .map(({ table, parent }) => `a row of ${table} refers to a missing row of ${parent}`);
}

/** Hashes in the database: neither the blocks nor a list of them has to fit in memory. */
function checksumProblems(connection: ProjectConnection): string[] {
  const problems: string[] = [];
  const rows = connection.database.prepare('SELECT id, hash, data FROM block').iterate() as IterableIterator<{
    id: number;
    hash: Uint8Array;
    data: Uint8Array;
  }>;
  for (const { id, hash, data } of rows)
    if (problems.length < maxSentences && !createHash('sha256').update(data).digest().equals(hash))
      problems.push(`audio block ${id} fails its checksum`);
  return problems;
}

function completenessProblems(connection: ProjectConnection): string[] {
  const problems: string[] = [];
  const channel = connection.database.prepare(
    `SELECT count(*) AS blocks, coalesce(sum(n_samples), 0) AS samples, coalesce(max(idx), -1) AS last
     FROM asset_block JOIN block ON block.id = block_id WHERE asset_id = ? AND channel = ?`,
  );
  for (const asset of createAssetPart(() => connection).assets())
    for (let c = 0; c < asset.channels; c++) {
      const { blocks, samples, last } = channel.get(asset.assetId, c) as {
        blocks: number;
        samples: number;
        last: number;
      };
      const expected = Math.ceil(asset.nSamples / blockSamples);
      if (samples !== asset.nSamples || blocks !== expected || last !== expected - 1)
        problems.push(
          `${asset.name}, channel ${c}: ${samples} samples in ${blocks} blocks, ${asset.nSamples} in ${expected} expected`,
        );
    }
  return problems;
}

/** Tables of a document in which something else stands than its generations and edits lead to. */
function differingFromLog(connection: ProjectConnection, documentId: string): string[] {
  const generations = connection
    .prepare('SELECT * FROM generation WHERE document_id = ?')
    .all(documentId) as GenerationRow[];
  const replayed = replayDocument(connection, generations, editPlace(connection, documentId).headId);
  return replayed === null ? [] : differingTables(replayed, readDocumentRows(connection.database, documentId));
}

/** What lies in tiers and tracks is read when somebody looks at it: here all of it is. */
function contentProblems(connection: ProjectConnection): string[] {
  const problems: string[] = [];
  for (const documentId of documentIds(connection))
    try {
      const { tiers } = readDocument(connection, documentId);
      for (const { tierId, kind, items } of tiers)
        for (const item of items) {
          const problem = tierItemProblem(kind, item);
          if (problem !== null && problems.length < maxSentences)
            problems.push(`item ${item.itemId} of tier ${tierId}: ${problem}`);
        }
      const differing = differingFromLog(connection, documentId);
      if (differing.length > 0)
        problems.push(
          `document ${documentId}: ${differing.join(', ')} ${differing.length === 1 ? 'is' : 'are'} not what its edits made`,
        );
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      problems.push(error.message);
    }
  return problems;
}

/** Everything that can be verified; sentences for what is wrong, at most a hundred of each kind. */
export function checkEverything(connection: ProjectConnection): string[] {
  const structure = structureProblems(connection, 'integrity_check');
  if (structure.length > 0) return structure; // what lies on a broken structure would only repeat it
  return [
    ...referenceProblems(connection),
    ...checksumProblems(connection),
    ...completenessProblems(connection),
    ...contentProblems(connection),
    ...editProblems(connection, maxSentences),
  ];
}
