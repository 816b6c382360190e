import fc from 'fast-check';
import type { Mask, MaskRegion } from '../../../../../main/engine/dsp/mask/mask.ts';

const sample = fc.integer({ min: 0, max: 1000 });
const hz = fc.double({ min: 1, max: 7999, noNaN: true });
const points = (minLength: number) =>
  fc.array(fc.tuple(sample, hz), { minLength, maxLength: 8 }).map((list) => ({
    samples: list.map(([s]) => s),
    hz: list.map(([, f]) => f),
  }));

const rectangle = fc.tuple(sample, sample, hz, hz).map(([a, b, f, g]) => ({
  kind: 'rectangle' as const,
  fromSample: Math.min(a, b),
  toSample: Math.max(a, b) + 1,
  fLowHz: Math.min(f, g),
  fHighHz: Math.max(f, g) + 1,
}));

const polygon = points(3).map((list) => ({ kind: 'polygon' as const, ...list }));

const brush = fc
  .tuple(points(1), fc.double({ min: 0.5, max: 300, noNaN: true }), fc.double({ min: 10, max: 2000, noNaN: true }))
  .map(([list, radiusSamples, radiusHz]) => ({ kind: 'brush' as const, ...list, radiusSamples, radiusHz }));

const harmonics = fc
  .tuple(
    fc.uniqueArray(sample, { minLength: 2, maxLength: 6 }),
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 1, max: 9 }),
  )
  .chain(([samples, firstHarmonic, nHarmonics]) =>
    fc.record({
      kind: fc.constant('harmonics' as const),
      samples: fc.constant(samples.sort((a, b) => a - b)),
      hz: fc.array(fc.double({ min: 50, max: 600, noNaN: true }), {
        minLength: samples.length,
        maxLength: samples.length,
      }),
      firstHarmonic: fc.constant(firstHarmonic),
      nHarmonics: fc.constant(nHarmonics),
      bandwidthHz: fc.double({ min: 1, max: 300, noNaN: true }),
    }),
  );

const cells = fc
  .array(
    fc
      .uniqueArray(fc.integer({ min: 0, max: 128 }), { maxLength: 8 })
      .map((bins) => bins.sort((a, b) => a - b).slice(0, 2 * Math.floor(bins.length / 2))),
    { minLength: 1, maxLength: 10 },
  )
  .map((columns) => ({ kind: 'cells' as const, fromSample: 96, stepSamples: 64, binHz: 62.5, columns }));

const shape: fc.Arbitrary<MaskRegion> = fc.oneof(rectangle, polygon, brush, harmonics, cells);

const combination = (part: fc.Arbitrary<MaskRegion>): fc.Arbitrary<MaskRegion> =>
  fc.record({
    kind: fc.constantFrom('union' as const, 'intersection' as const, 'difference' as const),
    regions: fc.array(part, { minLength: 1, maxLength: 3 }),
  });

/** Of every kind, within samples 0 … 1000 (brushes and cells a little beyond) and 8 kHz. */
export const anyRegion: fc.Arbitrary<MaskRegion> = fc.oneof(shape, combination(fc.oneof(shape, combination(shape))));

export const anyMask: fc.Arbitrary<Mask> = fc.record({
  region: anyRegion,
  featherSamples: fc.double({ min: 0, max: 600, noNaN: true }),
  featherHz: fc.double({ min: 0, max: 900, noNaN: true }),
});
