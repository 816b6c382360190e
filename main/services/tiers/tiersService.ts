import type { Handlers } from '../../../preload/contract/define.ts';
import type { tiersContract } from '../../../preload/contract/tiers.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { DocumentRow, ProjectStore, TierRow } from '../../store/projectStore.ts';
import type { EditsService } from '../edits/createEditsService.ts';

export interface TiersDeps {
  /** @throws EngineError E_NOT_FOUND: no project is open */
  readonly store: () => ProjectStore;
  readonly edits: Pick<EditsService, 'apply'>;
}

function findTier(documents: readonly DocumentRow[], tierId: string): TierRow {
  const tier = documents.flatMap(({ tiers }) => tiers).find((candidate) => candidate.tierId === tierId);
  if (tier === undefined) throw new EngineError('E_NOT_FOUND', `tier ${tierId} is not in the project`);
  return tier;
}

/** Tiers by their own names; every change is an edit of the document they belong to. */
export function createTiersService({ store, edits }: TiersDeps): Handlers<typeof tiersContract, AbortSignal> {
  const documentOf = (tierId: string) => findTier(store().documents(), tierId).documentId;
  return {
    'tiers.items': ({ tierId }) => [...store().tierItems(tierId)],
    'tiers.create': ({ documentId, name, kind }) => {
      const { createdIds } = edits.apply(documentId, { kind: 'tier.add', name, tierKind: kind });
      const { documentId: _, ...tier } = findTier(store().documents(), createdIds[0] ?? '');
      return tier;
    },
    'tiers.rename': ({ tierId, name }) => {
      edits.apply(documentOf(tierId), { kind: 'tier.rename', tierId, name });
      return null;
    },
    'tiers.remove': ({ tierId }) => {
      edits.apply(documentOf(tierId), { kind: 'tier.remove', tierId });
      return null;
    },
    'tiers.addItem': ({ tierId, ...item }) => {
      const { createdIds } = edits.apply(documentOf(tierId), { kind: 'tier.addItem', tierId, ...item });
      return { itemId: createdIds[0] ?? '', ...item, attributes: null };
    },
    'tiers.updateItem': ({ tierId, ...item }) => {
      edits.apply(documentOf(tierId), { kind: 'tier.updateItem', tierId, ...item });
      return null;
    },
    'tiers.removeItem': ({ tierId, itemId }) => {
      edits.apply(documentOf(tierId), { kind: 'tier.removeItems', tierId, itemIds: [itemId] });
      return null;
    },
  };
}
