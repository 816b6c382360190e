/** Tiles by level and index of one source, and the budget that all of them share. */
export interface TileBudget {
  maxBytes: number;
  usedBytes: number;
  clock: number; // counts uses, so that the least recently used is known
  readonly pools: Set<TilePool<unknown>>;
}

interface Entry<T> {
  tile: T;
  bytes: number;
  usedAt: number;
}

export interface TilePool<T> {
  get(level: number, index: number): T | undefined;
  set(level: number, index: number, tile: T, bytes: number): void;
  entries(): Iterable<readonly [key: number, entry: Entry<T>]>;
  remove(key: number): void;
  /** Leaves the budget, if it is empty. @returns whether it was */
  closeIfEmpty(): boolean;
}

/** Levels are < 32 and indices < 2⁴⁸, so one number holds both. */
const levelFactor = 2 ** 48;

export function createTileBudget(maxBytes: number): TileBudget {
  return { maxBytes, usedBytes: 0, clock: 0, pools: new Set() };
}

export function createTilePool<T>(budget: TileBudget, onRemove?: (key: number, tile: T) => void): TilePool<T> {
  const entries = new Map<number, Entry<T>>();
  const pool: TilePool<T> = {
    get: (level, index) => {
      const entry = entries.get(level * levelFactor + index);
      if (entry === undefined) return undefined;
      entry.usedAt = ++budget.clock;
      return entry.tile;
    },
    set: (level, index, tile, bytes) => {
      const key = level * levelFactor + index;
      budget.usedBytes += bytes - (entries.get(key)?.bytes ?? 0);
      entries.set(key, { tile, bytes, usedAt: ++budget.clock });
      if (budget.usedBytes > budget.maxBytes) evict(budget);
    },
    entries: () => entries,
    remove: (key) => {
      const entry = entries.get(key);
      if (entry === undefined) return;
      entries.delete(key);
      budget.usedBytes -= entry.bytes;
      onRemove?.(key, entry.tile);
    },
    closeIfEmpty: () => entries.size === 0 && budget.pools.delete(pool),
  };
  budget.pools.add(pool);
  return pool;
}

/** Drops the least recently used until a tenth of the budget is free, so that it is not done for every new tile. */
function evict(budget: TileBudget): void {
  const all = [...budget.pools].flatMap((pool) => [...pool.entries()].map(([key, entry]) => ({ pool, key, entry })));
  all.sort((a, b) => a.entry.usedAt - b.entry.usedAt);
  for (const { pool, key } of all) {
    if (budget.usedBytes <= budget.maxBytes * 0.9) return;
    pool.remove(key);
  }
}
