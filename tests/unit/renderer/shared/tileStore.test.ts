import { describe, expect, it } from 'vitest';
import { createTileBudget, createTilePool } from '../../../../renderer/shared/canvas/tileStore.ts';

describe('tiles in memory', () => {
  it('are told apart by level and index', () => {
    const pool = createTilePool<string>(createTileBudget(1000));
    pool.set(0, 7, 'a', 1);
    pool.set(7, 0, 'b', 1);
    pool.set(24, 2 ** 40, 'c', 1);
    expect([pool.get(0, 7), pool.get(7, 0), pool.get(24, 2 ** 40), pool.get(1, 7)]).toEqual(['a', 'b', 'c', undefined]);
  });

  it('make room by dropping the least recently used of all pools, and say so', () => {
    const budget = createTileBudget(100);
    const dropped: string[] = [];
    const first = createTilePool<string>(budget, (_key, tile) => dropped.push(tile));
    const second = createTilePool<string>(budget, (_key, tile) => dropped.push(tile));
    first.set(0, 0, 'old', 40);
    second.set(0, 0, 'used', 40);
    first.set(0, 1, 'new', 15);
    second.get(0, 0);
    first.set(0, 2, 'newest', 20);
    expect(dropped).toEqual(['old']);
    expect(budget.usedBytes).toBe(75);
  });

  it('a pool leaves the budget once it is empty, not before', () => {
    const budget = createTileBudget(100);
    const pool = createTilePool<string>(budget);
    pool.set(0, 0, 'tile', 30);
    expect([pool.closeIfEmpty(), budget.pools.size]).toEqual([false, 1]);
    pool.remove(0);
    expect([pool.closeIfEmpty(), budget.pools.size]).toEqual([true, 0]);
  });

  it('count a replaced tile once', () => {
    const budget = createTileBudget(100);
    const pool = createTilePool<string>(budget);
    pool.set(0, 0, 'preview', 30);
    pool.set(0, 0, 'exact', 30);
    expect(budget.usedBytes).toBe(30);
    expect(pool.get(0, 0)).toBe('exact');
  });
});
