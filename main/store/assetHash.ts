/**
 * The name of a recording by its content: SHA-256 over, for every channel and in it for every block in order, the line
 * "channel index encoding" and the SHA-256 of the block's bytes. Two recordings of equal samples in equal encodings have
 * the same name, from whatever container they came; making it reads no sample.
 */
import { createHash } from 'node:crypto';
import type { ProjectConnection } from './projectConnection.ts';

/** @returns hexadecimal */
export function assetHash(connection: ProjectConnection, assetId: string): string {
  const hash = createHash('sha256');
  const rows = connection
    .prepare(
      `SELECT channel, idx, encoding, hash FROM asset_block JOIN block ON block.id = block_id
       WHERE asset_id = ? ORDER BY channel, idx`,
    )
    .iterate(assetId) as IterableIterator<{ channel: number; idx: number; encoding: string; hash: Uint8Array }>;
  for (const row of rows) hash.update(`${row.channel} ${row.idx} ${row.encoding}\n`).update(row.hash);
  return hash.digest('hex');
}
