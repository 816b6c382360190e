/** From a file to a document with one track: decoded, stored, summarised and hashed in one pass, usable while it grows. */
import { openAudio } from '../../engine/audio/openAudio.ts';
import type { AudioDecoder, ByteSource, PlatformAudioDecoder, RawPcmFormat } from '../../engine/audio/source.ts';
import { EngineError, throwIfAborted } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import { playedAsIs } from '../../store/documentState.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import { abandonImport } from './abandonImport.ts';
import { recordedContainer } from '../projects/recordedContainer.ts';
import { sourceIdOf } from '../projects/sourceId.ts';
import { AssetWriter } from './assetWriter.ts';
import type { PeakLibrary } from './peakLibrary.ts';
import { createTimeSlice } from './timeSlice.ts';

export interface ImportRequest {
  readonly openSource: () => Promise<ByteSource>;
  readonly raw?: RawPcmFormat | undefined;
  /** It was recorded here: there is no file to import it from again. */
  readonly recorded?: RecordedSound | undefined;
  /** Where it goes, else a document of its own. */
  readonly put?: PutSound | undefined;
}

/** Puts the whole recording into a document, which nothing showed while it arrived. */
export type PutSound = (asset: RecordedAsset) => Pick<ImportTarget, 'documentId' | 'trackId'>;

export interface RecordedSound {
  readonly warnings: readonly string[];
  readonly put: PutSound;
}

export interface RecordedAsset {
  readonly assetId: string;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly nSamples: number;
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
  readonly onGrowth: (sourceId: string, lengthSamples: number, complete: boolean) => void;
}

/** Why an import is aborted that nobody cancelled: what has arrived stays, and its next opening says how far it came. */
export const projectCloses = Symbol('the project closes');

/** Every growth makes views draw, and ask, anew: a small part more of a long recording can wait a little. */
const growthMs = 500;
const smallGrowthMs = 2000;
const minProgressMs = 250; // each is a change of the window
const smallGrowth = 1 / 4;
const maxNameLength = 200;

/**
 * @throws EngineError E_FORMAT, E_CODEC, E_NOT_FOUND, E_PERMISSION, E_IO, E_DISK_FULL, E_ABORTED; nothing of the
 *   recording is then left in the project, unless the signal's reason was `projectCloses` or the disk is too full
 *   to remove it: what had arrived is then a recording that says so
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
  const decoder = await openAudio(source, { raw, platformDecoder: deps.platformDecoder, signal: work.signal }).catch(
    async (error: unknown) => {
      await source.close();
      throw error;
    },
  );
  try {
    const { recorded, put = recorded?.put } = request;
    return await importDecoded(store, { decoder, fileName: source.name, recorded, put }, deps, work);
  } finally {
    await decoder.close();
  }
}

async function importDecoded(
  store: ProjectStore,
  recording: Recording,
  deps: ImportDeps,
  work: WorkOptions,
): Promise<ImportedAudio> {
  const target = store.transaction(() => insertTarget(store, recording));
  deps.onStructure();
  try {
    const { shown, assetId } = target;
    const filled = await fillAsset(store, { ...recording, target }, deps, work);
    if (shown !== null) deps.onGrowth(shown.sourceId, filled.nSamples, true);
    return { ...filled, assetId, ...(shown ?? recording.put!({ assetId, ...filled })) };
  } catch (error) {
    deps.peaks.drop(target.assetId);
    // A recording has a file of its own until it is whole here.
    const stays = work.signal?.reason === projectCloses && target.shown !== null;
    throw stays ? error : abandonImport(store, target.assetId, error);
  } finally {
    deps.onStructure();
  }
}

interface Recording {
  readonly decoder: AudioDecoder;
  readonly fileName: string;
  readonly recorded: RecordedSound | undefined;
  readonly put: PutSound | undefined;
}

interface Target {
  readonly assetId: string;
  /** Where it is seen to grow; null: it is put somewhere when it is whole. */
  readonly shown: (Omit<ImportTarget, 'assetId'> & { readonly clipId: string; readonly sourceId: string }) | null;
}

