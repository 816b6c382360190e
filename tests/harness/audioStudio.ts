/** The audio and analysis services over a real project file in a temporary folder, as the studio host composes them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StudioEvent } from '../../preload/contract/studio.ts';
import { createAnalysisService } from '../../main/services/analysis/createAnalysisService.ts';
import { createAudioService } from '../../main/services/audio/createAudioService.ts';
import { createJobRegistry } from '../../main/services/jobs/jobRegistry.ts';
import { sourceIdOf } from '../../main/services/projects/sourceId.ts';
import { createProjectStore } from '../../main/store/createProjectStore.ts';
import { openProjectStore } from '../../main/store/openProjectStore.ts';
import type { ProjectStore } from '../../main/store/projectStore.ts';

export type AudioStudio = ReturnType<typeof openAudioStudio>;

export const analysisWorkerUrl = new URL('../../main/hosts/analysisWorker.ts', import.meta.url);

export function openAudioStudio(options: { readonly workers?: boolean } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'phonoscope-audio-'));
  const path = join(folder, 'test.phono');
  const cacheDir = join(folder, 'cache');
  const events: StudioEvent[] = [];
  let store: ProjectStore = createProjectStore(path, { appVersion: '0.0.0' });
  const jobs = createJobRegistry({ onChange: (changed) => events.push({ kind: 'jobs.changed', jobs: changed }) });

  const services = () => {
    const audio = createAudioService({
      currentStore: () => store,
      jobs,
      cacheDir,
      emit: (event) => events.push(event),
      onStructure: () => undefined,
    });
    const workerUrl = options.workers === true ? analysisWorkerUrl : undefined;
    return { audio, analysis: createAnalysisService({ audio, workerUrl, nThreads: 2 }) };
  };
  let running = services();

  return {
    folder,
    cacheDir,
    events,
    jobs,
    get store() {
      return store;
    },
    get audio() {
      return running.audio;
    },
    get analysis() {
      return running.analysis;
    },
    /** Writes a file and imports it to its end. */
    async importBytes(name: string, bytes: Uint8Array) {
      const file = join(folder, name);
      writeFileSync(file, bytes);
      return this.importFile(file);
    },
    async importFile(file: string) {
      const job = await jobs.settled(running.audio.startFileImport(file));
      if (job.error) throw Object.assign(new Error(job.error.message), { code: job.error.code });
      return { job, sourceId: this.lastSourceId() };
    },
    lastSourceId(): string {
      const document = store.documents().at(-1);
      const track = document?.tracks[0];
      if (!document || !track) throw new Error('the project holds no document');
      return sourceIdOf(document, track);
    },
    /** As after closing and starting the program again. */
    async reopen() {
      await running.audio.closeProject();
      await running.analysis.close();
      store.close();
      store = openProjectStore(path);
      running = services();
    },
    async close() {
      await running.audio.closeProject();
      await running.analysis.close();
      store.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }); // peaks may still be written to the cache
    },
  };
}

export const notAborted = { signal: new AbortController().signal };

export { wavBytes, type WavOptions } from './wavBytes.ts';
