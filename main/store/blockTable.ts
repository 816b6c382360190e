/** Content-addressed audio: equal blocks (silence, dual mono, the same file twice) are stored once. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { EngineError } from '../engine/core/errors.ts';
import type { ProjectConnection } from './projectConnection.ts';
import { blockSamples, type AssetRow, type AudioBlockData, type SampleSpan } from './projectStore.ts';
import { blockRow, bytesPerSample, parseRow } from './rows.ts';

export const hashBlock = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

function storeBlock(
  connection: ProjectConnection,
  { encoding, nSamples, bytes }: AudioBlockData,
  verified: Set<number>,
): number {
  const hash = hashBlock(bytes);
  const known = connection.prepare('SELECT id FROM block WHERE hash = ? AND encoding = ?').pluck().get(hash, encoding);
  if (typeof known === 'number') return known;
  const inserted = connection
    .prepare('INSERT INTO block (hash, encoding, n_samples, data) VALUES (?, ?, ?, ?)')
    .run(hash, encoding, nSamples, bytes);
  const id = Number(inserted.lastInsertRowid);
  verified.add(id);
  return id;
}

function checkBlock(asset: AssetRow, { channel, index, encoding, nSamples, bytes }: AudioBlockData): void {
  if (!Number.isInteger(channel) || channel < 0 || channel >= asset.channels)
    throw new EngineError('E_PARAM', `channel=${channel} must be an integer from 0 to ${asset.channels - 1}`);
  if (!Number.isInteger(nSamples) || nSamples < 1 || nSamples > blockSamples)
    throw new EngineError('E_SHAPE', `block ${index} has ${nSamples} samples, must be 1 to ${blockSamples}`);
  if (bytes.byteLength !== nSamples * bytesPerSample[encoding])
    throw new EngineError(
      'E_SHAPE',
      `block ${index} has ${bytes.byteLength} bytes, ${nSamples} samples of ${encoding} need ${nSamples * bytesPerSample[encoding]}`,
    );
}

/** Every channel must grow alike and without gaps: a reader may rely on each sample below nSamples being there. */
export function appendBlocks(
  connection: ProjectConnection,
  asset: AssetRow,
  blocks: readonly AudioBlockData[],
  verified: Set<number>,
): void {
  if (asset.state !== 'importing')
    throw new EngineError(
      'E_PARAM',
      `asset ${asset.assetId} is ${asset.state}: blocks are appended only while importing`,
    );
  const lengths = new Array<number>(asset.channels).fill(asset.nSamples);
  const insert = connection.prepare('INSERT INTO asset_block (asset_id, channel, idx, block_id) VALUES (?, ?, ?, ?)');
  for (const block of blocks) {
    checkBlock(asset, block);
    const length = lengths[block.channel] ?? 0;
    if (length !== block.index * blockSamples)
      throw new EngineError(
        'E_SHAPE',
        `channel ${block.channel} holds ${length} samples, so block ${block.index} does not follow`,
      );
    insert.run(asset.assetId, block.channel, block.index, storeBlock(connection, block, verified));
    lengths[block.channel] = length + block.nSamples;
  }
  const nSamples = lengths[0] ?? 0;
  if (lengths.some((length) => length !== nSamples))
    throw new EngineError('E_SHAPE', `channels would hold ${lengths.join(', ')} samples: all must grow alike`);
  connection.prepare('UPDATE asset SET n_samples = ? WHERE id = ?').run(nSamples, asset.assetId);
}

interface BlockAddress {
  readonly assetId: string;
  readonly channel: number;
  readonly index: number;
  readonly part?: SampleSpan | undefined;
}

export function readBlock(connection: ProjectConnection, address: BlockAddress, verified: Set<number>): AudioBlockData {
  const { channel, index, part } = address;
  const found = part && findPart(connection, address, part);
  if (found && verified.has(found.id)) return { channel, index, ...samplesOf(found) };
  // A checksum is that of the whole block: the first look at one reads all of it.
  const { encoding, data } = readWhole(connection, address, verified);
  const width = bytesPerSample[encoding];
  const bytes = part ? data.subarray(part.from * width, (part.from + part.count) * width) : data;
  return { channel, index, ...samplesOf({ encoding, data: bytes }) };
}

type Block = z.output<typeof blockRow>;

function samplesOf({ encoding, data }: Pick<Block, 'encoding' | 'data'>) {
  return { encoding, nSamples: Math.floor(data.byteLength / bytesPerSample[encoding]), bytes: data };
}

function findPart(connection: ProjectConnection, { assetId, channel, index }: BlockAddress, part: SampleSpan) {
  const row = connection
    .prepare(
      `SELECT block.id, hash, encoding, n_samples, substr(data, 1 + width * ?, width * ?) AS data
       FROM asset_block JOIN (SELECT *, CASE encoding WHEN 's16' THEN 2 WHEN 's24' THEN 3 ELSE 4 END AS width FROM block)
         AS block ON block.id = block_id
       WHERE asset_id = ? AND channel = ? AND idx = ?`,
    )
    .get(part.from, part.count, assetId, channel, index);
  return row === undefined ? undefined : parseRow(connection, 'block', blockRow, row);
}

function readWhole(connection: ProjectConnection, address: BlockAddress, verified: Set<number>): Block {
  const { assetId, channel, index } = address;
  const row = connection
    .prepare(
      `SELECT block.id, hash, encoding, n_samples, data FROM asset_block JOIN block ON block.id = block_id
       WHERE asset_id = ? AND channel = ? AND idx = ?`,
    )
    .get(assetId, channel, index);
  if (row === undefined) throw missingBlock(connection, address);
  const block = parseRow(connection, 'block', blockRow, row);
  if (verified.has(block.id)) return block;
  const isWhole = block.data.byteLength === block.n_samples * bytesPerSample[block.encoding];
  if (!isWhole || !hashBlock(block.data).equals(block.hash))
    throw new EngineError(
      'E_PROJECT_CORRUPT',
      `${connection.path}: block ${index} of channel ${channel} fails its checksum (asset ${assetId}, samples ${index * blockSamples} on)`,
      { details: { path: connection.path, assetId, channel, index } },
    );
  verified.add(block.id);
  return block;
}

/** Within the length of the asset a block that is not there is damage, and readers go on with the others. */
function missingBlock(connection: ProjectConnection, { assetId, channel, index }: BlockAddress): EngineError {
  const nSamples = connection.prepare('SELECT n_samples FROM asset WHERE id = ?').pluck().get(assetId);
  const isDamage = typeof nSamples === 'number' && index * blockSamples < nSamples;
  const message = `${connection.path}: asset ${assetId} has no block ${index} in channel ${channel}`;
  const details = { path: connection.path, assetId, channel, index };
  return new EngineError(isDamage ? 'E_PROJECT_CORRUPT' : 'E_NOT_FOUND', message, { details });
}

export function removeBlocksOnlyOf(connection: ProjectConnection, assetId: string): void {
  const ids = connection.prepare('SELECT DISTINCT block_id FROM asset_block WHERE asset_id = ?').pluck().all(assetId);
  connection.prepare('DELETE FROM asset_block WHERE asset_id = ?').run(assetId);
  const remove = connection.prepare(
    'DELETE FROM block WHERE id = ? AND NOT EXISTS (SELECT 1 FROM asset_block WHERE block_id = block.id)',
  );
  for (const id of ids) remove.run(id);
}
