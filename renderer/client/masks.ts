/** Masks of the documents that show them, read again whenever the host says they changed. */
import { useEffect } from 'react';
import { create } from 'zustand';
import { WireError } from '../../preload/contract/errors.ts';
import type { MaskInfo } from '../../preload/contract/masks.ts';
import { notifyError } from '../state/notices.ts';
import { isEngineLost, studio } from './studio.ts';

/** By document. */
export const useMasks = create<{ readonly lists: Readonly<Record<string, readonly MaskInfo[]>> }>()(() => ({
  lists: {},
}));

const none: readonly MaskInfo[] = [];
const followed = new Set<string>();

async function read(documentId: string): Promise<void> {
  const list = await studio.call['masks.list']({ documentId });
  useMasks.setState((s) => ({ lists: { ...s.lists, [documentId]: list } }));
}

/** A document that is gone is dropped; one whose host is gone is read from the next. */
function readOrDrop(documentId: string): void {
  read(documentId).catch((error: unknown) => {
    if (isEngineLost(error)) return;
    followed.delete(documentId);
    if (!(error instanceof WireError && error.code === 'E_NOT_FOUND')) notifyError('Read the masks', error);
  });
}

studio.onEvent('masks.changed', ({ documentId }) => {
  if (followed.has(documentId)) readOrDrop(documentId);
});
studio.onReady('Read the masks', () => {
  for (const documentId of followed) readOrDrop(documentId);
});

/** As they were told last; empty before they were asked for. */
export const masksOf = (documentId: string): readonly MaskInfo[] => useMasks.getState().lists[documentId] ?? none;

export function useMasksOf(documentId: string): readonly MaskInfo[] {
  useEffect(() => {
    if (followed.has(documentId)) return;
    followed.add(documentId);
    readOrDrop(documentId);
  }, [documentId]);
  return useMasks((s) => s.lists[documentId] ?? none);
}
