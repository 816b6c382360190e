import type { z } from 'zod';
import { EngineError } from '../engine/core/errors.ts';
import type { ProjectConnection } from './projectConnection.ts';
import type { AssetRow } from './projectStore.ts';
import { assetRow, parseRow } from './rows.ts';

const columns =
  'id, name, container, codec, sample_format, bits_per_sample, sample_rate_hz, channels, expected_samples, n_samples, state, sha256, warnings';

/** What a row that keeps the rules says. */
export function assetOfRow(r: z.output<typeof assetRow>): AssetRow {
  return {
    assetId: r.id,
    name: r.name,
    container: r.container,
    codec: r.codec,
    sampleFormat: r.sample_format,
    bitsPerSample: r.bits_per_sample,
    sampleRateHz: r.sample_rate_hz,
    channels: r.channels,
    expectedSamples: r.expected_samples,
    nSamples: r.n_samples,
    state: r.state,
    sha256: r.sha256,
    warnings: r.warnings,
  };
}

/** @throws EngineError E_NOT_FOUND, E_PROJECT_CORRUPT */
export function findAsset(connection: ProjectConnection, assetId: string): AssetRow {
  const row = connection.prepare(`SELECT ${columns} FROM asset WHERE id = ?`).get(assetId);
  if (row === undefined) throw new EngineError('E_NOT_FOUND', `asset ${assetId} is not in the project`);
  return assetOfRow(parseRow(connection, 'asset', assetRow, row));
}

/** @throws EngineError E_PROJECT_CORRUPT */
export function allAssets(connection: ProjectConnection): AssetRow[] {
  const rows = connection.prepare(`SELECT ${columns} FROM asset ORDER BY position, id`).all();
  return rows.map((row) => assetOfRow(parseRow(connection, 'asset', assetRow, row)));
}
