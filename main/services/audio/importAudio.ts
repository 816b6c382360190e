/** From a file to a document with one track: decoded, stored, summarised and hashed in one pass, usable while it grows. */
import { openAudio } from '../../engine/audio/openAudio.ts';
import type { AudioDecoder, ByteSource, PlatformAudioDecoder, RawPcmFormat } from '../../engine/audio/source.ts';
import { EngineError, throwIfAborted } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import type { AudioBlockData, ProjectStore } from '../../store/projectStore.ts';
import { BlockAssembler } from './blockAssembler.ts';
import type { AssembledBlock } from './blockAssembler.ts';
import { encodeSamples } from './blockEncoding.ts';
import type { PeakLibrary } from './peakLibrary.ts';
import { createPcmHash } from './pcmHash.ts';
import { createTimeSlice } from './timeSlice.ts';

export interface ImportRequest {
  readonly openSource: () => Promise<ByteSource>;
  readonly raw?: RawPcmFormat | undefined;
}

export interface ImportTarget {
  readonly documentId: string;
  readonly trackId: string;
  readonly assetId: string;
}

export interface ImportedAudio extends ImportTarget {
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly nSamples: number;
  readonly sha256: string;
  readonly warnings: readonly string[];
}

export interface ImportDeps {
  readonly peaks: PeakLibrary;
  readonly platformDecoder?: PlatformAudioDecoder | undefined;
  /** Documents or assets came, went or changed state. */
  readonly onStructure: () => void;
  readonly onGrowth: (target: ImportTarget, lengthSamples: number, complete: boolean) => void;
}

const batchBytes = 2 ** 20; // one transaction: waits for the disk once, and takes a few milliseconds
const growthMs = 200;
const maxNameLength = 200;

/**
 * @throws EngineError E_FORMAT, E_CODEC, E_NOT_FOUND, E_PERMISSION, E_IO, E_DISK_FULL, E_ABORTED; nothing of the
 *   recording is then left in the project
 */
export async function importAudio(
  store: ProjectStore,
  request: ImportRequest,
  deps: ImportDeps,
  work: WorkOptions = {},
): Promise<ImportedAudio> {
  throwIfAborted(work.signal);
  const source = await request.openSource();
  const { raw } = request;
  const decoder = await openAudio(source, { raw, platformDecoder: deps.platformDecoder }).catch(
    async (error: unknown) => {
      await source.close();
      throw error;
    },
  );
  try {
    return await importDecoded(store, { decoder, fileName: source.name }, deps, work);
  } finally {
    await decoder.close();
  }
}

async function importDecoded(
  store: ProjectStore,
  recording: { readonly decoder: AudioDecoder; readonly fileName: string },
  deps: ImportDeps,
  work: WorkOptions,
): Promise<ImportedAudio> {
  const target = insertTarget(store, recording.decoder, recording.fileName);
  deps.onStructure();
  try {
    const result = await fillAsset(store, { ...recording, target }, deps, work);
    deps.onGrowth(target, result.nSamples, true);
    return result;
  } catch (error) {
    deps.peaks.drop(target.assetId);
    removeQuietly(store, target.assetId);
    throw error;
  } finally {
    deps.onStructure();
  }
}

/** The reason to tell is the one that ended the import, not that the project was closed meanwhile. */
function removeQuietly(store: ProjectStore, assetId: string): void {
  try {
    store.removeAsset(assetId);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
  }
}

type Target = ImportTarget & { readonly clipId: string };

function insertTarget(store: ProjectStore, { info }: AudioDecoder, fileName: string): Target {
  const { container, codec, sampleFormat, bitsPerSample, sampleRateHz, channels, nSamples: expectedSamples } = info;
  const name = fileName.trim().slice(0, maxNameLength) || 'recording';
  const title = name.replace(/\.[^.]{1,5}$/, '').trim() || name;
  const format = { container, codec, sampleFormat, bitsPerSample, sampleRateHz, channels };
  const assetId = store.insertAsset({ name, ...format, expectedSamples });
  const documentId = store.insertDocument({ name: title, sampleRateHz });
  const trackId = store.insertTrack(documentId, { name: title, channels });
  const clipId = store.insertClip(trackId, { assetId, startSample: 0, lengthSamples: 0, assetOffsetSamples: 0 });
  return { assetId, documentId, trackId, clipId };
}

async function fillAsset(
  store: ProjectStore,
  { decoder, fileName, target }: { decoder: AudioDecoder; fileName: string; target: Target },
  { peaks, onGrowth }: ImportDeps,
  { signal, onProgress }: WorkOptions,
): Promise<ImportedAudio> {
  const { info } = decoder;
  const { assetId, clipId } = target;
  const yieldIfDue = createTimeSlice();
  const hash = createPcmHash();
  const pyramid = peaks.begin(assetId, info.channels);
  const assembler = new BlockAssembler(info.channels);
  let batch: AudioBlockData[] = [];
  let nBatchBytes = 0;
  let stored = 0;
  let lastGrowthMs = -Infinity;

  const flush = () => {
    if (batch.length === 0) return;
    store.appendBlocks(assetId, batch);
    stored += batch.reduce((sum, block) => sum + (block.channel === 0 ? block.nSamples : 0), 0);
    batch = [];
    nBatchBytes = 0;
  };

  const grow = (complete: boolean) => {
    store.setClipLength(clipId, stored);
    lastGrowthMs = performance.now();
    if (!complete) onGrowth(target, stored, false);
  };

  const take = async ({ index, channels, nSamples }: AssembledBlock) => {
    for (const [channel, samples] of channels.entries()) {
      const { encoding, bytes } = encodeSamples(samples, info.sampleFormat);
      batch.push({ channel, index, encoding, nSamples, bytes });
      nBatchBytes += bytes.length;
      await yieldIfDue();
    }
    if (nBatchBytes >= batchBytes || stored === 0) {
      flush();
      await yieldIfDue();
      if (performance.now() - lastGrowthMs >= growthMs) grow(false);
    }
  };

  for await (const { channels, nSamples } of decoder.blocks({ signal })) {
    throwIfAborted(signal);
    hash.update(channels, nSamples);
    pyramid.add(channels);
    await yieldIfDue();
    for (const block of assembler.add(channels, nSamples)) await take(block);
    onProgress?.({ done: pyramid.nSamples, total: decoder.info.nSamples, unit: 'samples' });
    await yieldIfDue();
  }
  throwIfAborted(signal);
  for (const block of assembler.finish()) await take(block);
  flush();
  if (stored === 0) throw new EngineError('E_FORMAT', `"${fileName}" holds 0 samples, must hold at least 1`);
  grow(true);
  const sha256 = hash.digest();
  const { warnings, sampleRateHz } = decoder.info;
  store.finishAsset(assetId, { sha256, nSamples: stored, warnings });
  await peaks.finish(assetId, sha256);
  const { documentId, trackId } = target;
  return { documentId, trackId, assetId, sampleRateHz, channels: info.channels, nSamples: stored, sha256, warnings };
}
