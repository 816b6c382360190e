import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawOn, pointStroke, smoothed } from '../../../../../renderer/features/editing/pencil/stroke.ts';
import { amplitudeAtY, amplitudeY } from '../../../../../renderer/shared/axis/amplitudeAxis.ts';

it('a press sets one sample, the nearest', () => {
  expect(pointStroke({ sample: 12.4, value: 0.3 })).toEqual({ startSample: 12, values: [0.3] });
});

it('a line gives each sample that it passes the value of the line there, in both directions', () => {
  const from = { sample: 10, value: 0 };
  const right = drawOn(pointStroke(from), from, { sample: 14, value: 0.4 });
  expect(right.startSample).toBe(10);
  expect(right.values).toEqual([0, 0.1, 0.2, expect.closeTo(0.3, 12), 0.4]);
  const left = drawOn(right, { sample: 14, value: 0.4 }, { sample: 9, value: -0.1 });
  expect(left.startSample).toBe(9);
  expect(left.values).toEqual([-0.1, 0, 0.1, 0.2, 0.3, 0.4].map((value) => expect.closeTo(value, 12) as number));
});

it('leaves no sample out, whatever way it takes', () => {
  const point = fc.record({
    sample: fc.double({ min: 0, max: 200, noNaN: true }),
    value: fc.double({ min: -1, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 12 }), ([first, ...rest]) => {
      let last = first!;
      let stroke = pointStroke(last);
      const visited = [Math.round(last.sample)];
      for (const next of rest) {
        stroke = drawOn(stroke, last, next);
        visited.push(Math.round(next.sample));
        expect(stroke.values[Math.round(next.sample) - stroke.startSample]).toBe(next.value);
        last = next;
      }
      expect(stroke.startSample).toBe(Math.min(...visited));
      expect(stroke.values).toHaveLength(Math.max(...visited) - Math.min(...visited) + 1);
      expect(stroke.values.every((value) => Math.abs(value) <= 1)).toBe(true);
    }),
  );
});

it('smoothing takes away what changes sign from sample to sample, and leaves lines as they are', () => {
  const alternating = Float32Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? 0.5 : -0.5));
  expect(smoothed(alternating, { before: 2, count: 16 }).every((value) => Math.abs(value) < 1e-12)).toBe(true);
  const line = Float32Array.from({ length: 20 }, (_, n) => n / 32);
  expect(smoothed(line, { before: 2, count: 16 })).toEqual(
    [...line.subarray(2, 18)].map((value) => expect.closeTo(value, 12) as number),
  );
  expect(smoothed(Float32Array.of(1), { before: 0, count: 1 })).toEqual([1]);
});

it('the value at a height is the way back from where it is drawn, on both scales', () => {
  for (const scale of ['linear', 'db'] as const)
    for (const zoom of [1, 8])
      for (const value of [-0.1, -0.004, 0.01, 0.12]) {
        const axis = { scale, zoom };
        expect(amplitudeAtY(amplitudeY(value, axis, 200), axis, 200)).toBeCloseTo(value, 9);
      }
  expect(amplitudeAtY(100, { scale: 'db', zoom: 1 }, 200)).toBe(0);
  expect(amplitudeAtY(-50, { scale: 'linear', zoom: 4 }, 200)).toBe(0.25);
});
