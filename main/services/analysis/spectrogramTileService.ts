/**
 * Spectrogram tiles of any level with bounded memory: a tile whose stretch of sound is short is computed from it, a
 * longer one is merged from its two halves, down to short ones. Everything on the way is cached.
 */
import type { SpectrogramParams, SpectrogramTile as WireTile } from '../../../preload/contract/analysis.ts';
import { throwIfAborted } from '../../engine/core/errors.ts';
import { countSpectrogramColumns, spectrogramTileColumns } from '../../engine/dsp/spectrogramColumns.ts';
import type { SpectrogramColumnParams, SpectrogramTile } from '../../engine/dsp/spectrogramColumns.ts';
import { mergeSpectrogramTiles } from '../../engine/dsp/spectrogramTiles.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import { BoundedCache } from '../audio/boundedCache.ts';
import { checkSpectrogramParams } from './checkSpectrogramParams.ts';
import type { DeviceTiles } from './device/deviceTiles.ts';
import { SharedWork } from './sharedWork.ts';
import type { TilePool } from './tilePool.ts';
import { frameTail, gatherTile, tileStretch } from './tileSamples.ts';

export interface TileSource {
  readonly sourceId: string;
  /** Names what the samples [start, end) sound like, wherever they lie: an edit elsewhere leaves it as it is. */
  readonly contentOf: (start: number, end: number) => string;
  readonly channel: number;
  readonly sampleRateHz: number;
  readonly x: SampleSource;
  readonly complete: boolean; // false while the recording is arriving
}

export interface TileRequest {
  readonly params: SpectrogramParams;
  readonly level: number;
  readonly index: number;
  readonly quality: 'preview' | 'exact';
}

export interface SpectrogramTileService {
  /** @throws EngineError E_PARAM, E_ABORTED, E_ENGINE_LOST, E_PROJECT_CORRUPT */
  tile(source: TileSource, request: TileRequest, signal: AbortSignal): Promise<WireTile>;
  clear(): void;
}

const defaultMaxBytes = 12 * 2 ** 20; // the page keeps what it shows; here are the halves that merging needs
/** One computation looks at no more than this much sound and work: memory, and the wait for a cancelled one, stay small. */
const maxTaskSamples = 2 ** 20;
const maxTaskFftSamples = 2 ** 23;
/** Halves this many levels above computed tiles are made at the same time, higher ones after each other. */
const parallelLevels = 3;

/** Frames a preview looks at in each column: fewer where each means reading another block of the project. */
function previewFrames(columnSamples: number): number {
  if (columnSamples <= 16_384) return 4;
  return columnSamples <= 65_536 ? 2 : 1;
}

interface Recipe {
  readonly source: TileSource;
  readonly params: SpectrogramColumnParams;
  readonly baseLevel: number;
  readonly key: string;
}

