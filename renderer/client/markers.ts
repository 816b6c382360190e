/** Markers are the items of the document's point tier named "Markers"; it is made when the first one is set. */
import { markersName } from '../../preload/contract/markersName.ts';
import type { DocumentInfo, TierInfo } from '../../preload/contract/project.ts';
import type { TierItem } from '../../preload/contract/tiers.ts';
import { studio } from './studio.ts';

export function markerTierOf(document: DocumentInfo | null): TierInfo | null {
  return document?.tiers.find((tier) => tier.kind === 'point' && tier.name === markersName) ?? null;
}

/** One edit, the tier with it if it is the first marker. The host numbers markers. */
export async function addMarker({ documentId }: DocumentInfo, atSample: number): Promise<void> {
  const command = { kind: 'tier.mark', name: markersName, atSample } as const;
  await studio.call['edits.apply']({ documentId, command });
}

type ItemChange = Partial<Pick<TierItem, 'startSample' | 'endSample' | 'label'>>;

export async function changeItem(tierId: string, item: TierItem, change: ItemChange): Promise<void> {
  const { itemId, startSample, endSample, label } = { ...item, ...change };
  await studio.call['tiers.updateItem']({ tierId, itemId, startSample, endSample, label });
}

export async function removeItem(tierId: string, itemId: string): Promise<void> {
  await studio.call['tiers.removeItem']({ tierId, itemId });
}
