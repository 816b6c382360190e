/**
 * Peak pyramids of what is open: grown by an import, read from the cache, or rebuilt in the background. While one is
 * rebuilt, fine tiles are computed on request and coarse ones from a few blocks of each stretch, marked incomplete.
 */
import type { PeakTile } from '../../../preload/contract/audio.ts';
import { peakBaseSamples, PeakPyramid } from '../../engine/dsp/peaks.ts';
import type { AssetRow } from '../../store/projectStore.ts';
import { fillPyramid } from './fillPyramid.ts';
import type { PeakFiles } from './peakFiles.ts';
import { directPeakTile, peakTileSpan, pyramidPeakTile, sparsePeakTile, withSilentDamage } from './peakTiles.ts';
import type { PeakTileAddress } from './peakTiles.ts';
import type { ResolvedSource } from './sourceResolver.ts';
import type { TrackReader } from './trackReader.ts';

export interface PeakLibrary {
  /** The pyramid that an import fills. */
  begin(assetId: string, channels: number): PeakPyramid;
  /** The import is over: the pyramid goes to the cache. */
  finish(assetId: string, sha256: string): Promise<void>;
  drop(assetId: string): void;
  /** Damaged blocks show as silence; reading their samples says why. @throws EngineError E_PARAM: channel; E_ABORTED */
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
  ready: Promise<void> | null; // the cache has answered
  state: 'importing' | 'building' | 'complete';
}

interface Origin {
  readonly sha256: string | null; // names the cached file; null: not cached
  readonly startedIn: number; // generation
}

const maxBytes = 96 * 2 ** 20;
const bytesPerBin = 12 * (4 / 3); // three floats, all levels
/** Over a hundred hours of one channel at 44.1 kHz. A project file may claim more; it is then only ever looked at in places. */
const mostPyramidBytes = 2 ** 30;
/** Tiles up to this level cover at most 64 blocks: computed at once, exactly, where the pyramid has a hole. */
const finestSparseLevel = 3;

export function createPeakLibrary({ reader, files, onGrowth }: PeakLibraryDeps): PeakLibrary {
  const entries = new Map<string, Entry>(); // by assetId, or sourceId for edited tracks; in order of use
  let generation = 0;
  let builds: Promise<void> = Promise.resolve();

  const evict = () => {
    let bytes = 0;
    for (const [rank, [key, { pyramid, state }]] of [...entries].reverse().entries()) {
      bytes += pyramid ? pyramidBytes(pyramid.nChannels, pyramid.nSamples) : 0;
      // What is looked at now stays, however large: it would be read again for every tile.
      if (bytes > maxBytes && state === 'complete' && rank > 0) entries.delete(key);
    }
  };

  const settle = (entry: Entry, pyramid: PeakPyramid) => {
    pyramid.trim();
    entry.state = 'complete';
    evict();
  };

  const build = async (source: ResolvedSource, entry: Entry, { sha256, startedIn }: Origin) => {
    const isWanted = () => generation === startedIn;
    const pyramid = new PeakPyramid(source.channels);
    entry.pyramid = pyramid;
    const tell = (complete: boolean) => {
      onGrowth(source.sourceId, source.lengthSamples, complete);
    };
    const filled = await fillPyramid(pyramid, source, {
      reader,
      isWanted,
      onGrowth: () => {
        tell(false);
      },
    });
    if (!filled) return;
    settle(entry, pyramid);
    tell(true);
    if (sha256 !== null && !filled.isDamaged) await files.save(sha256, pyramid);
  };

  const load = async (source: ResolvedSource, entry: Entry, origin: Origin) => {
    const shape = { channels: source.channels, nSamples: source.lengthSamples };
    const stored = origin.sha256 === null ? null : await files.load(origin.sha256, shape);
    if (stored) {
      entry.pyramid = stored;
      settle(entry, stored);
      return;
    }
    if (pyramidBytes(source.channels, source.lengthSamples) > mostPyramidBytes) return;
    // One after another. If the project is closed meanwhile, reading fails and nothing is left to build.
    builds = builds.then(() => build(source, entry, origin)).catch(() => undefined);
  };

  const entryOf = (source: ResolvedSource): Entry => {
    const asset = wholeAsset(source);
    const key = asset?.assetId ?? source.sourceId;
    let entry = entries.get(key);
    if (!entry) {
      const opened: Entry = { pyramid: null, state: 'building', ready: null };
      opened.ready = load(source, opened, { sha256: asset?.sha256 ?? null, startedIn: generation });
      entry = opened;
    }
    entries.delete(key);
    entries.set(key, entry);
    return entry;
  };

  return {
    begin(assetId, channels) {
      const pyramid = new PeakPyramid(channels);
      entries.set(assetId, { pyramid, state: 'importing', ready: null });
      return pyramid;
    },
    async finish(assetId, sha256) {
      const entry = entries.get(assetId);
      if (!entry?.pyramid) return;
      settle(entry, entry.pyramid);
      await files.save(sha256, entry.pyramid);
    },
    drop: (assetId) => {
      entries.delete(assetId);
    },
    async tile(source, address, signal) {
      const channel = withSilentDamage(reader.channel(source, address.channel), () => undefined);
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

function pyramidBytes(nChannels: number, nSamples: number): number {
  return (nChannels * nSamples * bytesPerBin) / peakBaseSamples;
}

/** The recording, if the track is nothing but the whole of it: its pyramid then serves the track. */
function wholeAsset(source: ResolvedSource): AssetRow | null {
  if ('tracks' in source) return null;
  const { clips, assets, channels, sampleRateHz, lengthSamples } = source;
  const clip = clips[0];
  const asset = clip && assets.get(clip.assetId);
  if (clips.length !== 1 || !clip || !asset) return null;
  const isWhole = clip.startSample === 0 && clip.assetOffsetSamples === 0 && asset.sampleRateHz === sampleRateHz;
  const hasAll = asset.state === 'importing' || asset.nSamples === lengthSamples;
  return isWhole && hasAll && asset.channels === channels ? asset : null;
}
