/** The tiles that the rasteriser holds; the page decides which and for how long. */
import { spectrogramTileColumns } from '../../../preload/contract/tileFormat.ts';
import type { TileData } from './messages.ts';
import { rowValue, type RowMap } from '../../shared/frequencyScale/rowMap.ts';

export interface HeldTile extends TileData {
  /** [heightPx · 64]: rows of the canvas instead of bins; made for one RowMap. */
  rows: { readonly map: RowMap; readonly data: Uint16Array } | null;
}

const levelFactor = 2 ** 48;

export interface TileMemory {
  put(tile: TileData): void;
  drop(set: string, level: number, index: number): void;
  get(set: string, level: number, index: number): HeldTile | undefined;
}

export function createTileMemory(): TileMemory {
  const sets = new Map<string, Map<number, HeldTile>>();
  return {
    put: (tile) => {
      const tiles = sets.get(tile.set) ?? new Map<number, HeldTile>();
      sets.set(tile.set, tiles);
      tiles.set(tile.level * levelFactor + tile.index, { ...tile, rows: null });
    },
    drop: (set, level, index) => {
      const tiles = sets.get(set);
      tiles?.delete(level * levelFactor + index);
      if (tiles?.size === 0) sets.delete(set);
    },
    get: (set, level, index) => sets.get(set)?.get(level * levelFactor + index),
  };
}

/** The tile by rows of the canvas, made once for each row map. */
export function rowsOf(tile: HeldTile, map: RowMap): Uint16Array {
  if (tile.rows?.map === map) return tile.rows.data;
  const heightPx = map.first.length;
  const data = new Uint16Array(heightPx * spectrogramTileColumns);
  for (let column = 0; column < tile.nColumns; column++) {
    const offset = column * tile.nBins;
    for (let y = 0; y < heightPx; y++) data[y * spectrogramTileColumns + column] = rowValue(map, y, tile.data, offset);
  }
  tile.rows = { map, data };
  return data;
}
