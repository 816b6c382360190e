import type { TierKind } from '../../../preload/contract/project.ts';
import { getActiveDocument } from '../../client/project.ts';
import { editTier } from './editTier.ts';

/** Named as asked, with a number where that name is taken. @returns its id */
export async function addTier(tierKind: TierKind, wanted: string): Promise<string | null> {
  const taken = new Set(getActiveDocument()?.tiers.map(({ name }) => name));
  let name = wanted;
  for (let n = 2; taken.has(name); n++) name = `${wanted} ${String(n)}`;
  const edited = await editTier({ kind: 'tier.add', name, tierKind });
  return edited?.createdIds[0] ?? null;
}
