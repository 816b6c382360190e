/**
 * Peak pyramids of what is open: grown by an import, read from the cache, or rebuilt in the background. While one is
 * rebuilt, fine tiles are computed on request and coarse ones from a few blocks of each stretch, marked incomplete.
 */
import type { PeakTile } from '../../../preload/contract/audio.ts';
import { PeakPyramid } from '../../engine/dsp/peaks.ts';
import type { AssetRow } from '../../store/projectStore.ts';
import type { PeakFiles } from './peakFiles.ts';
import { directPeakTile, peakTileSpan, pyramidPeakTile, sparsePeakTile } from './peakTiles.ts';
import type { PeakTileAddress } from './peakTiles.ts';
import type { ResolvedSource } from './sourceResolver.ts';
import { createTimeSlice } from './timeSlice.ts';
import type { TrackReader } from './trackReader.ts';

export interface PeakLibrary {
  /** The pyramid that an import fills. */
  begin(assetId: string, channels: number): PeakPyramid;
  /** The import is over: the pyramid goes to the cache. */
  finish(assetId: string, sha256: string): Promise<void>;
  drop(assetId: string): void;
  /** @throws EngineError E_PARAM: channel; E_PROJECT_CORRUPT: a damaged block within the tile; E_ABORTED */
  tile(source: ResolvedSource, address: PeakTileAddress, signal?: AbortSignal): Promise<PeakTile>;
  /** Ends rebuilding; for when the project is closed. */
  clear(): void;
}

export interface PeakLibraryDeps {
  readonly reader: TrackReader;
  readonly files: PeakFiles;
  readonly onGrowth: (sourceId: string, lengthSamples: number, complete: boolean) => void;
}

interface Entry {
  pyramid: PeakPyramid | null; // null until the cache was asked
  readonly ready: Promise<unknown>; // the cache has answered
  state: 'importing' | 'building' | 'complete';
}

const maxBytes = 192 * 2 ** 20;
const bytesPerBin = 12 * (4 / 3) * 1.5; // three floats, all levels, and what growing arrays hold in reserve
const pieceSamples = 65_536;
const growthMs = 400;
/** Tiles up to this level cover at most 64 blocks: computed at once, exactly, where the pyramid has a hole. */
const finestSparseLevel = 3;

export function createPeakLibrary({ reader, files, onGrowth }: PeakLibraryDeps): PeakLibrary {
  const entries = new Map<string, Entry>(); // by assetId, or sourceId for edited tracks; in order of use
  let generation = 0;

  const evict = () => {
    let bytes = 0;
    for (const [key, { pyramid, state }] of [...entries].reverse()) {
      bytes += pyramid ? (pyramid.nChannels * pyramid.nSamples * bytesPerBin) / 256 : 0;
      if (bytes > maxBytes && state === 'complete') entries.delete(key);
    }
  };

  const build = async (source: ResolvedSource, entry: Entry, sha256: string | null) => {
    const pyramid = new PeakPyramid(source.channels);
    entry.pyramid = pyramid;
    entry.state = 'building';
    const startedIn = generation;
    const yieldIfDue = createTimeSlice();
    const channels = Array.from({ length: source.channels }, (_, c) => reader.channel(source, c));
    let lastGrowthMs = performance.now();
    while (pyramid.nSamples < source.lengthSamples) {
      if (generation !== startedIn) return;
      const count = Math.min(pieceSamples, source.lengthSamples - pyramid.nSamples);
      const piece: Float32Array[] = [];
      for (const channel of channels) {
        piece.push(channel.read(pyramid.nSamples, count));
        await yieldIfDue();
      }
      pyramid.add(piece);
      if (performance.now() - lastGrowthMs < growthMs) continue;
      lastGrowthMs = performance.now();
      onGrowth(source.sourceId, source.lengthSamples, false);
    }
    entry.state = 'complete';
    onGrowth(source.sourceId, source.lengthSamples, true);
    if (sha256 !== null) await files.save(sha256, pyramid);
  };

  const open = (source: ResolvedSource, key: string, asset: AssetRow | null): Entry => {
    const sha256 = asset?.sha256 ?? null;
    const load = async () => {
      const shape = { channels: source.channels, nSamples: source.lengthSamples };
      const stored = sha256 === null ? null : await files.load(sha256, shape);
      if (stored) {
        entry.pyramid = stored;
        entry.state = 'complete';
        evict();
        return;
      }
      // A block that cannot be read ends the rebuilding there; tiles behind it are computed on request.
      build(source, entry, sha256).then(evict, () => undefined);
    };
    const entry: Entry = { pyramid: null, state: 'building', ready: Promise.resolve().then(load) };
    entries.set(key, entry);
    return entry;
  };

  const entryOf = (source: ResolvedSource): Entry => {
    const asset = wholeAsset(source);
    const key = asset?.assetId ?? source.sourceId;
    const entry = entries.get(key) ?? open(source, key, asset);
    entries.delete(key);
    entries.set(key, entry);
    return entry;
  };

  return {
    begin(assetId, channels) {
      const pyramid = new PeakPyramid(channels);
      entries.set(assetId, { pyramid, state: 'importing', ready: Promise.resolve() });
      return pyramid;
    },
    async finish(assetId, sha256) {
      const entry = entries.get(assetId);
      if (!entry?.pyramid) return;
      entry.state = 'complete';
      evict();
      await files.save(sha256, entry.pyramid);
    },
    drop: (assetId) => {
      entries.delete(assetId);
    },
    async tile(source, address, signal) {
      const channel = reader.channel(source, address.channel); // checks the channel first
      const entry = entryOf(source);
      await entry.ready;
      const { start, end } = peakTileSpan(address, source.lengthSamples);
      const { pyramid, state } = entry;
      if (pyramid && (pyramid.nSamples >= end || state !== 'building')) {
        return pyramidPeakTile(pyramid, address, {
          available: end,
          isWhole: source.complete || end - start === peakTileSpan(address).end - start,
        });
      }
      if (address.level < finestSparseLevel) return directPeakTile(channel, address, signal);
      return sparsePeakTile(channel, address, signal);
    },
    clear() {
      generation++;
      entries.clear();
    },
  };
}

/** The recording, if the track is nothing but the whole of it: its pyramid then serves the track. */
function wholeAsset({ clips, assets, channels, sampleRateHz, lengthSamples }: ResolvedSource): AssetRow | null {
  const clip = clips[0];
  const asset = clip && assets.get(clip.assetId);
  if (clips.length !== 1 || !clip || !asset) return null;
  const isWhole = clip.startSample === 0 && clip.assetOffsetSamples === 0 && asset.sampleRateHz === sampleRateHz;
  const hasAll = asset.state === 'importing' || asset.nSamples === lengthSamples;
  return isWhole && hasAll && asset.channels === channels ? asset : null;
}
