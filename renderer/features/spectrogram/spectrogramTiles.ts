/** Asks the studio for tiles and hands them to the rasteriser; here only is remembered which ones it holds. */
import type { SpectrogramParams } from '../../../preload/contract/analysis.ts';
import { spectrogramTileColumns } from '../../../preload/contract/tileFormat.ts';
import { createArrivalTeller, isArriving } from '../../client/arrivals.ts';
import { isEngineLost, studio } from '../../client/studio.ts';
import { createTileBudget, createTilePool, type TilePool } from '../../shared/canvas/tileStore.ts';
import { createWishQueue, type Wish } from '../../shared/canvas/wishQueue.ts';
import { notifyError } from '../../state/notices.ts';
import { tellRasteriser } from './rasteriserClient.ts';
import type { TileAddress } from './tileAddress.ts';

interface KnownTile {
  readonly exact: boolean;
  readonly complete: boolean;
  isStale: boolean; // cut short by the end of what had arrived; more has arrived since
}

export interface TileSet {
  readonly id: string;
  readonly sourceId: string;
  readonly channel: number;
  readonly params: SpectrogramParams;
  readonly known: TilePool<KnownTile>;
}

/** Below this level a tile is made of so few frames that a preview would save nothing. */
const previewFromLevel = 3;
const levelFactor = 2 ** 48;

/** Some 150 tiles of usual parameters: two screens of stereo. */
const usualBytes = 24 * 1024 * 1024;
const drawnShare = 1.25; // of a tile's own bytes, with the rows of pixels that are drawn from it
const budget = createTileBudget(usualBytes);
/** What each view needs at once. Less would drop what is visible and ask for it again, for ever. */
const neededBytes = new Map<string, number>();
const queue = createWishQueue({
  limit: 4,
  retryMs: 2000,
  onFailure: (error) => {
    if (!isEngineLost(error)) notifyError('Draw the spectrogram', error);
  },
});
const sets = new Map<string, TileSet>();
/** What each view shows now. */
const shownSets = new Map<string, TileSet>();
/** How often each source has grown: an answer that was asked for before is stale when it arrives. */
const growths = new Map<string, number>();
const teller = createArrivalTeller();

export function tileSet(sourceId: string, channel: number, params: SpectrogramParams): TileSet {
  const id = `${sourceId}/${String(channel)}/${JSON.stringify(params)}`;
  const existing = sets.get(id);
  if (existing !== undefined) return existing;
  const known = createTilePool<KnownTile>(budget, (key) => {
    tellRasteriser({ kind: 'drop', set: id, level: Math.floor(key / levelFactor), index: key % levelFactor });
  });
  const created: TileSet = { id, sourceId, channel, params, known };
  sets.set(id, created);
  return created;
}

/** Called when tiles that were incomplete may be asked for again. */
export function onTilesStale(listener: (sourceId: string) => void): () => void {
  return teller.on(listener);
}

export interface WishedTiles {
  /** The one that holds the whole recording, however coarsely: with it nothing is ever blank. */
  readonly whole: TileAddress;
  readonly visible: readonly TileAddress[];
  readonly around: readonly TileAddress[];
}

/** Replaces what `owner` wishes for: first something for everything visible, then all of it exactly, then around it. */
export function wishForTiles(owner: string, set: TileSet, { whole, visible, around }: WishedTiles): void {
  needBytes(owner, (visible.length + 1) * spectrogramTileColumns * (set.params.fftSize + 2));
  const wishes: Wish[] = [];
  const add = (tile: TileAddress, quality: 'preview' | 'exact') => {
    wishes.push(toWish(set, tile, quality, wishes.length));
  };
  const stateOf = (tile: TileAddress) => set.known.get(tile.level, tile.index);
  const isMissing = (tile: TileAddress) => stateOf(tile)?.isStale ?? true;
  if (stateOf(whole) === undefined) add(whole, 'preview');
  for (const tile of visible) if (isMissing(tile)) add(tile, tile.level < previewFromLevel ? 'exact' : 'preview');
  // While a recording arrives the processor is the import's, and its last tile would be made again and again.
  const mayRefine = !isArriving(set.sourceId);
  for (const tile of visible) if (mayRefine && !isMissing(tile) && stateOf(tile)?.exact === false) add(tile, 'exact');
  const hasRoom = budget.maxBytes === usualBytes;
  for (const tile of around)
    if (hasRoom && isMissing(tile)) add(tile, tile.level < previewFromLevel ? 'exact' : 'preview');
  queue.wish(owner, wishes);
  if (shownSets.get(owner) === set) return;
  shownSets.set(owner, set);
  sweepSets();
}

/** Every value that a setting had on its way left a set: those that hold nothing and are not shown are forgotten. */
function sweepSets(): void {
  const shown = new Set(shownSets.values());
  for (const [id, set] of sets) if (!shown.has(set) && set.known.closeIfEmpty()) sets.delete(id);
}

/** Huge transforms make tiles of megabytes: then there is room for what is seen, and none for what lies around it. */
function needBytes(owner: string, bytes: number): void {
  if (bytes > 0) neededBytes.set(owner, bytes);
  else neededBytes.delete(owner);
  const needed = [...neededBytes.values()].reduce((sum, each) => sum + each, 0);
  budget.maxBytes = Math.max(usualBytes, 1.25 * needed); // a tenth is freed at once
}

export function forgetTiles(owner: string): void {
  needBytes(owner, 0);
  queue.forget(owner);
  shownSets.delete(owner);
  sweepSets();
}

function toWish(set: TileSet, { level, index }: TileAddress, quality: 'preview' | 'exact', rank: number): Wish {
  return {
    key: `${set.id}/${String(level)}/${String(index)}/${quality}`,
    rank,
    run: async (signal) => {
      const { sourceId, channel, params } = set;
      const growth = growths.get(sourceId);
      const input = { sourceId, channel, params, level, index, quality };
      const { data, nColumns, nBins, exact, complete } = await studio.call['analysis.spectrogramTile'](input, {
        signal,
      });
      if (signal.aborted) return;
      set.known.set(
        level,
        index,
        { exact, complete, isStale: !complete && growths.get(sourceId) !== growth },
        data.byteLength * drawnShare,
      );
      const tile = { set: set.id, level, index, data, nColumns, nBins };
      tellRasteriser({ kind: 'tile', tile, isDrawnLater: isArriving(sourceId) }, [data.buffer]);
      teller.tell(sourceId);
    },
  };
}

studio.onEvent('source.grew', ({ sourceId }) => {
  growths.set(sourceId, (growths.get(sourceId) ?? 0) + 1);
  for (const set of sets.values()) {
    if (set.sourceId !== sourceId) continue;
    for (const [, { tile }] of set.known.entries()) if (!tile.complete) tile.isStale = true;
  }
  teller.tell(sourceId);
});
studio.onReady('Read the spectrograms', () => {
  queue.retryAll();
  for (const set of sets.values()) teller.tell(set.sourceId);
});
