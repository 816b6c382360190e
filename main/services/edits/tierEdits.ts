import { EngineError } from '../../engine/core/errors.ts';
import type { TierItemRow, TierState } from '../../store/documentState.ts';
import { changeTier, durationText, findTier, movePart, type EditFunctions } from './editFunction.ts';

/** @throws EngineError E_NOT_FOUND */
function findItem({ items, tierId }: TierState, itemId: string): TierItemRow {
  const item = items.find((candidate) => candidate.itemId === itemId);
  if (item === undefined) throw new EngineError('E_NOT_FOUND', `item ${itemId} is not in tier ${tierId}`);
  return item;
}

const thing = ({ kind }: TierState) => (kind === 'point' ? 'point' : 'interval');
const things = (tier: TierState, count: number) => (count === 1 ? thing(tier) : `${count} ${thing(tier)}s`);

/** @throws EngineError E_PARAM: the boundary would pass the other end of its interval */
function moveEnds(item: TierItemRow, fromSample: number, toSample: number): TierItemRow {
  const isPoint = item.startSample === item.endSample;
  const startSample = item.startSample === fromSample ? toSample : item.startSample;
  const endSample = item.endSample === fromSample ? toSample : item.endSample;
  if (startSample === item.startSample && endSample === item.endSample) return item;
  if (!isPoint && endSample <= startSample)
    throw new EngineError(
      'E_PARAM',
      `toSample=${toSample} must lie ${item.endSample === fromSample ? 'after' : 'before'} the other end of "${item.label}", ${item.endSample === fromSample ? item.startSample : item.endSample}`,
    );
  return { ...item, startSample, endSample };
}

/** @throws EngineError E_PARAM: merging would cover what is not merged */
function requireNothingBetween({ items, name }: TierState, merged: readonly TierItemRow[]): void {
  const from = merged[0]?.endSample ?? 0;
  const to = merged.at(-1)?.startSample ?? 0;
  const wanted = new Set(merged);
  const between = items.find((item) => item.startSample < to && item.endSample > from && !wanted.has(item));
  if (between === undefined) return;
  throw new EngineError(
    'E_PARAM',
    `"${between.label}" at sample ${between.startSample} of "${name}" lies between what is to be merged: it must be merged too`,
  );
}

/** One more than the highest in use: a number once given means the same place until its point is deleted. */
function nextNumber(items: readonly TierItemRow[]): number {
  const highest = items.reduce((most, { label }) => {
    const number = Number(label);
    return Number.isSafeInteger(number) && number > most ? number : most;
  }, 0);
  return highest + 1;
}

