/** Peaks and samples of sources, cached; views wish for what they show and draw what is there. */
import { peakBaseSamples, peakLevelFactor, peakTileBins } from '../../preload/contract/tileFormat.ts';
import type { PeakTile, SampleRange } from '../../preload/contract/audio.ts';
import { createTileBudget, createTilePool, type TilePool } from '../shared/canvas/tileStore.ts';
import { createWishQueue, type Wish } from '../shared/canvas/wishQueue.ts';
import { notifyError } from '../state/notices.ts';
import { createArrivalTeller } from './arrivals.ts';
import { isEngineLost, studio } from './studio.ts';

/** Samples in one request below the finest peak level. */
export const sampleTileSamples = 32_768;

export interface PeakSource {
  readonly peaks: TilePool<PeakTile>;
  readonly samples: TilePool<SampleRange>; // level 0 only
}

const budget = createTileBudget(16 * 1024 * 1024);
const queue = createWishQueue({
  limit: 6,
  retryMs: 2000,
  onFailure: (error) => {
    if (!isEngineLost(error)) notifyError('Draw the waveform', error);
  },
});
const sources = new Map<string, PeakSource>();
const teller = createArrivalTeller();

export function peakSource(sourceId: string, channel: number): PeakSource {
  const key = `${sourceId}/${String(channel)}`;
  const known = sources.get(key);
  if (known !== undefined) return known;
  const created: PeakSource = { peaks: createTilePool(budget), samples: createTilePool(budget) };
  sources.set(key, created);
  return created;
}

export function onPeaks(listener: (sourceId: string) => void): () => void {
  return teller.on(listener);
}

export function peakBinSamples(level: number): number {
  return peakBaseSamples * peakLevelFactor ** level;
}

export interface PeakWish {
  readonly level: number; // −1: samples
  readonly index: number;
}

/** Replaces what `owner` wishes for; what is cached and complete is not asked for again. */
export function wishForPeaks(owner: string, sourceId: string, channel: number, wishes: readonly PeakWish[]): void {
  const source = peakSource(sourceId, channel);
  const open = wishes.filter(({ level, index }) => !isComplete(source, level, index) || isStale(source, level, index));
  queue.wish(
    owner,
    open.map((wish, rank) => toWish(source, sourceId, channel, { ...wish, rank })),
  );
}

export function forgetPeaks(owner: string): void {
  queue.forget(owner);
}

function isComplete(source: PeakSource, level: number, index: number): boolean {
  return (level < 0 ? source.samples.get(0, index) : source.peaks.get(level, index)) !== undefined;
}

/** How often each source has grown: an answer that was asked for before is stale when it arrives. */
const growths = new Map<string, number>();
/** Tiles that were cut short by the end of what had arrived, and have not been asked for since more did. */
const stale = new WeakSet<PeakTile | SampleRange>();

function isStale(source: PeakSource, level: number, index: number): boolean {
  const tile = level < 0 ? source.samples.get(0, index) : source.peaks.get(level, index);
  return tile !== undefined && stale.has(tile);
}

function toWish(
  source: PeakSource,
  sourceId: string,
  channel: number,
  { level, index, rank }: PeakWish & { rank: number },
): Wish {
  return {
    key: `${sourceId}/${String(channel)}/${String(level)}/${String(index)}`,
    rank,
    run: async (signal) => {
      const growth = growths.get(sourceId);
      const isOutdated = (tile: PeakTile | SampleRange) => !tile.complete && growths.get(sourceId) !== growth;
      if (level < 0) {
        const startSample = index * sampleTileSamples;
        const tile = await studio.call['audio.samples'](
          { sourceId, channel, startSample, count: sampleTileSamples },
          { signal },
        );
        if (isOutdated(tile)) stale.add(tile);
        source.samples.set(0, index, tile, tile.samples.byteLength);
      } else {
        const tile = await studio.call['audio.peaks']({ sourceId, channel, level, index }, { signal });
        if (isOutdated(tile)) stale.add(tile);
        source.peaks.set(level, index, tile, peakTileBins * 12);
      }
      teller.tell(sourceId);
    },
  };
}

studio.onEvent('source.grew', ({ sourceId }) => {
  growths.set(sourceId, (growths.get(sourceId) ?? 0) + 1);
  for (const [key, source] of sources) {
    if (!key.startsWith(`${sourceId}/`)) continue;
    for (const pool of [source.peaks, source.samples] as const)
      for (const [, entry] of pool.entries()) if (!entry.tile.complete) stale.add(entry.tile);
  }
  teller.tell(sourceId);
});
studio.onReady('Read the waveforms', () => {
  queue.retryAll();
  for (const key of sources.keys()) teller.tell(key.slice(0, key.lastIndexOf('/')));
});
