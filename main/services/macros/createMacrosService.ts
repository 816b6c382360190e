/** Macros: kept in the profile, recorded from edits, run on the open document as one edit or on many files as a job. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Handlers } from '../../../preload/contract/define.ts';
import type { Macro, macrosContract, MacroCheck } from '../../../preload/contract/macros.ts';
import type { PlatformAudioDecoder } from '../../engine/audio/source.ts';
import { EngineError, throwIfAborted } from '../../engine/core/errors.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import type { AudioService } from '../audio/createAudioService.ts';
import type { EditsService } from '../edits/createEditsService.ts';
import { findTrack } from '../edits/editFunction.ts';
import { putInPlace, requireSameSound } from '../effects/putInPlace.ts';
import type { JobRegistry } from '../jobs/jobRegistry.ts';
import type { FileRegistry } from '../projects/fileRegistry.ts';
import { writeWhole } from '../projects/writeWhole.ts';
import { toWireError } from '../wireErrors.ts';
import { exporter } from './exportSpan.ts';
import { createMacroFiles } from './macroFiles.ts';
import { editsSince, macroOfEdits, newMacro } from './macroOfEdits.ts';
import { lengthOfState } from './macroSpans.ts';
import { macroText, readMacro, stepTitle } from './macroText.ts';
import { runOnFile } from './runOnFile.ts';
import { runSteps } from './runSteps.ts';

export interface MacrosDeps {
  readonly folder: string; // of the profile
  readonly scratchFolder: string;
  readonly appVersion: string;
  readonly files: Pick<FileRegistry, 'resolve'>;
  /** @throws EngineError E_NOT_FOUND: no project is open */
  readonly store: () => ProjectStore;
  readonly audio: Pick<AudioService, 'channel'>;
  readonly edits: Pick<EditsService, 'edit'>;
  readonly jobs: JobRegistry;
  /** There are more recordings: tells the renderer what the project is now. */
  readonly noteChange: () => void;
  readonly platformDecoder?: PlatformAudioDecoder | undefined;
}

const mostBytes = 1_000_000;
const exports = ({ steps }: Macro) => steps.some((step) => step.do === 'export');

export function createMacrosService(deps: MacrosDeps): Handlers<typeof macrosContract, AbortSignal> {
  const { files, store, audio, edits, jobs } = deps;
  const macros = createMacroFiles(deps.folder);

  return {
    'macros.list': () => macros.list(),
    'macros.check': ({ text }) => checked(text),
    'macros.save': ({ macroId, text }) => macros.save(macroId, text),
    'macros.remove': async ({ macroId }) => {
      await macros.remove(macroId);
      return null;
    },
    'macros.importFile': async ({ fileId }) => {
      const path = files.resolve(fileId, 'open');
      const text = await readFile(path, 'utf8').catch((error: unknown) => {
        throw new EngineError(
          'E_IO',
          `"${basename(path)}" cannot be read: ${error instanceof Error ? error.message : ''}`,
        );
      });
      if (text.length > mostBytes)
        throw new EngineError('E_PARAM', `"${basename(path)}" is longer than ${mostBytes} characters`);
      return macros.save(null, text);
    },
    'macros.exportFile': async ({ macroId, fileId }) => {
      await writeWhole(files.resolve(fileId, 'save'), (await macros.find(macroId)).text);
      return null;
    },
    'macros.ofEdits': ({ documentId, sinceEditId, name }) => {
      const document = store().documentState(documentId);
      const made = editsSince(store().editHistory(documentId), sinceEditId);
      const { sampleRateHz } = document;
      const { steps, left } = macroOfEdits(made, { sampleRateHz, lengthSamples: lengthOfState(document) });
      return { text: steps.length === 0 ? null : macroText(newMacro(name, steps)), left: [...left] };
    },
    'macros.run': ({ documentId, trackIds, ripple, text, folderId, isReplacing }) => {
      const macro = readMacro(text);
      const folder = folderId === null ? null : files.resolve(folderId, 'folder');
      if (folder === null && exports(macro))
        throw new EngineError('E_PARAM', `"${macro.name}" exports: it needs a folder to write to`);
      const project = store();
      const before = project.documentState(documentId);
      for (const trackId of trackIds) findTrack(before, trackId);
      const title = `Macro “${macro.name}”`;
      const job = {
        kind: 'macro' as const,
        title: `${title} on ${before.name}`,
        parameters: { steps: macro.steps.length },
      };
      const jobId = jobs.start(job, async (signal, onProgress) => {
        const site = { store: project, audio };
        const place = { folder: folder ?? '', macro, isReplacing, keep: [], outputs: [], notes: [] };
        const requireUnedited = () => {
          requireSameSound({ project, now: store(), before }, trackIds, title);
        };
        requireUnedited();
        const run = { ...site, trackIds, ripple, exportSpan: exporter(site, place) };
        const { notes, ...rendered } = await runSteps(run, before, macro, { signal, onProgress });
        const edit = { title, command: { kind: 'macro.run', trackIds, ripple, macro } };
        const editId = putInPlace({ project, edits, requireUnedited }, documentId, edit, rendered);
        deps.noteChange();
        return { editId, nOutputs: place.outputs.length, notes: [...place.notes, ...notes] };
      });
      return { jobId };
    },
    'macros.runFiles': ({ fileIds, text, folderId, isReplacing }) => {
      const macro = readMacro(text);
      const inputs = fileIds.map((fileId) => files.resolve(fileId, 'open'));
      const folder = files.resolve(folderId, 'folder');
      const { scratchFolder, appVersion, platformDecoder } = deps;
      const run = { macro, folder, isReplacing, keep: inputs, scratchFolder, appVersion, platformDecoder };
      const total = inputs.length;
      const title = `Macro “${macro.name}” on ${total} file${total === 1 ? '' : 's'}`;
      const jobId = jobs.start(
        { kind: 'macro', title, parameters: { steps: macro.steps.length } },
        async (signal, report) => {
          const failed: { readonly name: string; readonly message: string }[] = [];
          const notes: string[] = [];
          let nOutputs = 0;
          for (const [i, path] of inputs.entries()) {
            const name = basename(path);
            throwIfAborted(signal);
            report({ done: i, total, unit: 'files', note: name });
            try {
              const onProgress = ({ done, total: steps }: { done: number; total: number | null }) => {
                report({ done: i + done / (steps ?? 1), total, unit: 'files', note: name });
              };
              const made = await runOnFile(path, run, { signal, onProgress });
              nOutputs += made.outputs.length;
              notes.push(...made.notes.map((note) => `${name}: ${note}`));
            } catch (error) {
              throwIfAborted(signal);
              failed.push({ name, message: toWireError(error).message });
            }
          }
          return { nDone: total - failed.length, nOutputs, failed, notes };
        },
      );
      return { jobId };
    },
  };
}

function checked(text: string): MacroCheck {
  try {
    const macro = readMacro(text);
    return { problem: null, steps: macro.steps.map(stepTitle), needsFolder: exports(macro) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error), steps: [], needsFolder: false };
  }
}
