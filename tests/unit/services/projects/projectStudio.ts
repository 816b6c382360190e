/** The projects service over real files in temporary folders, and files for it to open. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { StudioEvent } from '../../../../preload/contract/studio.ts';
import { createFileRegistry } from '../../../../main/services/projects/fileRegistry.ts';
import { createProjectService, type ProjectServiceDeps } from '../../../../main/services/projects/projectService.ts';
import { addRecording, newStore, temporaryFolder } from '../../store/projectFixture.ts';

export const context = { signal: new AbortController().signal };

/** A service whose import finishes at once with the test recording. */
export function studio(userDataDir = temporaryFolder(), overrides: Partial<ProjectServiceDeps> = {}) {
  const files = createFileRegistry();
  const events: StudioEvent[] = [];
  const imported: string[] = [];
  const service = createProjectService({
    userDataDir,
    appVersion: '0.1.0',
    files,
    emit: (event) => events.push(event),
    samplePath: '/samples/speech.wav',
    renameDocument: (documentId, name) => {
      service.store().renameDocument(documentId, name);
    },
    importAudio: (path) => {
      imported.push(path);
      addRecording(service.store(), path.split('/').at(-1));
      return `job-${imported.length}`;
    },
    ...overrides,
  });
  onTestFinished(() => service.shutdown());
  const { handlers } = service;
  const open = (...paths: string[]) =>
    handlers['projects.openFiles']({ fileIds: paths.map((path) => files.register(path, 'open')) }, context);
  const saveTo = async (path: string) => handlers['projects.save']({ fileId: files.register(path, 'save') }, context);
  const close = async () => handlers['projects.close']({}, context);
  return {
    service,
    handlers,
    files,
    events,
    imported,
    userDataDir,
    open,
    saveTo,
    close,
    drafts: () => draftNames(userDataDir),
  };
}

export const draftNames = (userDataDir: string) =>
  existsSync(join(userDataDir, 'drafts')) ? readdirSync(join(userDataDir, 'drafts')) : [];

export function audioFile(name = 'speech.wav', folder = temporaryFolder()): string {
  const path = join(folder, name);
  writeFileSync(path, 'RIFF....WAVE');
  return path;
}

export function projectFile(name = 'interview.phono'): string {
  const store = newStore(join(temporaryFolder(), name));
  addRecording(store);
  store.close();
  return store.filePath;
}