export const tierEdits: EditFunctions<'tier'> = {
  'tier.add': (document, { name, tierKind }, { newId }) => {
    const tier = { tierId: newId(), name, kind: tierKind, origin: 'user', parameters: null, items: [] } as const;
    return { document: { ...document, tiers: [...document.tiers, tier] }, title: `Add tier "${name}"` };
  },
  'tier.remove': (document, { tierId }) => {
    const tier = findTier(document, tierId);
    const tiers = document.tiers.filter((candidate) => candidate !== tier);
    return { document: { ...document, tiers }, title: `Remove tier "${tier.name}"` };
  },
  'tier.rename': (document, { tierId, name }) => ({
    document: changeTier(document, tierId, (tier) => ({ ...tier, name })),
    title: `Rename tier to "${name}"`,
  }),
  'tier.move': (document, { tierId, toIndex }) => {
    const tier = findTier(document, tierId);
    return {
      document: { ...document, tiers: movePart(document.tiers, tier, toIndex) },
      title: `Move tier "${tier.name}"`,
    };
  },
  'tier.duplicate': (document, { tierId }, { newId }) => {
    const tier = findTier(document, tierId);
    const items = tier.items.map((item) => ({ ...item, itemId: newId() }));
    const copy = { ...tier, tierId: newId(), name: `${tier.name} copy`, items };
    const at = document.tiers.indexOf(tier) + 1;
    const tiers = [...document.tiers.slice(0, at), copy, ...document.tiers.slice(at)];
    return { document: { ...document, tiers }, title: `Duplicate tier "${tier.name}"` };
  },
  'tier.addItem': (document, { tierId, startSample, endSample, label }, { newId }) => {
    const item = { itemId: newId(), startSample, endSample, label, attributes: null };
    const changed = changeTier(document, tierId, (tier) => ({ ...tier, items: [...tier.items, item] }));
    return {
      document: changed,
      title: `Add ${thing(findTier(document, tierId))} at ${durationText(startSample, document)}`,
    };
  },
  'tier.mark': (document, { name, atSample }, { newId }) => {
    const known = document.tiers.find((tier) => tier.kind === 'point' && tier.name === name);
    const tier: TierState = known ?? {
      tierId: newId(),
      name,
      kind: 'point',
      origin: 'user',
      parameters: null,
      items: [],
    };
    const label = String(nextNumber(tier.items));
    const item = { itemId: newId(), startSample: atSample, endSample: atSample, label, attributes: null };
    const marked = { ...tier, items: [...tier.items, item] };
    const tiers =
      known === undefined
        ? [...document.tiers, marked]
        : document.tiers.map((other) => (other === known ? marked : other));
    return { document: { ...document, tiers }, title: `Mark ${durationText(atSample, document)}` };
  },
  'tier.updateItem': (document, { tierId, itemId, startSample, endSample, label }) => {
    const tier = findTier(document, tierId);
    const before = findItem(tier, itemId);
    const after = { ...before, startSample, endSample, label };
    const changed = changeTier(document, tierId, () => ({
      ...tier,
      items: tier.items.map((item) => (item === before ? after : item)),
    }));
    const title = before.label === label ? `Move ${thing(tier)}` : `Label ${thing(tier)} "${label}"`;
    return { document: changed, title };
  },
  'tier.removeItems': (document, { tierId, itemIds }) => {
    const tier = findTier(document, tierId);
    const removed = new Set(itemIds.map((itemId) => findItem(tier, itemId).itemId));
    const items = tier.items.filter(({ itemId }) => !removed.has(itemId));
    return {
      document: changeTier(document, tierId, () => ({ ...tier, items })),
      title: `Remove ${things(tier, removed.size)}`,
    };
  },
  'tier.split': (document, { tierId, atSample }, { newId }) => {
    const tier = findTier(document, tierId);
    const items = tier.items.flatMap((item) =>
      item.startSample < atSample && item.endSample > atSample
        ? [
            { ...item, endSample: atSample },
            { ...item, itemId: newId(), startSample: atSample, label: '' },
          ]
        : [item],
    );
    if (items.length === tier.items.length)
      throw new EngineError('E_PARAM', `atSample=${atSample} must lie within an interval of "${tier.name}"`);
    return {
      document: changeTier(document, tierId, () => ({ ...tier, items })),
      title: `Split interval at ${durationText(atSample, document)}`,
    };
  },
  'tier.merge': (document, { tierId, itemIds }) => {
    const tier = findTier(document, tierId);
    const wanted = new Set(itemIds);
    const merged = tier.items.filter(({ itemId }) => wanted.has(itemId));
    for (const itemId of itemIds) findItem(tier, itemId);
    requireNothingBetween(tier, merged);
    const [first] = merged;
    const label = merged
      .map((item) => item.label)
      .filter((text) => text !== '')
      .join(' ');
    const endSample = Math.max(...merged.map((item) => item.endSample));
    const items = tier.items.flatMap((item) =>
      item === first ? [{ ...item, endSample, label }] : wanted.has(item.itemId) ? [] : [item],
    );
    return {
      document: changeTier(document, tierId, () => ({ ...tier, items })),
      title: `Merge ${things(tier, merged.length)}`,
    };
  },
  'tier.moveBoundary': (document, { tierIds, fromSample, toSample }) => {
    const moved = tierIds.reduce(
      (state, tierId) =>
        changeTier(state, tierId, (tier) => ({
          ...tier,
          items: tier.items.map((item) => moveEnds(item, fromSample, toSample)),
        })),
      document,
    );
    return { document: moved, title: `Move boundary to ${durationText(toSample, document)}` };
  },
  'tier.setLabels': (document, { tierId, labels }) => {
    const tier = findTier(document, tierId);
    const byId = new Map(labels.map(({ itemId, label }) => [findItem(tier, itemId).itemId, label]));
    const items = tier.items.map((item) => {
      const label = byId.get(item.itemId) ?? item.label;
      return label === item.label ? item : { ...item, label };
    });
    const [only] = labels;
    return {
      document: changeTier(document, tierId, () => ({ ...tier, items })),
      title: labels.length === 1 ? `Label ${thing(tier)} "${only!.label}"` : `Label ${things(tier, labels.length)}`,
    };
  },
  'tier.putItems': (document, { tierId, items }, { newId }) => {
    const added = items.map((item) => ({ itemId: newId(), ...item }));
    const tier = findTier(document, tierId);
    return {
      document: changeTier(document, tierId, () => ({ ...tier, items: [...tier.items, ...added] })),
      title: `Add ${things(tier, added.length)}`,
    };
  },
};