export function createSpectrogramTileService(
  pool: TilePool,
  { deviceTiles, maxBytes = defaultMaxBytes }: { deviceTiles?: DeviceTiles | undefined; maxBytes?: number } = {},
): SpectrogramTileService {
  const cache = new BoundedCache<SpectrogramTile>(maxBytes, ({ values }) => values.byteLength);
  const running = new SharedWork<SpectrogramTile>();

  /** Whether nothing that still arrives can change the tile. */
  const isSettled = ({ source, params }: Recipe, level: number, index: number) => {
    const nextFrame = (index + 1) * spectrogramTileColumns * 2 ** level;
    return source.complete || nextFrame * params.hopLength + frameTail(params) <= source.x.nSamples;
  };

  const make = (recipe: Recipe, level: number, index: number, signal: AbortSignal): Promise<SpectrogramTile> => {
    const key = tileKey(recipe, level, index);
    const known = cache.get(key);
    if (known) return Promise.resolve(known);
    const { nSamples } = recipe.source.x; // a growing recording: another length is other work
    return running.run(
      `${key}/${nSamples}`,
      async (shared) => {
        const tile = await makeNew(recipe, level, index, shared);
        if (isSettled(recipe, level, index)) cache.set(key, tile);
        return tile;
      },
      signal,
    );
  };

  const makeNew = async (recipe: Recipe, level: number, index: number, signal: AbortSignal) => {
    const { params, source, baseLevel } = recipe;
    const isKnown = (i: number) => cache.get(tileKey(recipe, level - 1, i)) !== undefined;
    if (level === 0 || (level <= baseLevel && !(isKnown(2 * index) && isKnown(2 * index + 1)))) {
      if (params.method === 'power') {
        const onDevice = await deviceTiles?.tile({ x: source.x, params, level, index }, signal);
        if (onDevice) return onDevice;
      }
      const address = { level, index, maxFramesPerColumn: null };
      return pool.run((options) => gatherTile(source.x, params, address, options), signal);
    }
    const nColumns = countSpectrogramColumns(source.x.nSamples, params.hopLength, level - 1);
    const hasRight = (2 * index + 1) * spectrogramTileColumns < nColumns;
    const half = (i: number) => make(recipe, level - 1, i, signal);
    const isParallel = level <= baseLevel + parallelLevels;
    const left = half(2 * index);
    if (!isParallel) await left;
    const [first, second] = await Promise.all([left, hasRight ? half(2 * index + 1) : null]);
    return mergeSpectrogramTiles(first, second, params.reduce);
  };

  const preview = (recipe: Recipe, level: number, index: number, signal: AbortSignal): Promise<SpectrogramTile> => {
    const { params, source } = recipe;
    const maxFramesPerColumn = previewFrames(2 ** level * params.hopLength);
    const key = tileKey(recipe, level, index);
    const known = cache.get(key);
    if (known) return Promise.resolve(known);
    if (2 ** level <= maxFramesPerColumn) return make(recipe, level, index, signal);
    const address = { level, index, maxFramesPerColumn };
    return running.run(
      `${key}/${source.x.nSamples}/preview`,
      (shared) => pool.run((options) => gatherTile(source.x, params, address, options), shared),
      signal,
    );
  };

  return {
    async tile(source, { params, level, index, quality }, signal) {
      throwIfAborted(signal);
      checkSpectrogramParams(params);
      const recipe = recipeOf(source, params);
      const nColumns =
        countSpectrogramColumns(source.x.nSamples, params.hopLength, level) - index * spectrogramTileColumns;
      const nBins = params.fftSize / 2 + 1;
      if (source.x.nSamples === 0 || nColumns <= 0) {
        return { data: new Uint16Array(0), nColumns: 0, nBins, exact: true, complete: source.complete };
      }
      const tile = await (quality === 'exact' ? make : preview)(recipe, level, index, signal);
      const kept = Math.min(nColumns, spectrogramTileColumns);
      // A view would be copied to the renderer with all of its buffer.
      const data = kept === spectrogramTileColumns ? tile.values : tile.values.slice(0, kept * nBins);
      return { data, nColumns: kept, nBins, exact: tile.isExact, complete: isSettled(recipe, level, index) };
    },
    clear: () => {
      cache.clear();
      deviceTiles?.clear();
    },
  };
}

/** By what the tile shows. */
function tileKey({ key, source, params }: Recipe, level: number, index: number): string {
  const { start, end } = tileStretch(params, level, index);
  return `${key}/${level}/${source.contentOf(start, end)}`;
}

/** Three transforms instead of one, and none of them by a kernel. */
const reassignedCost = 4;

function recipeOf(source: TileSource, { preEmphasis, method = 'power', ...params }: SpectrogramParams): Recipe {
  const { window, winLength, fftSize, hopLength, reduce } = params;
  const { sampleRateHz } = source;
  const tileSamples = spectrogramTileColumns * hopLength;
  const tileFftSamples = spectrogramTileColumns * fftSize * (method === 'reassigned' ? reassignedCost : 1);
  const ratio = Math.min(maxTaskSamples / tileSamples, maxTaskFftSamples / tileFftSamples);
  const numbers = [window, winLength, fftSize, hopLength, preEmphasis, reduce, method];
  return {
    source,
    params: {
      window,
      winLength,
      fftSize,
      hopLength,
      reduce,
      method,
      sampleRateHz,
      preEmphasisCoefficient: preEmphasis,
    },
    baseLevel: Math.max(0, Math.floor(Math.log2(ratio))),
    key: JSON.stringify([source.channel, ...numbers]),
  };
}
