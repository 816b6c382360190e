import { beforeEach, expect, it } from 'vitest';
import { rangesOf, useSelection } from '../../../../renderer/state/selection.ts';

const state = () => useSelection.getState();

beforeEach(() => {
  state().moveCursor(0);
  state().clear();
});

it('extends from the anchor to both sides and shrinks through it', () => {
  state().moveCursor(100);
  state().extendTo(150);
  expect(state().selection).toEqual({ startSample: 100, endSample: 150, band: null });
  state().extendTo(80);
  expect(state().selection).toEqual({ startSample: 80, endSample: 100, band: null });
  state().extendTo(100);
  expect(state().selection).toBeNull();
});

it('takes edges in any order, whole samples, never below 0', () => {
  state().select(20.4, -5);
  expect(state().selection).toEqual({ startSample: 0, endSample: 20, band: null });
  expect(state().cursorSample).toBe(0);
});

it('keeps the band while time changes, unless told otherwise', () => {
  state().select(0, 100, { lowHz: 3000, highHz: 300 });
  expect(state().selection?.band).toEqual({ lowHz: 300, highHz: 3000 });
  state().select(10, 90);
  expect(state().selection?.band).toEqual({ lowHz: 300, highHz: 3000 });
  state().select(10, 90, null);
  expect(state().selection?.band).toBeNull();
});

it('has no band without a selection', () => {
  state().setBand({ lowHz: 1, highHz: 2 });
  expect(state().selection).toBeNull();
});

const spans = () => rangesOf(state()).map(({ startSample, endSample }) => [startSample, endSample]);

it('ranges are added, in order, and joined where they touch; the one added last is that which fields act on', () => {
  state().select(100, 150, { lowHz: 0, highHz: 100 });
  state().addRange(300, 320);
  state().addRange(10, 20);
  expect(spans()).toEqual([
    [10, 20],
    [100, 150],
    [300, 320],
  ]);
  expect(state()).toMatchObject({ selection: { startSample: 10, endSample: 20, band: null }, cursorSample: 10 });
  state().addRange(20, 110);
  expect(spans()).toEqual([
    [10, 150],
    [300, 320],
  ]);
  expect(state().selection).toEqual({ startSample: 10, endSample: 150, band: null });
});

it('selecting anew, moving the cursor and selecting nothing forget the other ranges', () => {
  const forgets = [
    () => {
      state().select(1, 2);
    },
    () => {
      state().moveCursor(5);
    },
    () => {
      state().extendTo(7);
    },
    () => {
      state().clear();
    },
  ];
  for (const forget of forgets) {
    state().setRanges([
      { startSample: 10, endSample: 20 },
      { startSample: 30, endSample: 40 },
    ]);
    expect(spans()).toHaveLength(2);
    forget();
    expect(state().others).toEqual([]);
  }
});

it('by keys: what is selected is kept while one range more is selected', () => {
  state().select(10, 20);
  state().beginRange();
  expect(spans()).toEqual([[10, 20]]);
  state().moveCursor(50);
  state().extendTo(60);
  state().extendTo(65);
  expect(spans()).toEqual([
    [10, 20],
    [50, 65],
  ]);
  state().beginRange();
  state().select(70, 80);
  expect(spans()).toHaveLength(3);
  state().clear();
  expect(state()).toMatchObject({ selection: null, others: [], isAdding: false });
});
