/** Items of tiers, read when first shown and again when the host says they changed. */
import { useEffect } from 'react';
import { create } from 'zustand';
import type { TierItem } from '../../preload/contract/tiers.ts';
import { studio } from './studio.ts';

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

/** A tier that is gone is dropped: nothing shows it any more. */
function readOrDrop(tierId: string): void {
  void read(tierId).catch(() => {
    followed.delete(tierId);
    useTiers.setState((s) => ({ items: Object.fromEntries(Object.entries(s.items).filter(([id]) => id !== tierId)) }));
  });
}

studio.onEvent('tier.changed', ({ tierId }) => {
  if (followed.has(tierId)) readOrDrop(tierId);
});
studio.onConnection((state) => {
  if (state === 'ready') for (const tierId of followed) readOrDrop(tierId);
});

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
