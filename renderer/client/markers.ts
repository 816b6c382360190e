/** Markers are the items of the document's point tier named "Markers"; it is made when the first one is set. */
import type { DocumentInfo, TierInfo } from '../../preload/contract/project.ts';
import type { TierItem } from '../../preload/contract/tiers.ts';
import { studio } from './studio.ts';

const markersName = 'Markers';

export function markerTierOf(document: DocumentInfo | null): TierInfo | null {
  return document?.tiers.find((tier) => tier.kind === 'point' && tier.name === markersName) ?? null;
}

let latest: Promise<unknown> = Promise.resolve(); // quick marks go in turn: one tier, each its own number

async function ensureTier(document: DocumentInfo): Promise<TierInfo> {
  const { documentId } = document;
  const project = await studio.call['projects.get']({});
  const known = markerTierOf(project?.documents.find((d) => d.documentId === documentId) ?? null);
  return known ?? studio.call['tiers.create']({ documentId, name: markersName, kind: 'point' });
}

/** One more than the highest that is in use: a number once given means the same place until its marker is deleted. */
async function nextLabel(tierId: string): Promise<string> {
  const numbers = (await studio.call['tiers.items']({ tierId })).map(({ label }) => Number(label));
  return String(Math.max(0, ...numbers.filter(Number.isSafeInteger)) + 1);
}

async function addNumbered(document: DocumentInfo, sample: number): Promise<TierItem> {
  const { tierId } = await ensureTier(document);
  const label = await nextLabel(tierId);
  return studio.call['tiers.addItem']({ tierId, startSample: sample, endSample: sample, label });
}

export function addMarker(document: DocumentInfo, sample: number): Promise<TierItem> {
  const added = latest.then(() => addNumbered(document, sample));
  latest = added.catch(() => undefined);
  return added;
}

type ItemChange = Partial<Pick<TierItem, 'startSample' | 'endSample' | 'label'>>;

export async function changeItem(tierId: string, item: TierItem, change: ItemChange): Promise<void> {
  const { itemId, startSample, endSample, label } = { ...item, ...change };
  await studio.call['tiers.updateItem']({ tierId, itemId, startSample, endSample, label });
}

export async function removeItem(tierId: string, itemId: string): Promise<void> {
  await studio.call['tiers.removeItem']({ tierId, itemId });
}
