/** Markers are the items of the document's point tier named "Markers"; it is made when the first one is set. */
import type { DocumentInfo, TierInfo } from '../../preload/contract/project.ts';
import type { TierItem } from '../../preload/contract/tiers.ts';
import { studio } from './studio.ts';
import { getTierItems } from './tiers.ts';

const markersName = 'Markers';

export function markerTierOf(document: DocumentInfo | null): TierInfo | null {
  return document?.tiers.find((tier) => tier.kind === 'point' && tier.name === markersName) ?? null;
}

let creating: Promise<TierInfo> | null = null; // two quick marks make one tier

async function ensureTier(document: DocumentInfo): Promise<TierInfo> {
  const known = markerTierOf(document);
  if (known !== null) return known;
  creating ??= studio.call['tiers.create']({ documentId: document.documentId, name: markersName, kind: 'point' });
  try {
    return await creating;
  } finally {
    creating = null;
  }
}

export async function addMarker(document: DocumentInfo, sample: number): Promise<TierItem> {
  const tier = await ensureTier(document);
  const label = String((await getTierItems(tier.tierId)).length + 1);
  return studio.call['tiers.addItem']({ tierId: tier.tierId, startSample: sample, endSample: sample, label });
}

type ItemChange = Partial<Pick<TierItem, 'startSample' | 'endSample' | 'label'>>;

export async function changeItem(tierId: string, item: TierItem, change: ItemChange): Promise<void> {
  await studio.call['tiers.updateItem']({ tierId, ...item, ...change });
}

export async function removeItem(tierId: string, itemId: string): Promise<void> {
  await studio.call['tiers.removeItem']({ tierId, itemId });
}