function insertTarget(store: ProjectStore, { decoder: { info }, fileName, recorded, put }: Recording): Target {
  const container = recorded === undefined ? info.container : recordedContainer;
  const { codec, sampleFormat, bitsPerSample, sampleRateHz, channels, nSamples: expectedSamples } = info;
  const name = fileName.trim().slice(0, maxNameLength) || 'recording';
  const format = { container, codec, sampleFormat, bitsPerSample, sampleRateHz, channels };
  const assetId = store.insertAsset({ name, ...format, expectedSamples });
  if (put !== undefined) return { assetId, shown: null };
  const documentId = store.insertDocument({ name, sampleRateHz });
  const trackId = store.insertTrack(documentId, { name, channels });
  const clip = { assetId, startSample: 0, lengthSamples: 0, assetOffsetSamples: 0 };
  const clipId = store.insertClip(trackId, clip);
  const sourceId = sourceIdOf({ sampleRateHz }, { trackId, channels, clips: [{ clipId, ...clip, ...playedAsIs }] });
  return { assetId, shown: { documentId, trackId, clipId, sourceId } };
}

async function fillAsset(
  store: ProjectStore,
  { decoder, fileName, recorded, target }: Recording & { readonly target: Target },
  deps: ImportDeps,
  work: WorkOptions,
): Promise<Omit<ImportedAudio, keyof ImportTarget>> {
  const { channels: nChannels, sampleFormat } = decoder.info;
  const { assetId, shown } = target;
  const yieldIfDue = createTimeSlice();
  const pyramid = deps.peaks.begin(assetId, nChannels);
  const writer = new AssetWriter(store, { assetId, channels: nChannels, sampleFormat, yieldIfDue });
  const onStored = growthTeller((nStored) => {
    if (shown === null) return;
    store.setClipLength(shown.clipId, nStored);
    deps.onGrowth(shown.sourceId, nStored, false);
  });
  const tellProgress = () =>
    work.onProgress?.({ done: pyramid.nSamples, total: decoder.info.nSamples, unit: 'samples' });
  const options = { signal: work.signal, reuse: true };
  let progressMs = -Infinity;
  try {
    for await (const { channels, nSamples } of decoder.blocks16?.(options) ?? decoder.blocks(options)) {
      throwIfAborted(work.signal);
      pyramid.add(channels);
      await yieldIfDue();
      await writer.add(channels, nSamples);
      await yieldIfDue();
      onStored(writer.nStored);
      if (performance.now() < progressMs + minProgressMs) continue;
      progressMs = performance.now();
      tellProgress();
    }
    tellProgress();
    throwIfAborted(work.signal);
    await writer.finish();
  } finally {
    writer.close();
  }
  const nSamples = writer.nStored;
  if (nSamples === 0) throw new EngineError('E_FORMAT', `"${fileName}" holds 0 samples, must hold at least 1`);
  if (shown !== null) store.setClipLength(shown.clipId, nSamples);
  const { sampleRateHz } = decoder.info;
  const warnings = [...decoder.info.warnings, ...(recorded?.warnings ?? [])];
  const sha256 = store.finishAsset(assetId, { nSamples, warnings });
  await deps.peaks.finish(assetId, sha256);
  return { sampleRateHz, channels: nChannels, nSamples, sha256, warnings };
}

/** Lets through what is due of the growing number of stored samples. */
function growthTeller(tell: (nStored: number) => void): (nStored: number) => void {
  let lastMs = -Infinity;
  let lastSamples = 0;
  return (nStored) => {
    const isSmall = nStored < lastSamples * (1 + smallGrowth);
    if (nStored === 0 || performance.now() < lastMs + (isSmall ? smallGrowthMs : growthMs)) return;
    lastMs = performance.now();
    lastSamples = nStored;
    tell(nStored);
  };
}
