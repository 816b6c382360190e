/** Documents on the grid of a timeline, as fast-check makes them; what a format cannot hold is left out by `shape`. */
import * as fc from 'fast-check';
import type { AnnotationDocument, AnnotationTier } from '../../../../main/engine/annotation/annotationDocument.ts';
import { secondsOfSample } from '../../../../main/engine/annotation/sampleTime.ts';

export interface DocumentShape {
  readonly rateHz: number;
  readonly label: fc.Arbitrary<string>;
  readonly maxTiers?: number;
  readonly kinds?: readonly AnnotationTier['kind'][];
  /** Added to a tier or an item. */
  readonly tierExtra?: fc.Arbitrary<Partial<AnnotationTier>>;
  readonly itemExtra?: fc.Arbitrary<object>;
}

/** Texts with everything that formats quote, escape or end lines with. */
export const anyLabel = fc.string({
  unit: fc.oneof(
    fc.constantFrom('"', '""', '\\', '&', '<', '>', "'", ',', ';', '\t', '\n', '-->', '{', '}', '!', ' ', '=', '7'),
    fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 1 })
      .filter((text) => !/[\p{Cc}\p{Cn}\p{Zl}\p{Zp}]/u.test(text)),
  ),
  maxLength: 12,
});

/** The same on one line, neither empty nor between spaces. */
export const lineLabel = anyLabel.map((text) => text.replace(/[\t\n]/g, '').trim() || 'x');

export function arbitraryDocument(shape: DocumentShape): fc.Arbitrary<AnnotationDocument> {
  const { maxTiers = 4, kinds = ['interval', 'point'] } = shape;
  const nothing = fc.constant({});
  const step = fc.integer({ min: 1, max: 4 * shape.rateHz });
  const row = fc.tuple(step, step, shape.label, shape.itemExtra ?? nothing);
  const tier = fc.record({
    kind: fc.constantFrom(...kinds),
    name: lineLabel,
    rows: fc.array(row, { minLength: 1, maxLength: 12 }),
    extra: shape.tierExtra ?? nothing,
  });
  return fc
    .uniqueArray(tier, { minLength: 1, maxLength: maxTiers, selector: ({ name }) => name })
    .map((tiers) => ({ startSec: 0, endSec: null, tiers: tiers.map((one) => onGrid(one, shape.rateHz)), notes: [] }));
}

function onGrid(
  tier: { kind: AnnotationTier['kind']; name: string; rows: [number, number, string, object][]; extra: object },
  rateHz: number,
): AnnotationTier {
  let at = 0;
  const items = tier.rows.map(([gap, length, label, extra]) => {
    const start = at + gap;
    at = tier.kind === 'point' ? start : start + length;
    return { startSec: secondsOfSample(start, rateHz), endSec: secondsOfSample(at, rateHz), label, ...extra };
  });
  return { kind: tier.kind, name: tier.name, items, ...tier.extra };
}
