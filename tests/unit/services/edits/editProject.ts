/** A project whose recording says of every sample which one it is, and what a document with it sounds like. */
import { createAssetSamples } from '../../../../main/services/audio/assetSamples.ts';
import { createSourceResolver } from '../../../../main/services/audio/sourceResolver.ts';
import { createTrackReader } from '../../../../main/services/audio/trackReader.ts';
import { createEditsService, type EditsService } from '../../../../main/services/edits/createEditsService.ts';
import { sourceIdOf } from '../../../../main/services/projects/sourceId.ts';
import type { ProjectStore } from '../../../../main/store/projectStore.ts';
import type { StudioEvent } from '../../../../preload/contract/studio.ts';
import { monoAsset, newStore } from '../../store/projectFixture.ts';

export interface EditProject {
  readonly store: ProjectStore;
  readonly edits: EditsService;
  readonly documentId: string;
  readonly trackIds: readonly string[];
  readonly events: StudioEvent[];
}

export const sampleRateHz = 8000;

/** Two tracks of `nSamples`: 1, 2, 3 … and −1, −2, −3 … in millionths, so that every sample is known again. */
export function editProject(nSamples = 400): EditProject {
  const store = newStore();
  const documentId = store.insertDocument({ name: 'numbers', sampleRateHz });
  const trackIds = [1, -1].map((sign) => {
    const samples = Float32Array.from({ length: nSamples }, (_, n) => sign * (n + 1) * 1e-6);
    const assetId = store.insertAsset({ ...monoAsset, sampleFormat: 'f32', sampleRateHz, name: `numbers ${sign}` });
    const bytes = new Uint8Array(samples.buffer);
    store.appendBlocks(assetId, [{ channel: 0, index: 0, encoding: 'f32', nSamples, bytes }]);
    store.finishAsset(assetId, { nSamples, warnings: [] });
    const trackId = store.insertTrack(documentId, { name: `numbers ${sign}`, channels: 1 });
    store.insertClip(trackId, { assetId, startSample: 0, lengthSamples: nSamples, assetOffsetSamples: 0 });
    return trackId;
  });
  const events: StudioEvent[] = [];
  const edits = createEditsService({
    store: () => store,
    emit: (event) => events.push(event),
    noteChange: () => undefined,
  });
  return { store, edits, documentId, trackIds, events };
}

/** Every track as it sounds now. */
export function renderTracks({ store, documentId }: Pick<EditProject, 'store' | 'documentId'>): Float32Array[] {
  const reader = createTrackReader(createAssetSamples());
  const resolver = createSourceResolver(() => store);
  const document = store.documents().find((candidate) => candidate.documentId === documentId)!;
  return document.tracks.map((track) => {
    const source = resolver.resolve(sourceIdOf(document, track));
    return reader.channel(source, 0).read(0, source.lengthSamples);
  });
}
