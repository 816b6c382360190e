/** A macro on a sound file: in a project of its own that goes again, with the labels of NAME.TextGrid beside the file. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Macro } from '../../../preload/contract/macros.ts';
import { fromTextGrid, nameWithoutExtension, readAnnotations } from '../../engine/annotation/readAnnotations.ts';
import type { PlatformAudioDecoder } from '../../engine/audio/source.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import { createProjectStore } from '../../store/createProjectStore.ts';
import type { DocumentState } from '../../store/documentState.ts';
import { newId } from '../../store/rows.ts';
import { createAudioService } from '../audio/createAudioService.ts';
import { openRegularFile } from '../audio/fileSource.ts';
import { createJobRegistry } from '../jobs/jobRegistry.ts';
import { tiersOfAnnotations } from '../tiers/tiersOfAnnotations.ts';
import { exporter } from './exportSpan.ts';
import { runSteps } from './runSteps.ts';

export interface FileRun {
  readonly macro: Macro;
  readonly folder: string; // of what is written
  readonly isReplacing: boolean;
  readonly keep: readonly string[]; // every input of the batch
  readonly scratchFolder: string;
  readonly appVersion: string;
  readonly platformDecoder?: PlatformAudioDecoder | undefined;
}

export interface FileOutcome {
  readonly outputs: readonly string[];
  readonly notes: readonly string[];
}

/** @throws EngineError: why the file cannot be read, with the step that failed, or what cannot be written */
export async function runOnFile(path: string, run: FileRun, work: WorkOptions): Promise<FileOutcome> {
  const macro = withExport(run.macro);
  const folder = await mkdtemp(join(run.scratchFolder, 'macro-'));
  try {
    const store = createProjectStore(join(folder, 'scratch.phono'), { appVersion: run.appVersion });
    const audio = createAudioService({
      currentStore: () => store,
      jobs: createJobRegistry({ onChange: () => undefined }),
      cacheDir: folder,
      emit: () => undefined,
      onStructure: () => undefined,
      platformDecoder: run.platformDecoder,
    });
    try {
      const { signal } = work;
      const imported = await audio.importAudio(store, { openSource: () => openRegularFile(path) }, { signal });
      const document = await withLabels(store.documentState(imported.documentId), path);
      const place = { ...run, macro, outputs: [], notes: [...imported.warnings] };
      const site = { store, audio };
      const steps = { ...site, trackIds: [imported.trackId], ripple: 'document' as const };
      const { notes } = await runSteps({ ...steps, exportSpan: exporter(site, place) }, document, macro, work);
      return { outputs: place.outputs, notes: [...place.notes, ...notes] };
    } finally {
      await audio.closeProject();
      store.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Without a place to go the result would be lost. */
function withExport(macro: Macro): Macro {
  const exports = macro.steps.some((step) => step.do === 'export');
  return exports ? macro : { ...macro, steps: [...macro.steps, { do: 'export', name: '{name}' }] };
}

async function withLabels(document: DocumentState, path: string): Promise<DocumentState> {
  const name = `${nameWithoutExtension(basename(path))}.TextGrid`;
  const bytes = await readFile(join(dirname(path), name)).catch(() => null);
  if (bytes === null) return document;
  try {
    const { document: labels } = readAnnotations(bytes, name);
    const origin = { importedFrom: name };
    const { tiers } = tiersOfAnnotations(fromTextGrid(labels), document.sampleRateHz, { newId, origin });
    return { ...document, tiers };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    throw new EngineError(error.code, `"${name}" beside it: ${error.message}`, { cause: error });
  }
}
