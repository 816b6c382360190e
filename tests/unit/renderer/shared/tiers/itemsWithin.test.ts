import fc from 'fast-check';
import { expect, it } from 'vitest';
import { itemsWithin } from '../../../../../renderer/shared/tiers/itemsWithin.ts';

const item = (startSample: number, endSample: number) => ({
  itemId: '',
  startSample,
  endSample,
  label: '',
  attributes: null,
});
const tier = fc
  .array(fc.tuple(fc.nat(1000), fc.nat(400)), { maxLength: 40 })
  .map((spans) => spans.map(([from, length]) => item(from, from + length)))
  .map((items) => items.sort((a, b) => a.startSample - b.startSample));

it('finds what looking at every item finds, however they overlap', () => {
  fc.assert(
    fc.property(tier, fc.nat(1500), fc.nat(600), (items, from, length) => {
      const touches = items.filter((i) => i.endSample >= from && i.startSample <= from + length);
      expect(itemsWithin(items, from, from + length)).toEqual(touches);
    }),
  );
});

it('looks at few of a tier of a hundred thousand', () => {
  let reads = 0;
  const items = Array.from({ length: 100_000 }, (_, i) => item(i * 10, i * 10 + 9));
  const counted = new Proxy(items, {
    get: (target, key, self) => {
      reads += typeof key === 'string' && /^\d+$/.test(key) ? 1 : 0;
      return Reflect.get(target, key, self) as unknown;
    },
  });
  itemsWithin(counted, 0, 0); // the first look makes the index
  reads = 0;
  expect(itemsWithin(counted, 500_000, 500_100)).toHaveLength(11);
  expect(reads).toBeLessThan(100);
});
