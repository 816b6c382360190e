/** From the address of what a track or a document sounds like (its sourceId) to the clips and assets that make it. */
import { EngineError } from '../../engine/core/errors.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import type { AssetRow, ClipRow, DocumentRow, ProjectStore, TrackRow } from '../../store/projectStore.ts';
import { newId } from '../../store/rows.ts';
import { mixChannels, trackLength } from '../projects/projectInfo.ts';
import { mixSourceId, sourceIdOf } from '../projects/sourceId.ts';

interface Sound {
  readonly sourceId: string;
  readonly sampleRateHz: number; // of the document's clock
  readonly channels: number;
  readonly lengthSamples: number; // on the document's clock
  readonly complete: boolean; // false while a recording is still arriving
}

export interface TrackSource extends Sound {
  readonly store: ProjectStore;
  readonly clips: readonly ClipRow[];
  readonly assets: ReadonlyMap<string, AssetRow>; // those the clips point into
  readonly gain: number; // in the mix, linear
  readonly isMuted: boolean; // in the mix
}

/** The tracks of a document at once. */
export interface MixSource extends Sound {
  readonly tracks: readonly TrackSource[];
}

/** Sound that is computed where it is read, and is in no project. */
export interface RenderedSource extends Sound {
  readonly rendered: readonly SampleSource[]; // one a channel
}

export type ResolvedSource = TrackSource | MixSource | RenderedSource;

export interface SourceResolver {
  /** @throws EngineError E_NOT_FOUND: no project is open, or no track or document has this sourceId */
  resolve(sourceId: string): ResolvedSource;
  /** Until some more are added, or the project is closed. @returns its address */
  addPreview(preview: Omit<RenderedSource, 'sourceId' | 'complete'>): string;
  clearPreviews(): void;
}

const maxRemembered = 256;
const maxPreviews = 4;

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
    const [ownerId] = sourceId.split('@'); // hashing every track of a thousand documents would cost more than reading
    for (const document of store.documents()) {
      const track = document.tracks.find(({ trackId }) => trackId === ownerId);
      if (track && sourceIdOf(document, track) === sourceId) return trackSource(store, document, track);
      if (document.documentId !== ownerId) continue;
      const mix = mixSource(store, document);
      if (mix.sourceId === sourceId) return mix;
    }
    return null;
  };

  const previews = new Map<string, RenderedSource>();

  return {
    addPreview(preview) {
      const sourceId = `preview@${newId()}`;
      previews.set(sourceId, { ...preview, sourceId, complete: true });
      const [oldest] = previews.keys();
      if (previews.size > maxPreviews && oldest !== undefined) previews.delete(oldest);
      return sourceId;
    },
    clearPreviews() {
      previews.clear();
    },
    resolve(sourceId) {
      const preview = previews.get(sourceId);
      if (preview) return preview;
      const store = currentStore();
      if (!store) throw new EngineError('E_NOT_FOUND', 'no project is open');
      if (store !== rememberedStore) remembered.clear();
      rememberedStore = store;
      const known = remembered.get(sourceId);
      if (known) return known;
      const source = find(store, sourceId);
      if (!source)
        throw new EngineError('E_NOT_FOUND', `sourceId=${sourceId} is no track or document of the open project`);
      if (source.complete) remember(source);
      return source;
    },
  };
}

type Sounding = Pick<DocumentRow, 'documentId' | 'sampleRateHz' | 'tracks'>;

/** A document at once, as it is or as it would be. */
export function mixSource(store: ProjectStore, document: Sounding): MixSource {
  const tracks = document.tracks.map((track) => trackSource(store, document, track));
  return {
    sourceId: mixSourceId(document.documentId, tracks) ?? '',
    sampleRateHz: document.sampleRateHz,
    channels: mixChannels(document),
    lengthSamples: Math.max(0, ...tracks.map(({ lengthSamples }) => lengthSamples)),
    complete: tracks.every(({ complete }) => complete),
    tracks,
  };
}

export function trackSource(store: ProjectStore, document: Sounding, track: TrackRow): TrackSource {
  const used = new Set(track.clips.map(({ assetId }) => assetId));
  const assets = store.assets().filter(({ assetId }) => used.has(assetId));
  return {
    sourceId: sourceIdOf(document, track),
    store,
    sampleRateHz: document.sampleRateHz,
    channels: track.channels,
    lengthSamples: trackLength(track),
    clips: track.clips,
    gain: track.gain,
    isMuted: track.isMuted,
    assets: new Map(assets.map((asset) => [asset.assetId, asset])),
    complete: assets.every(({ state }) => state !== 'importing'),
  };
}
