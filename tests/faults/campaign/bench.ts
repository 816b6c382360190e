/** What the phases of a worker share: its project, what it says, and the faults it puts itself through. */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '../../../main/engine/core/errors.ts';
import { createAudioService, type AudioService } from '../../../main/services/audio/createAudioService.ts';
import { createJobRegistry, type JobRegistry } from '../../../main/services/jobs/jobRegistry.ts';
import {
  createRecordingService,
  type RecordingService,
} from '../../../main/services/recording/createRecordingService.ts';
import { createProjectStore } from '../../../main/store/createProjectStore.ts';
import { openProjectStore } from '../../../main/store/openProjectStore.ts';
import type { ProjectStore } from '../../../main/store/projectStore.ts';
import { createRandom, type Random } from '../../fuzz/random.ts';
import type { Entry } from './entries.ts';
import { stateHash } from './stateHash.ts';

export class Bench {
  readonly folder: string;
  readonly random: Random;
  readonly jobs: JobRegistry;
  readonly audio: AudioService;
  readonly recording: RecordingService;
  store: ProjectStore;
  /** The document that is edited; nothing else changes it. */
  documentId = '';
  hash = '';
  /** Whether something may fail now. */
  isFaulty = false;
  /** Files of earlier versions that nobody has opened. */
  readonly oldProjects: string[] = [];

  constructor(folder: string, seed: number) {
    this.folder = folder;
    this.random = createRandom(seed);
    this.store = createProjectStore(join(folder, 'project.phono'), { appVersion: '0.1.0' });
    this.jobs = createJobRegistry({ onChange: () => undefined });
    this.audio = createAudioService({
      currentStore: () => this.store,
      jobs: this.jobs,
      cacheDir: join(folder, '..', 'cache'),
      emit: () => undefined,
      onStructure: () => undefined,
    });
    this.recording = createRecordingService({
      folder: join(folder, 'takes'),
      jobs: this.jobs,
      importSound: (sound) => Promise.resolve(this.audio.startImport(sound)),
      store: () => this.store,
      edits: { edit: (documentId, edit, change) => this.store.editDocument(documentId, edit, change)?.editId ?? null },
    });
    this.say({ kind: 'created', projectId: this.store.projectId });
  }

  /** Written straight to the pipe: a buffered line would die with the process. */
  say(entry: Entry): void {
    writeSync(1, `${JSON.stringify(entry)}\n`);
  }

  /** @returns undefined if it was refused, which is right only while something fails */
  async attempt<T>(what: string, work: () => T | Promise<T>, path?: string): Promise<T | undefined> {
    this.say({ kind: 'intend', what, ...(path === undefined ? {} : { path }) });
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof EngineError) || !this.isFaulty) throw error;
      if (process.env['SHOW']) console.error(error);
      this.say({ kind: 'refused', what, code: error.code, message: error.message });
      return undefined;
    }
  }

  /** Of the edited document; what is in memory has to be what the file says, once nothing fails any more. */
  currentHash(): string {
    return stateHash(this.store, this.documentId);
  }

  /** With the project closed and opened again, in whichever way that succeeds. */
  async reopen(): Promise<void> {
    const path = this.store.filePath;
    await this.audio.closeProject();
    await this.attempt('close', () => {
      this.store.close();
    });
    const opened = await this.attempt('open', () => openProjectStore(path));
    if (opened !== undefined) this.store = opened;
  }
}
