import { expect, it } from 'vitest';
import { useViewport } from '../../../../renderer/state/viewport.ts';

const state = () => useViewport.getState();

it('a view stored for a wide window is restored exactly although it comes before the first layout', () => {
  state().setLength(1_000_000);
  state().restore(123_456.75, 0.5);
  state().resize(1200);
  expect([state().startSample, state().samplesPerPixel]).toEqual([123_456.75, 0.5]);
  state().resize(1300);
  expect(state().samplesPerPixel).toBe(0.5);
});

it('a recording that grows while it is shown whole stays whole, and one that is zoomed stays where it is', () => {
  state().setLength(1000);
  state().fit();
  state().setLength(2600);
  expect(state().samplesPerPixel * state().widthPx).toBeCloseTo(2600, 6);
  state().show(100, 600);
  const { startSample, samplesPerPixel } = state();
  state().setLength(9000);
  expect([state().startSample, state().samplesPerPixel]).toEqual([startSample, samplesPerPixel]);
});
