import type { Handlers } from '../../../preload/contract/define.ts';
import type { StudioEvent } from '../../../preload/contract/studio.ts';
import type { tiersContract } from '../../../preload/contract/tiers.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { ProjectStore, TierRow } from '../../store/projectStore.ts';

export interface TiersDeps {
  /** @throws EngineError E_NOT_FOUND: no project is open */
  readonly store: () => ProjectStore;
  readonly emit: (event: StudioEvent) => void;
  /** Tells the renderer that tiers came, went, or hold another number of items. */
  readonly noteChange: () => void;
}

function findTier(store: ProjectStore, tierId: string): TierRow {
  const tier = store
    .documents()
    .flatMap(({ tiers }) => tiers)
    .find((candidate) => candidate.tierId === tierId);
  if (tier === undefined) throw new EngineError('E_NOT_FOUND', `tier ${tierId} is not in the project`);
  return tier;
}

function checkItem(
  { kind }: TierRow,
  { startSample, endSample }: { readonly startSample: number; readonly endSample: number },
): void {
  if (kind === 'point' && endSample !== startSample)
    throw new EngineError('E_PARAM', `endSample=${endSample} must equal startSample=${startSample} in a point tier`);
  if (kind === 'interval' && endSample <= startSample)
    throw new EngineError(
      'E_PARAM',
      `endSample=${endSample} must lie after startSample=${startSample} in an interval tier`,
    );
}

export function createTiersService({
  store,
  emit,
  noteChange,
}: TiersDeps): Handlers<typeof tiersContract, AbortSignal> {
  const changed = (tierId: string) => {
    emit({ kind: 'tier.changed', tierId });
    noteChange();
  };
  return {
    'tiers.items': ({ tierId }) => [...store().tierItems(tierId)],
    'tiers.create': ({ documentId, name, kind }) => {
      const tierId = store().insertTier({ documentId, name, kind, origin: 'user', parameters: null });
      noteChange();
      const { documentId: _, ...tier } = findTier(store(), tierId);
      return tier;
    },
    'tiers.rename': ({ tierId, name }) => {
      store().renameTier(tierId, name);
      noteChange();
      return null;
    },
    'tiers.remove': ({ tierId }) => {
      store().removeTier(tierId);
      noteChange();
      return null;
    },
    'tiers.addItem': ({ tierId, ...item }) => {
      checkItem(findTier(store(), tierId), item);
      const [itemId] = store().insertTierItems(tierId, [item]);
      if (itemId === undefined) throw new EngineError('E_INTERNAL', 'one item was inserted, no id came back');
      changed(tierId);
      return { itemId, ...item };
    },
    'tiers.updateItem': ({ tierId, ...item }) => {
      checkItem(findTier(store(), tierId), item);
      store().updateTierItem(tierId, item);
      changed(tierId);
      return null;
    },
    'tiers.removeItem': ({ tierId, itemId }) => {
      store().removeTierItem(tierId, itemId);
      changed(tierId);
      return null;
    },
  };
}
