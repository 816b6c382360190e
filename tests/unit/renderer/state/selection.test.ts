import { beforeEach, expect, it } from 'vitest';
import { useSelection } from '../../../../renderer/state/selection.ts';

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
