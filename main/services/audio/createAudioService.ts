/** What the audio namespace answers, and what other services and the command line read through. */
import { basename } from 'node:path';
import type { Handlers } from '../../../preload/contract/define.ts';
import type { StudioContract, StudioEvent } from '../../../preload/contract/studio.ts';
import type { ByteSource, PlatformAudioDecoder, RawPcmFormat } from '../../engine/audio/source.ts';
import { EngineError, throwIfAborted } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import { readSamples } from '../../engine/dsp/sampleSource.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import type { JobRegistry } from '../jobs/jobRegistry.ts';
import { createAssetSamples } from './assetSamples.ts';
import { openRegularFile } from './fileSource.ts';
import { importAudio } from './importAudio.ts';
import type { ImportedAudio, ImportRequest, PutSound, RecordedSound } from './importAudio.ts';
import { createPeakFiles } from './peakFiles.ts';
import { createPeakLibrary } from './peakLibrary.ts';
import { createPlaybackStreams } from './playbackStreams.ts';
import { soloed } from './soloed.ts';
import { createSourceResolver } from './sourceResolver.ts';
import type { ResolvedSource, SourceResolver } from './sourceResolver.ts';
import { createTimeSlice } from './timeSlice.ts';
import { createTrackReader } from './trackReader.ts';
import { nearestZeroCrossing } from './zeroCrossing.ts';

export interface AudioServiceDeps {
  /** The open project; null if there is none. */
  readonly currentStore: () => ProjectStore | null;
  readonly jobs: JobRegistry;
  /** A folder for what can be made again. */
  readonly cacheDir: string;
  readonly emit: (event: StudioEvent) => void;
  /** Documents or assets came, went or changed state: the projects service tells the renderer. */
  readonly onStructure: () => void;
  readonly platformDecoder?: PlatformAudioDecoder | undefined;
}

export interface NewImport {
  readonly name: string; // of the file, for the job's title
  readonly openSource: () => Promise<ByteSource>;
  readonly raw?: RawPcmFormat | undefined;
  readonly recorded?: RecordedSound | undefined;
  readonly put?: PutSound | undefined;
}

type AudioHandlers = Pick<
  Handlers<StudioContract, AbortSignal>,
  | 'audio.peaks'
  | 'audio.samples'
  | 'audio.zeroCrossing'
  | 'audio.openPlayback'
  | 'audio.grantPlayback'
  | 'audio.closePlayback'
>;

export interface AudioService {
  readonly handlers: AudioHandlers;
  /** Into the open project. @returns the id of the import job; its result is documentId, trackId, assetId, nSamples, sha256 */
  startImport(file: NewImport): string;
  startFileImport(path: string, raw?: RawPcmFormat, put?: PutSound): string;
  /** The same without a job, for the command line. */
  importAudio(store: ProjectStore, request: ImportRequest, work?: WorkOptions): Promise<ImportedAudio>;
  source(sourceId: string): ResolvedSource;
  /** One channel of a track on its document's clock. */
  channel(source: ResolvedSource, channel: number): SampleSource;
  /** Sound to be heard that is in no project. @returns its address, as that of a track */
  addPreview: SourceResolver['addPreview'];
  readChannel(sourceId: string, channel: number, startSample: number, count: number): Float32Array;
  /** Cancels imports, ends playback and background work, and waits until nothing uses the project. */
  closeProject(): Promise<void>;
}

const pieceSamples = 32_768;

