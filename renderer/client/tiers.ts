/** Items of tiers, read when first shown and again when the host says they changed. */
import { useEffect } from 'react';
import { create } from 'zustand';
import type { TierInfo } from '../../preload/contract/project.ts';
import { WireError } from '../../preload/contract/errors.ts';
import type { TierItem } from '../../preload/contract/tiers.ts';
import { useLayout } from '../state/layout.ts';
import { notifyError } from '../state/notices.ts';
import { getActiveDocument, useProject } from './project.ts';
import { isEngineLost, studio } from './studio.ts';

interface TierStore {
  readonly items: Readonly<Record<string, readonly TierItem[]>>;
}

export const useTiers = create<TierStore>()(() => ({ items: {} }));

const none: readonly TierItem[] = [];
const followed = new Set<string>();

async function read(tierId: string): Promise<readonly TierItem[]> {
  const found = await studio.call['tiers.items']({ tierId });
  const sorted = [...found].sort((a, b) => a.startSample - b.startSample);
  useTiers.setState((s) => ({ items: { ...s.items, [tierId]: sorted } }));
  return sorted;
}

/** A tier that is gone is dropped: nothing shows it any more. One whose host is gone is read from the next. */
function readOrDrop(tierId: string): void {
  read(tierId).catch((error: unknown) => {
    if (isEngineLost(error)) return;
    dropTiers((id) => id === tierId);
    if (!(error instanceof WireError && error.code === 'E_NOT_FOUND')) notifyError('Read a tier', error);
  });
}

function dropTiers(isGone: (tierId: string) => boolean): void {
  for (const tierId of followed) if (isGone(tierId)) followed.delete(tierId);
  const { items } = useTiers.getState();
  const kept = Object.entries(items).filter(([tierId]) => !isGone(tierId));
  if (kept.length < Object.keys(items).length) useTiers.setState({ items: Object.fromEntries(kept) });
}

useProject.subscribe(({ project }, before) => {
  if (project?.documents === before.project?.documents) return;
  const there = new Set(project?.documents.flatMap(({ tiers }) => tiers.map(({ tierId }) => tierId)));
  dropTiers((tierId) => !there.has(tierId));
});

studio.onEvent('tier.changed', ({ tierId }) => {
  if (followed.has(tierId)) readOrDrop(tierId);
});
studio.onReady('Read the tiers', () => {
  for (const tierId of followed) readOrDrop(tierId);
});

/** The tier whose lane has, or last had, the focus. */
export function focusedTier(): TierInfo | null {
  const { focusedLaneKey } = useLayout.getState();
  return getActiveDocument()?.tiers.find(({ tierId }) => focusedLaneKey === `tier:${tierId}`) ?? null;
}

/** The tier's items by time as the host has them now: for steps that follow one another. */
export async function readTierItems(tierId: string): Promise<readonly TierItem[]> {
  followed.add(tierId);
  return read(tierId);
}

/** The tier's items by time; reads them when nobody has before. */
export async function getTierItems(tierId: string): Promise<readonly TierItem[]> {
  const known = useTiers.getState().items[tierId];
  followed.add(tierId);
  return known ?? read(tierId);
}

export function useTierItems(tierId: string | null): readonly TierItem[] {
  useEffect(() => {
    if (tierId === null || followed.has(tierId)) return;
    followed.add(tierId);
    readOrDrop(tierId);
  }, [tierId]);
  return useTiers((s) => (tierId === null ? none : (s.items[tierId] ?? none)));
}
