/** Everything the studio host does, put together from its services. No framework: read it from top to bottom. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Handlers } from '../../preload/contract/define.ts';
import type { WirePort } from '../../preload/contract/rpc.ts';
import type { StudioContract, StudioEvent } from '../../preload/contract/studio.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { EngineError } from '../engine/core/errors.ts';
import { createAnalysisService } from './analysis/createAnalysisService.ts';
import { openDeviceSpeeds } from './analysis/device/deviceSpeeds.ts';
import { createDeviceTiles } from './analysis/device/deviceTiles.ts';
import { hasGraphicsCard } from './analysis/device/hasGraphicsCard.ts';
import { createSpectralDevices } from './analysis/device/spectralDevices.ts';
import { createAudioService } from './audio/createAudioService.ts';
import { createDecoderLink } from './audio/decoderLink.ts';
import { projectCloses } from './audio/importAudio.ts';
import { createAnalysisThreads } from './contours/analysisThreads.ts';
import { createContourLibrary } from './contours/contourLibrary.ts';
import { createContoursService, openContourSource } from './contours/createContoursService.ts';
import { describeSource } from './contours/describeSource.ts';
import { createEditsService } from './edits/createEditsService.ts';
import { createInsertFile } from './edits/insertFile.ts';
import { createHistoryService } from './edits/createHistoryService.ts';
import { createEffectsService } from './effects/createEffectsService.ts';
import { createExportService } from './export/createExportService.ts';
import { createSoundEncoders } from './export/createSoundEncoders.ts';
import { createFiguresService } from './figures/createFiguresService.ts';
import { figureAccess } from './figures/figureAccess.ts';
import { createInferenceLink } from './inference/inferenceLink.ts';
import { createJobRegistry } from './jobs/jobRegistry.ts';
import { createJobsService } from './jobs/jobsService.ts';
import { createMasksService } from './masks/createMasksService.ts';
import { createMacrosService } from './macros/createMacrosService.ts';
import { createMeasuresService } from './measures/createMeasuresService.ts';
import { createModelsService } from './models/createModelsService.ts';
import { createPackLibrary } from './models/packLibrary.ts';
import { createFileRegistry, type FilePurpose } from './projects/fileRegistry.ts';
import { createProjectService } from './projects/projectService.ts';
import { createRecordingService } from './recording/createRecordingService.ts';
import { createRescueService } from './projects/rescue/createRescueService.ts';
import { createSharingService } from './projects/createSharingService.ts';
import { createSettingsService } from './settings/settingsService.ts';
import { createSpeechService } from './speech/createSpeechService.ts';
import { createAnnotationFiles } from './tiers/annotationFiles.ts';
import { createTiersService } from './tiers/tiersService.ts';

export interface StudioOptions {
  readonly userDataFolder: string;
  readonly cacheFolder: string; // may be deleted at any moment
  readonly resourcesFolder: string;
  readonly workerUrl: URL; // of hosts/analysisWorker, built or source
  readonly emit: (event: StudioEvent) => void;
  /** A file needs the platform's decoder: connectDecoder is expected soon. */
  readonly wantDecoder: () => void;
}

export interface StudioServices {
  readonly handlers: Handlers<StudioContract, AbortSignal>;
  registerFile(path: string, purpose: FilePurpose): string;
  /** @throws EngineError E_NOT_FOUND */
  pathOf(fileId: string): string;
  connectInference(port: WirePort): void;
  connectDecoder(port: WirePort): void;
  /** What a window that connects late must be told. */
  currentEvents(): StudioEvent[];
  /**
   * Opens what was open last, or on the very first start the sample recording; call once, before serving. Never fails:
   * what cannot be opened is a failed job, and the window is there to show it.
   */
  start(options: StartOptions): Promise<void>;
  /** Everything that was acknowledged goes into the project's own file. */
  settle(): void;
  /** At the project's file, where it was left. */
  lookAgain(): Promise<void>;
  /** Ends all work and closes the project cleanly. */
  close(): Promise<void>;
}

export interface StartOptions {
  readonly hasFiles: boolean; // that will be opened: what was open last stays closed
  /** 'again': a host of this run died, and what was open comes back. 'loop': they keep dying, and it stays closed. */
  readonly hostStart?: 'first' | 'again' | 'loop';
}

const sampleFile = 'jfk.flac';
const deviceSpeedsFile = 'device-speeds.json';
const loopMessage =
  'the studio process ended four times within a minute: the project stays closed and is among the recent ones';