export function createAudioService(deps: AudioServiceDeps): AudioService {
  const { currentStore, jobs, emit, onStructure, platformDecoder } = deps;
  const resolver = createSourceResolver(currentStore);
  const reader = createTrackReader(createAssetSamples());
  const emitGrowth = (sourceId: string, lengthSamples: number, complete: boolean) => {
    emit({ kind: 'source.grew', sourceId, lengthSamples, complete });
  };
  const peaks = createPeakLibrary({ reader, files: createPeakFiles(deps.cacheDir), onGrowth: emitGrowth });
  const playback = createPlaybackStreams((block) => {
    emit({ kind: 'playback', block });
  });
  const importJobs = new Set<string>();

  const importInto = (store: ProjectStore, request: ImportRequest, work: WorkOptions = {}) => {
    return importAudio(store, request, { peaks, platformDecoder, onStructure, onGrowth: emitGrowth }, work);
  };

  const startImport = ({ name, openSource, raw, recorded, put }: NewImport): string => {
    const store = currentStore();
    if (!store) throw new EngineError('E_NOT_FOUND', 'no project is open to import into');
    const title = `${recorded === undefined ? 'Import' : 'Keep'} ${name}`;
    const job = { kind: 'import', title, parameters: raw ? { name, raw } : { name } } as const;
    const jobId = jobs.start(job, async (signal, onProgress) => {
      const imported = await importInto(store, { openSource, raw, recorded, put }, { signal, onProgress });
      const { documentId, trackId, assetId, nSamples, sha256 } = imported;
      return { documentId, trackId, assetId, nSamples, sha256 };
    });
    importJobs.add(jobId);
    void jobs.settled(jobId).then(() => importJobs.delete(jobId));
    return jobId;
  };

  return {
    handlers: {
      'audio.peaks': ({ sourceId, ...address }, { signal }) => peaks.tile(resolver.resolve(sourceId), address, signal),
      'audio.samples': async ({ sourceId, channel: c, startSample, count }, { signal }) => {
        const source = resolver.resolve(sourceId);
        const x = reader.channel(source, c);
        const samples = new Float32Array(Math.max(0, Math.min(count, x.nSamples - startSample)));
        const yieldIfDue = createTimeSlice();
        for (let at = 0; at < samples.length; at += pieceSamples) {
          throwIfAborted(signal);
          readSamples(x, startSample + at, samples.subarray(at, at + pieceSamples));
          await yieldIfDue();
        }
        return { startSample, samples, complete: source.complete || samples.length === count };
      },
      'audio.zeroCrossing': ({ sourceId, channel: c, sample }) => {
        const source = resolver.resolve(sourceId);
        return { sample: nearestZeroCrossing(reader.channel(source, c), sample, Math.round(source.sampleRateHz)) };
      },
      'audio.openPlayback': ({ sourceId, startSample, endSample, loop, band, soloTrackIds = [] }) => {
        const source = soloed(resolver.resolve(sourceId), soloTrackIds);
        const channels = Array.from({ length: source.channels }, (_, c) => reader.channel(source, c));
        const { sampleRateHz, lengthSamples } = source;
        return playback.open({
          sampleRateHz,
          channels,
          startSample,
          endSample: Math.min(endSample, lengthSamples),
          loop,
          band,
        });
      },
      'audio.grantPlayback': async ({ streamId, blocks }) => {
        await playback.grant(streamId, blocks);
        return null;
      },
      'audio.closePlayback': ({ streamId }) => {
        playback.close(streamId);
        return null;
      },
    },
    startImport,
    startFileImport: (path, raw, put) =>
      startImport({ name: basename(path), openSource: () => openRegularFile(path), raw, put }),
    importAudio: importInto,
    source: (sourceId) => resolver.resolve(sourceId),
    channel: (source, index) => reader.channel(source, index),
    readChannel: (sourceId, index, startSample, count) =>
      reader.channel(resolver.resolve(sourceId), index).read(startSample, count),
    addPreview: (preview) => resolver.addPreview(preview),
    async closeProject() {
      resolver.clearPreviews();
      playback.closeAll();
      peaks.clear();
      const running = [...importJobs];
      for (const jobId of running) jobs.cancel(jobId);
      await Promise.all(running.map((jobId) => jobs.settled(jobId)));
      peaks.clear();
    },
  };
}
