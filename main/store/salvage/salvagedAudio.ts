/** The recordings of a damaged project, block by block: what fails its checksum or is gone becomes silence, and is named. */
import { hashBlock } from '../blockTable.ts';
import { blockSamples, type AssetRow, type AudioBlockData, type ProjectStore } from '../projectStore.ts';
import { blockRow, bytesPerSample } from '../rows.ts';
import type { SqliteDatabase } from '../sqlite.ts';
import { readOne, type BlockPlace } from './readableTable.ts';

export interface SalvagedAsset {
  readonly assetId: string; // in the new project
  readonly nSamples: number;
  readonly lost: readonly string[]; // sentences
}

function intactBlock(db: SqliteDatabase, blockId: number | undefined): AudioBlockData | null {
  const row = blockId === undefined ? null : readOne(db, 'SELECT * FROM block WHERE id = ?', blockId);
  const parsed = blockRow.safeParse(row);
  if (!parsed.success) return null;
  const { hash, encoding, n_samples: nSamples, data } = parsed.data;
  const isIntact = data.byteLength === nSamples * bytesPerSample[encoding] && hashBlock(data).equals(hash);
  return isIntact ? { channel: 0, index: 0, encoding, nSamples, bytes: data } : null;
}

const silentBlock = (nSamples: number): AudioBlockData => ({
  channel: 0,
  index: 0,
  encoding: 's16',
  nSamples,
  bytes: new Uint8Array(nSamples * 2),
});

/** "1.486–2.972 s" of runs of lost blocks. */
function lostTimes(lost: readonly number[], { nSamples, sampleRateHz }: AssetRow): string {
  const seconds = (sample: number) => (sample / sampleRateHz).toFixed(3);
  const runs: [number, number][] = [];
  for (const index of lost) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === index) last[1] = index + 1;
    else runs.push([index, index + 1]);
  }
  return runs
    .map(([from, to]) => `${seconds(from * blockSamples)}–${seconds(Math.min(nSamples, to * blockSamples))} s`)
    .join(', ');
}

function lostEnd({ name, nSamples, sampleRateHz }: AssetRow, nLeft: number): string {
  const [from, to] = [nLeft, nSamples].map((sample) => (sample / sampleRateHz).toFixed(3));
  return `"${name}": its end is lost, from ${from} to ${to} s; clips end there.`;
}

/** A step a block. @returns null if nothing of the recording is left */
export function* salvageAsset(
  db: SqliteDatabase,
  store: ProjectStore,
  claimed: AssetRow,
  places: readonly BlockPlace[],
): Generator<void, SalvagedAsset | null, undefined> {
  // A length is a claim: there is no more sound than there are places of blocks.
  const nPlaces = places.reduce((most, { index }) => Math.max(most, index + 1), 0);
  const nSamples = Math.min(claimed.nSamples, nPlaces * blockSamples);
  const asset = { ...claimed, nSamples };
  const nBlocks = Math.ceil(nSamples / blockSamples);
  const blockIds = new Map(places.map(({ channel, index, blockId }) => [channel * nBlocks + index, blockId]));
  const lost = Array.from({ length: asset.channels }, (): number[] => []);
  const assetId = store.insertAsset(asset);
  for (let index = 0; index < nBlocks; index++) {
    const nSamples = Math.min(blockSamples, asset.nSamples - index * blockSamples);
    const blocks = lost.map((indices, channel) => {
      const found = intactBlock(db, blockIds.get(channel * nBlocks + index));
      const isRight = found !== null && found.nSamples === nSamples;
      if (!isRight) indices.push(index);
      return { ...(isRight ? found : silentBlock(nSamples)), channel, index };
    });
    store.appendBlocks(assetId, blocks);
    yield;
  }
  if (asset.nSamples === 0 || lost.every((indices) => indices.length === nBlocks)) {
    store.removeAsset(assetId);
    return null;
  }
  const sentences = lost.flatMap((indices, channel) =>
    indices.length === 0
      ? []
      : [
          `"${asset.name}", channel ${channel + 1}: the sound is lost at ${lostTimes(indices, asset)} and is silent now.`,
        ],
  );
  if (nSamples < claimed.nSamples) sentences.push(lostEnd(claimed, nSamples));
  store.finishAsset(assetId, { nSamples, warnings: [...asset.warnings, ...sentences] });
  return { assetId, nSamples, lost: sentences };
}