export function composeStudio(options: StudioOptions): StudioServices {
  const { userDataFolder: userDataDir, resourcesFolder, emit } = options;
  const files = createFileRegistry();
  const jobs = createJobRegistry({
    onChange: (changed) => {
      emit({ kind: 'jobs.changed', jobs: changed });
    },
  });
  const settings = createSettingsService({ userDataDir, emit });
  const inference = createInferenceLink((state, detail) => {
    emit({ kind: 'engine.changed', engine: 'inference', state, detail });
  });
  const decoder = createDecoderLink(options.wantDecoder);
  const packs = createPackLibrary(join(resourcesFolder, 'models'));

  const projects = createProjectService({
    userDataDir,
    appVersion: packageJson.version,
    files,
    emit,
    samplePath: join(resourcesFolder, 'samples', sampleFile),
    renameDocument: (documentId, name) => {
      edits.apply(documentId, { kind: 'document.rename', name });
    },
    importAudio: (path, raw) => audio.startFileImport(path, raw),
    beforeClose: async () => {
      jobs.cancelAll(projectCloses);
      await Promise.all(jobs.list().map(({ jobId }) => jobs.settled(jobId)));
      await audio.closeProject();
      analysis.closeProject();
      contours.clear();
      measures.closeProject();
      edits.closeProject();
    },
  });

  const audio = createAudioService({
    currentStore: () => projects.currentStore(),
    jobs,
    cacheDir: options.cacheFolder,
    emit,
    onStructure: () => {
      projects.noteChange();
    },
    platformDecoder: decoder.platformDecoder,
  });

  const rescue = createRescueService({
    ...{ userDataDir, appVersion: packageJson.version, files, jobs },
    openAsDraft: (made, about) => projects.openAsDraft(made, about),
  });

  const recording = createRecordingService({
    folder: join(userDataDir, 'recordings'),
    jobs,
    importSound: (sound) => projects.withProject(() => audio.startImport(sound)),
    store: () => projects.store(),
    edits: { edit: (...edit) => edits.edit(...edit) },
  });

  const devices = createSpectralDevices({
    inference: inference.call,
    hasCard: hasGraphicsCard,
    speeds: (version) => openDeviceSpeeds(join(options.cacheFolder, deviceSpeedsFile), version),
    onFallback: (reason) => {
      emit({ kind: 'warning', title: 'Spectra are computed on the processor', message: reason });
    },
  });
  const deviceTiles = createDeviceTiles(devices, () => settings.current().spectralDevice);
  const analysis = createAnalysisService({ audio, workerUrl: options.workerUrl, deviceTiles });
  const threads = createAnalysisThreads({ workerUrl: options.workerUrl, nThreads: 2 });
  const contours = createContourLibrary(threads, jobs);
  const describe = (sourceId: string, channel: number) => describeSource(projects.store(), sourceId, channel);
  const onChange = () => {
    projects.noteChange();
  };
  const store = () => projects.store();
  const edits = createEditsService({ store, emit, noteChange: onChange });
  const openSource = (address: { readonly sourceId: string; readonly channel: number }) =>
    openContourSource({ audio, describe }, address);
  const measures = createMeasuresService({ library: contours, threads, jobs, files, store, openSource });
  const encoders = createSoundEncoders({ platform: decoder.platformEncoder });
  const figures = createFiguresService({
    ...{ library: contours, jobs, files, openSource },
    ...figureAccess({ store, threads, readTile: analysis.handlers['analysis.spectrogramTile'] }),
  });

  return {
    handlers: {
      ...projects.handlers,
      ...rescue.handlers,
      ...audio.handlers,
      ...analysis.handlers,
      ...createContoursService({ library: contours, audio, describe }),
      ...measures.handlers,
      ...figures,
      ...createExportService({ store, audio, jobs, files, encoders, appVersion: packageJson.version }),
      ...createTiersService({ store, edits }),
      ...createAnnotationFiles({ files, store, edits }),
      ...edits.handlers,
      ...createHistoryService({ store, files, edits, jobs }),
      ...createSharingService({ store, files, jobs, appVersion: packageJson.version }),
      ...createInsertFile({ store, edits, audio, files }),
      ...createMasksService({ store, library: contours, openSource }),
      ...createEffectsService({ store, audio, edits, jobs, noteChange: onChange }),
      ...createMacrosService({
        ...{ files, store, audio, edits, jobs, noteChange: onChange, appVersion: packageJson.version },
        folder: join(userDataDir, 'macros'),
        scratchFolder: tmpdir(),
        platformDecoder: decoder.platformDecoder,
      }),
      ...createSpeechService({ inference: inference.call, jobs, audio, store, edits }),
      ...createModelsService(packs, jobs),
      ...createJobsService(jobs),
      ...settings.handlers,
      ...recording.handlers,
    },
    registerFile: (path, purpose) => files.register(path, purpose),
    pathOf: (fileId) => files.resolve(fileId, 'open'),
    connectInference: (port) => {
      inference.connect(port);
    },
    connectDecoder: (port) => {
      decoder.connect(port);
    },
    currentEvents: () => [{ kind: 'engine.changed', engine: 'inference', state: inference.state, detail: '' }],
    async start({ hasFiles, hostStart = 'first' }) {
      try {
        if (hostStart === 'loop') throw new EngineError('E_ENGINE_LOST', loopMessage);
        await projects.restore({
          reopenLast: hostStart === 'again' || (settings.current().reopenLastProject && !hasFiles),
        });
        const isFirstStart = projects.currentStore() === null && projects.recentCount() === 0;
        if (isFirstStart && !hasFiles) await projects.openSample();
      } catch (error) {
        // A host that died of it would be started again for ever, and nobody would learn why.
        jobs.start({ kind: 'import', title: 'Open a recording to begin with', parameters: {} }, () => {
          throw error;
        });
      }
    },
    settle: () => {
      projects.currentStore()?.flush();
    },
    async lookAgain() {
      await projects.lookAgain();
    },
    async close() {
      await recording.close();
      await projects.shutdown();
      rescue.close();
      await analysis.close();
      await threads.close();
    },
  };
}
