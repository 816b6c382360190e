/**
 * Peak pyramids of what is open: grown by an import, read from the cache, or rebuilt in the background. While one is
 * rebuilt, fine tiles are computed on request and coarse ones from a few blocks of each stretch, marked incomplete.
 */
import type { PeakTile } from '../../../preload/contract/audio.ts';
import { peakBaseSamples, PeakPyramid } from '../../engine/dsp/peaks.ts';
import type { PeakChannel } from '../../engine/dsp/peakChannel.ts';
import { playedAsIs } from '../../store/documentState.ts';
import type { AssetRow } from '../../store/projectStore.ts';
import { BoundedCache } from './boundedCache.ts';
import { composePeakTile, type Envelope, type PeakParts, type WholeClip } from './composePeaks.ts';
import { fillPyramid } from './fillPyramid.ts';
import type { PeakFiles } from './peakFiles.ts';
import { directPeakTile, peakTileSpan, pyramidPeakTile, sparsePeakTile, withSilentDamage } from './peakTiles.ts';
import type { PeakTileAddress } from './peakTiles.ts';
import type { ResolvedSource, TrackSource } from './sourceResolver.ts';
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
  /** Lengths of what is drawn from it, by sourceId: told while it grows. */
  readonly followers: Map<string, number>;
}

interface Origin {
  readonly sha256: string | null; // names the cached file; null: not cached
  readonly startedIn: number; // generation
}

const mostEnds = 50_000; // of clips, per channel: some 5 MB
const maxBytes = 96 * 2 ** 20;
const bytesPerBin = 12 * (4 / 3); // three floats, all levels
/** Over a hundred hours of one channel at 44.1 kHz. A project file may claim more; it is then only ever looked at in places. */
const mostPyramidBytes = 2 ** 30;
/** Tiles up to this level cover at most 64 blocks: computed at once, exactly, where the pyramid has a hole. */
const finestSparseLevel = 3;

export function createPeakLibrary({ reader, files, onGrowth }: PeakLibraryDeps): PeakLibrary {
  const entries = new Map<string, Entry>(); // by assetId, or sourceId for edited tracks; in order of use
  const seen = new Map<number, Pick<PeakParts, 'ends' | 'wholes'>>(); // of clips, by channel
  const seenOf = (channel: number) => {
    const known = seen.get(channel) ?? {
      ends: new BoundedCache<Envelope>(mostEnds, () => 1),
      wholes: new Map<string, WholeClip>(),
    };
    seen.set(channel, known);
    return known;
  };
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
      for (const [sourceId, lengthSamples] of entry.followers) onGrowth(sourceId, lengthSamples, complete);
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

  const entryOf = (source: ResolvedSource, follower = source): Entry => {
    const asset = wholeAsset(source);
    const key = asset?.assetId ?? source.sourceId;
    let entry = entries.get(key);
    if (!entry) {
      const opened: Entry = { pyramid: null, state: 'building', ready: null, followers: new Map() };
      opened.ready = load(source, opened, { sha256: asset?.sha256 ?? null, startedIn: generation });
      entry = opened;
    }
    if (entry.state === 'building') entry.followers.set(follower.sourceId, follower.lengthSamples);
    entries.delete(key);
    entries.set(key, entry);
    return entry;
  };

  /** From the recordings' peaks, once they are there. */
  const composed = async (source: TrackSource, address: PeakTileAddress, signal?: AbortSignal) => {
    const channels = new Map<string, PeakChannel>();
    for (const asset of source.assets.values()) {
      const entry = entryOf(assetSource(source, asset), source);
      await entry.ready;
      if (entry.state !== 'complete' || entry.pyramid === null) return null;
      channels.set(asset.assetId, entry.pyramid.channel(asset.channels === 1 ? 0 : address.channel));
    }
    const samples = withSilentDamage(reader.channel(source, address.channel), () => undefined);
    const peaksOf = (assetId: string) => channels.get(assetId)!;
    return composePeakTile({ clips: source.clips, peaksOf, samples, ...seenOf(address.channel) }, address, signal);
  };

  return {
    begin(assetId, channels) {
      const pyramid = new PeakPyramid(channels);
      entries.set(assetId, { pyramid, state: 'importing', ready: null, followers: new Map() });
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
      if (isComposable(source)) {
        const finest = address.level === 0; // there a bin of the recording is as wide as what is asked for
        const tile = finest ? null : await composed(source, address, signal);
        if (tile !== null) return tile;
        return address.level < finestSparseLevel
          ? directPeakTile(channel, address, signal)
          : sparsePeakTile(channel, address, signal);
      }
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
      seen.clear();
    },
  };
}

function pyramidBytes(nChannels: number, nSamples: number): number {
  return (nChannels * nSamples * bytesPerBin) / peakBaseSamples;
}

/** The recording, if the track is nothing but the whole of it: its pyramid then serves the track. */
function wholeAsset(source: ResolvedSource): AssetRow | null {
  if (!('clips' in source)) return null;
  const { clips, assets, channels, sampleRateHz, lengthSamples } = source;
  const clip = clips[0];
  const asset = clip && assets.get(clip.assetId);
  if (clips.length !== 1 || !clip || !asset) return null;
  const isPlain = clip.gain === 1 && clip.fadeIn === null && clip.fadeOut === null && !clip.isReversed;
  const isWhole =
    isPlain && clip.startSample === 0 && clip.assetOffsetSamples === 0 && asset.sampleRateHz === sampleRateHz;
  const hasAll = asset.state === 'importing' || asset.nSamples === lengthSamples;
  return isWhole && hasAll && asset.channels === channels ? asset : null;
}

/** Edited, all of it on the clock of its recordings. */
function isComposable(source: ResolvedSource): source is TrackSource {
  if (!('clips' in source) || source.clips.length === 0 || wholeAsset(source) !== null) return false;
  return [...source.assets.values()].every(
    ({ sampleRateHz, channels, state }) =>
      sampleRateHz === source.sampleRateHz && state !== 'importing' && (channels === 1 || channels >= source.channels),
  );
}

/** A recording by itself, as it is. */
function assetSource(source: TrackSource, asset: AssetRow): TrackSource {
  const { assetId, channels, nSamples } = asset;
  const clip = { clipId: assetId, assetId, startSample: 0, lengthSamples: nSamples, assetOffsetSamples: 0 };
  return {
    ...source,
    sourceId: assetId,
    channels,
    lengthSamples: nSamples,
    clips: [{ ...clip, ...playedAsIs }],
    assets: new Map([[assetId, asset]]),
  };
}
