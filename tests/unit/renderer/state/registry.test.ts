import { expect, it } from 'vitest';
import { createRegistry } from '../../../../renderer/state/registry.ts';

it('one of the same name takes the place of the one before, and only what was brought is taken away', () => {
  const registry = createRegistry<{ readonly name: string; readonly order: number }>();
  const removeFirst = registry.add({ name: 'pitch', order: 1 }, { name: 'formants', order: 2 });
  const removeSecond = registry.add({ name: 'pitch', order: 3 });
  const entries = () => registry.use.getState().entries.map(({ name, order }) => `${name} ${String(order)}`);
  expect(entries()).toEqual(['formants 2', 'pitch 3']);
  removeFirst();
  expect(entries()).toEqual(['pitch 3']);
  removeSecond();
  expect(entries()).toEqual([]);
});
