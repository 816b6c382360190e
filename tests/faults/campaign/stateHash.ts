import { createHash } from 'node:crypto';
import type { ProjectStore } from '../../../main/store/projectStore.ts';

const sorted = (_key: string, value: unknown): unknown =>
  typeof value !== 'object' || value === null || Array.isArray(value)
    ? value
    : Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Of everything in a document. */
export const stateHash = (store: ProjectStore, documentId: string): string =>
  createHash('sha256')
    .update(JSON.stringify(store.documentState(documentId), sorted))
    .digest('hex');
