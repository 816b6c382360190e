/** The export service over a project, as the studio host composes it. */
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportRequest, ExportResult } from '../../preload/contract/exports.ts';
import { createExportService } from '../../main/services/export/createExportService.ts';
import { createSoundEncoders } from '../../main/services/export/createSoundEncoders.ts';
import { createFileRegistry } from '../../main/services/projects/fileRegistry.ts';
import { notAborted, type AudioStudio } from '../harness/audioStudio.ts';
import { decodeAll } from '../unit/engine/audio/decodeAll.ts';

/** @param searchPath where an ffmpeg may be */
export function exportStage(studio: AudioStudio, searchPath?: string) {
  const files = createFileRegistry();
  const service = createExportService({
    ...{ store: () => studio.store, audio: studio.audio, jobs: studio.jobs, files, appVersion: '1.2.3' },
    encoders: createSoundEncoders({ searchPath }),
  });

  async function run(request: ExportRequest, path: string) {
    const placeId = files.register(path, request.content.kind === 'mix' ? 'save' : 'folder');
    const { jobId } = await service['exports.start']({ request, placeId }, notAborted);
    const { error, result } = await studio.jobs.settled(jobId);
    if (error) throw Object.assign(new Error(error.message), { code: error.code });
    return result as unknown as ExportResult & { notes: string[] };
  }
  return {
    files,
    service,
    run,
    /** One file, and nothing beside it. */
    async exported(request: ExportRequest, name = 'a.wav') {
      const path = join(newFolder(studio), name);
      const result = await run(request, path);
      if (readdirSync(join(path, '..')).join() !== name) throw new Error(`more than ${name} is there`);
      const bytes = new Uint8Array(readFileSync(path));
      return { result, bytes, ...(await decodeAll(bytes)) };
    },
  };
}

let folders = 0;
export function newFolder(studio: AudioStudio): string {
  const folder = join(studio.folder, `out${folders++}`);
  mkdirSync(folder);
  return folder;
}
