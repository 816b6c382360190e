/** From the address of what a track sounds like (its sourceId) to the clips and assets that make it. */
import { EngineError } from '../../engine/core/errors.ts';
import type { AssetRow, ClipRow, DocumentRow, ProjectStore, TrackRow } from '../../store/projectStore.ts';
import { sourceIdOf } from '../projects/sourceId.ts';

export interface ResolvedSource {
  readonly sourceId: string;
  readonly store: ProjectStore;
  readonly sampleRateHz: number; // of the document's clock
  readonly channels: number;
  readonly lengthSamples: number; // on the document's clock
  readonly clips: readonly ClipRow[];
  readonly assets: ReadonlyMap<string, AssetRow>; // those the clips point into
  readonly complete: boolean; // false while a recording is still arriving
}

export interface SourceResolver {
  /** @throws EngineError E_NOT_FOUND: no project is open, or no track has this sourceId */
  resolve(sourceId: string): ResolvedSource;
}

const maxRemembered = 256;

/** @param currentStore the open project; null if there is none */
export function createSourceResolver(currentStore: () => ProjectStore | null): SourceResolver {
  // A sourceId names content, so a complete source never changes; one that is arriving is looked up each time.
  const remembered = new Map<string, ResolvedSource>();
  let rememberedStore: ProjectStore | null = null;

  const remember = (source: ResolvedSource) => {
    remembered.set(source.sourceId, source);
    for (const oldest of remembered.keys()) {
      if (remembered.size <= maxRemembered) break;
      remembered.delete(oldest);
    }
  };

  const find = (store: ProjectStore, sourceId: string): ResolvedSource | null => {
    for (const document of store.documents()) {
      const track = document.tracks.find((candidate) => sourceIdOf(document, candidate) === sourceId);
      if (track) return toSource(store, sourceId, document, track);
    }
    return null;
  };

  return {
    resolve(sourceId) {
      const store = currentStore();
      if (!store) throw new EngineError('E_NOT_FOUND', 'no project is open');
      if (store !== rememberedStore) remembered.clear();
      rememberedStore = store;
      const known = remembered.get(sourceId);
      if (known) return known;
      const source = find(store, sourceId);
      if (!source) throw new EngineError('E_NOT_FOUND', `sourceId=${sourceId} is no track of the open project`);
      if (source.complete) remember(source);
      return source;
    },
  };
}

function toSource(store: ProjectStore, sourceId: string, document: DocumentRow, track: TrackRow): ResolvedSource {
  const used = new Set(track.clips.map(({ assetId }) => assetId));
  const assets = store.assets().filter(({ assetId }) => used.has(assetId));
  return {
    sourceId,
    store,
    sampleRateHz: document.sampleRateHz,
    channels: track.channels,
    lengthSamples: track.clips.reduce((end, clip) => Math.max(end, clip.startSample + clip.lengthSamples), 0),
    clips: track.clips,
    assets: new Map(assets.map((asset) => [asset.assetId, asset])),
    complete: assets.every(({ state }) => state !== 'importing'),
  };
}
