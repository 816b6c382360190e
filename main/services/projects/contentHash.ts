import { createHash } from 'node:crypto';
import type { ProjectStore } from '../../store/projectStore.ts';

/** Of everything in a project that is somebody's work: not of how it was looked at. */
export function contentHash(store: ProjectStore): string {
  const hash = createHash('sha256');
  const documents = store.documents();
  hash.update(JSON.stringify([documents, store.assets()]));
  for (const { tiers } of documents)
    for (const { tierId } of tiers) hash.update(JSON.stringify([tierId, store.tierItems(tierId)]));
  return hash.digest('hex');
}
