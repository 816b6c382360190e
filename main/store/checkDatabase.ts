import { createHash } from 'node:crypto';
import { EngineError } from '../engine/core/errors.ts';
import { createAssetPart } from './assetTable.ts';
import { createDocumentPart } from './documentTable.ts';
import { checkExtents } from './checkExtents.ts';
import { readMeta, requireMeta } from './metaTable.ts';
import { checkMigrationHistory, checkSchema, schemaVersion } from './migrate.ts';
import { currentSchemaVersion } from './migrations/migrations.ts';
import type { ProjectConnection } from './projectConnection.ts';
import { blockSamples } from './projectStore.ts';
import { maxTimelineSamples } from './rows.ts';

const maxSentences = 100;

/** What every opening demands, before anything is written. `thorough` reads the whole file, as after a crash. */
export function checkOnOpen(connection: ProjectConnection, thorough: boolean): void {
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
  const current = () => connection;
  checkExtents(connection, createAssetPart(current).assets(), createDocumentPart(current).documents());
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

function tierItemProblems(connection: ProjectConnection): string[] {
  const rows = connection.database
    .prepare(
      `SELECT id, tier_id, start_sample, end_sample FROM tier_item
       WHERE start_sample < 0 OR end_sample < start_sample OR end_sample > ${maxTimelineSamples} LIMIT ${maxSentences}`,
    )
    .all() as { id: string; tier_id: string; start_sample: number; end_sample: number }[];
  return rows.map(
    (row) =>
      `item ${row.id} of tier ${row.tier_id} lies from sample ${row.start_sample} to ${row.end_sample}, must lie forward from 0 to ${maxTimelineSamples}`,
  );
}

/** Everything that can be verified; sentences for what is wrong, at most a hundred of each kind. */
export function checkEverything(connection: ProjectConnection): string[] {
  const structure = structureProblems(connection, 'integrity_check');
  if (structure.length > 0) return structure; // what lies on a broken structure would only repeat it
  return [
    ...referenceProblems(connection),
    ...checksumProblems(connection),
    ...completenessProblems(connection),
    ...tierItemProblems(connection),
  ];
}
