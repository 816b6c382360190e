/** What the audio namespace answers, and what other services and the command line read through. */
import type { Handlers } from '../../../preload/contract/define.ts';
import type { StudioContract, StudioEvent } from '../../../preload/contract/studio.ts';
import type { ByteSource, PlatformAudioDecoder, RawPcmFormat } from '../../engine/audio/source.ts';
import { throwIfAborted } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import type { JobRegistry } from '../jobs/jobRegistry.ts';
import { createAssetSamples } from './assetSamples.ts';
import { importAudio } from './importAudio.ts';
import type { ImportedAudio, ImportRequest, ImportTarget } from './importAudio.ts';
import { createPeakFiles } from './peakFiles.ts';
import { createPeakLibrary } from './peakLibrary.ts';
import { createPlaybackStreams } from './playbackStreams.ts';
import type { ResolvedSource, SourceResolver } from './sourceResolver.ts';
import { createTimeSlice } from './timeSlice.ts';
import { createTrackReader } from './trackReader.ts';
import { nearestZeroCrossing } from './zeroCrossing.ts';

export interface AudioServiceDeps {
  readonly resolver: SourceResolver;
  readonly jobs: JobRegistry;
  /** A folder for what can be made again. */
  readonly cacheDir: string;
  readonly emit: (event: StudioEvent) => void;
  /** Documents or assets came, went or changed state: the projects service tells the renderer. */
  readonly onStructure: () => void;
  readonly sourceIdOfTrack: (store: ProjectStore, documentId: string, trackId: string) => string | null;
  readonly platformDecoder?: PlatformAudioDecoder | undefined;
}

export interface NewImport {
  readonly name: string; // of the file, for the job's title
  readonly openSource: () => Promise<ByteSource>;
  readonly raw?: RawPcmFormat | undefined;
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
  /** @returns the id of the import job; its result is documentId, trackId, assetId, sha256 */
  startImport(store: ProjectStore, file: NewImport): string;
  /** The same without a job, for the command line. */
  importAudio(store: ProjectStore, request: ImportRequest, work?: WorkOptions): Promise<ImportedAudio>;
  source(sourceId: string): ResolvedSource;
  /** One channel of a track on its document's clock. */
  channel(sourceId: string, channel: number): SampleSource;
  readChannel(sourceId: string, channel: number, startSample: number, count: number): Float32Array;
  /** Ends playback and background work and forgets what was cached in memory. */
  closeProject(): void;
}

const pieceSamples = 32_768;

export function createAudioService(deps: AudioServiceDeps): AudioService {
  const { resolver, jobs, emit } = deps;
  const reader = createTrackReader(createAssetSamples());
  const emitGrowth = (sourceId: string, lengthSamples: number, complete: boolean) => {
    emit({ kind: 'source.grew', sourceId, lengthSamples, complete });
  };
  const peaks = createPeakLibrary({ reader, files: createPeakFiles(deps.cacheDir), onGrowth: emitGrowth });
  const playback = createPlaybackStreams((block) => {
    emit({ kind: 'playback', block });
  });

  const importInto = (store: ProjectStore, request: ImportRequest, work: WorkOptions = {}) => {
    const onGrowth = ({ documentId, trackId }: ImportTarget, lengthSamples: number, complete: boolean) => {
      const sourceId = deps.sourceIdOfTrack(store, documentId, trackId);
      if (sourceId !== null) emitGrowth(sourceId, lengthSamples, complete);
    };
    const { platformDecoder, onStructure } = deps;
    return importAudio(store, request, { peaks, platformDecoder, onStructure, onGrowth }, work);
  };

  const channel = (sourceId: string, index: number) => reader.channel(resolver.resolve(sourceId), index);

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
          samples.set(x.read(startSample + at, Math.min(pieceSamples, samples.length - at)), at);
          await yieldIfDue();
        }
        return { startSample, samples, complete: source.complete || samples.length === count };
      },
      'audio.zeroCrossing': ({ sourceId, channel: c, sample }) => {
        const source = resolver.resolve(sourceId);
        return { sample: nearestZeroCrossing(reader.channel(source, c), sample, Math.round(source.sampleRateHz)) };
      },
      'audio.openPlayback': ({ sourceId, startSample, endSample, loop, band }) => {
        const source = resolver.resolve(sourceId);
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
    startImport: (store, { name, openSource, raw }) =>
      jobs.start(
        { kind: 'import', title: `Import ${name}`, parameters: { name, ...(raw && { raw }) } },
        async (signal, onProgress) => {
          const { documentId, trackId, assetId, sha256, nSamples } = await importInto(
            store,
            { openSource, raw },
            { signal, onProgress },
          );
          return { documentId, trackId, assetId, sha256, nSamples };
        },
      ),
    importAudio: importInto,
    source: (sourceId) => resolver.resolve(sourceId),
    channel,
    readChannel: (sourceId, c, startSample, count) => channel(sourceId, c).read(startSample, count),
    closeProject() {
      playback.closeAll();
      peaks.clear();
    },
  };
}
