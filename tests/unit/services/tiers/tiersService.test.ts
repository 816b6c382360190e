import { describe, expect, it } from 'vitest';
import type { StudioEvent } from '../../../../preload/contract/studio.ts';
import { createEditsService } from '../../../../main/services/edits/createEditsService.ts';
import { createTiersService } from '../../../../main/services/tiers/tiersService.ts';
import { addRecording, newStore } from '../../store/projectFixture.ts';

const context = { signal: new AbortController().signal };

function service() {
  const store = newStore();
  const { documentId } = addRecording(store);
  const events: StudioEvent[] = [];
  const edits = createEditsService({
    store: () => store,
    emit: (event) => events.push(event),
    noteChange: () => undefined,
  });
  const handlers = createTiersService({ store: () => store, edits });
  return { store, documentId, handlers, events };
}

describe('tiers', () => {
  it('are made, filled, changed and removed', async () => {
    const { store, documentId, handlers, events } = service();
    const tier = await handlers['tiers.create']({ documentId, name: 'Markers', kind: 'point' }, context);
    expect(tier).toEqual({
      tierId: tier.tierId,
      name: 'Markers',
      kind: 'point',
      origin: 'user',
      nItems: 0,
      parameters: null,
    });
    const { tierId } = tier;
    const marker = await handlers['tiers.addItem'](
      { tierId, startSample: 700, endSample: 700, label: 'click' },
      context,
    );
    const earlier = await handlers['tiers.addItem']({ tierId, startSample: 5, endSample: 5, label: '' }, context);
    expect(await handlers['tiers.items']({ tierId }, context)).toEqual([earlier, marker]);
    await handlers['tiers.updateItem']({ tierId, ...marker, startSample: 1, endSample: 1 }, context);
    await handlers['tiers.removeItem']({ tierId, itemId: earlier.itemId }, context);
    expect(await handlers['tiers.items']({ tierId }, context)).toEqual([{ ...marker, startSample: 1, endSample: 1 }]);
    const told = events.filter(({ kind }) => kind === 'tier.changed');
    expect(told).toEqual(Array.from({ length: 4 }, () => ({ kind: 'tier.changed', tierId })));
    await handlers['tiers.rename']({ tierId, name: 'Clicks' }, context);
    expect(store.documents()[0]?.tiers).toMatchObject([{ name: 'Clicks', nItems: 1 }]);
    await handlers['tiers.remove']({ tierId }, context);
    expect(store.documents()[0]?.tiers).toEqual([]);
    expect(events.filter(({ kind }) => kind === 'document.changed')).toHaveLength(7);
  });

  it('hold what their kind allows, and say the rule', async () => {
    const { documentId, handlers, events } = service();
    const points = await handlers['tiers.create']({ documentId, name: 'p', kind: 'point' }, context);
    const intervals = await handlers['tiers.create']({ documentId, name: 'i', kind: 'interval' }, context);
    const add = (tierId: string, startSample: number, endSample: number) => () =>
      handlers['tiers.addItem']({ tierId, startSample, endSample, label: '' }, context);
    expect(add(points.tierId, 3, 4)).toThrow('endSample=4 must equal startSample=3 in a point tier');
    expect(add(intervals.tierId, 3, 3)).toThrow('endSample=3 must lie after startSample=3 in an interval tier');
    expect(add(intervals.tierId, 3, 2)).toThrow(/must lie after/);
    expect(add('nothing', 3, 4)).toThrow(expect.objectContaining({ code: 'E_NOT_FOUND' }));
    expect(() => handlers['tiers.create']({ documentId: 'nothing', name: 'x', kind: 'point' }, context)).toThrow(
      expect.objectContaining({ code: 'E_NOT_FOUND' }),
    );
    expect(events.filter(({ kind }) => kind === 'tier.changed')).toEqual([]);
  });
});
