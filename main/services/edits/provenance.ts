import type { AssetRow, EditHistory } from '../../store/projectStore.ts';
import type { DocumentState } from '../../store/documentState.ts';

export interface ProvenanceParts {
  readonly projectId: string;
  readonly appVersion: string; // of the program that made the project
  readonly document: DocumentState;
  readonly assets: readonly AssetRow[];
  readonly history: EditHistory;
}

/** How a document became what it is: its recordings by content, and every edit with its parameters and its place. */
export function provenance({ projectId, appVersion, document, assets, history }: ProvenanceParts) {
  const parents = new Map(history.edits.map(({ editId, parentId }) => [editId, parentId]));
  const applied = new Set<number>();
  for (let at = history.headId; at !== null && !applied.has(at); at = parents.get(at) ?? null) applied.add(at);
  const { documentId, name, sampleRateHz, tracks } = document;
  return {
    format: 'phonoscope-provenance',
    version: 1,
    projectId,
    appVersion,
    document: {
      documentId,
      name,
      sampleRateHz,
      lengthSamples: Math.max(
        0,
        ...tracks.map(({ clips }) =>
          clips.reduce((end, clip) => Math.max(end, clip.startSample + clip.lengthSamples), 0),
        ),
      ),
    },
    recordings: assets.map((asset) => ({
      assetId: asset.assetId,
      name: asset.name,
      sha256: asset.sha256,
      container: asset.container,
      codec: asset.codec,
      sampleRateHz: asset.sampleRateHz,
      channels: asset.channels,
      nSamples: asset.nSamples,
    })),
    headId: history.headId,
    edits: history.edits.map((edit) => ({ ...edit, isApplied: applied.has(edit.editId) })),
  };
}
