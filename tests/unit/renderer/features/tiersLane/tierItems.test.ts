import { describe, expect, it } from 'vitest';
import type { TierItem } from '../../../../../preload/contract/tiers.ts';
import {
  currentItem,
  meantItems,
  neighbour,
  selectedItems,
  splitsOf,
  type Place,
} from '../../../../../renderer/features/tiersLane/tierItems.ts';

const item = (startSample: number, endSample: number): TierItem => ({
  itemId: `${String(startSample)}-${String(endSample)}`,
  startSample,
  endSample,
  label: '',
  attributes: null,
});
const intervals = [item(0, 100), item(100, 200), item(300, 400)];
const points = [item(50, 50), item(150, 150)];
const at = (cursorSample: number): Place => ({ cursorSample, selection: null });
const over = (startSample: number, endSample: number): Place => ({
  cursorSample: startSample,
  selection: { startSample, endSample },
});
const ids = (items: readonly TierItem[]) => items.map(({ itemId }) => itemId);

describe('the interval that is meant', () => {
  it('at a boundary is the one that begins there', () => {
    expect(currentItem(intervals, at(100))?.itemId).toBe('100-200');
    expect(currentItem(intervals, at(200))).toBeNull();
    expect(currentItem(points, at(150))?.itemId).toBe('150-150');
    expect(currentItem(points, at(149))).toBeNull();
  });

  it('is the first that a selection holds whole, else the one in which it begins', () => {
    expect(currentItem(intervals, over(50, 250))?.itemId).toBe('100-200');
    expect(currentItem(intervals, over(20, 30))?.itemId).toBe('0-100');
    expect(currentItem(intervals, over(220, 280))).toBeNull();
  });

  it('for deleting is never one that a selection only touches', () => {
    expect(ids(meantItems(intervals, over(0, 200)))).toEqual(['0-100', '100-200']);
    expect(ids(meantItems(intervals, over(20, 30)))).toEqual([]);
    expect(ids(meantItems(intervals, at(30)))).toEqual(['0-100']);
    expect(ids(selectedItems(points, over(50, 150)))).toEqual(['50-50']);
  });
});

describe('the next one', () => {
  it('follows the one that is here, or the cursor between two', () => {
    expect(neighbour(intervals, over(0, 100), 1)?.itemId).toBe('100-200');
    expect(neighbour(intervals, at(250), 1)?.itemId).toBe('300-400');
    expect(neighbour(intervals, at(250), -1)?.itemId).toBe('100-200');
    expect(neighbour(intervals, over(300, 400), 1)).toBeNull();
    expect(neighbour(intervals, over(0, 100), -1)).toBeNull();
    expect(neighbour(points, at(50), 1)?.itemId).toBe('150-150');
  });
});

it('splits inside an interval only', () => {
  expect(splitsOf(intervals, at(50))).toEqual([50]);
  expect(splitsOf(intervals, at(100))).toEqual([]);
  expect(splitsOf(intervals, over(20, 30))).toEqual([20, 30]);
  expect(splitsOf(intervals, over(150, 250))).toEqual([150]);
  expect(splitsOf(intervals, over(100, 200))).toEqual([]);
});
