import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { exportExtensions, usualNames } from '../../../preload/contract/exportFormat.ts';
import type { ExportRequest } from '../../../preload/contract/exports.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import packageJson from '../../../package.json' with { type: 'json' };
import { createSoundEncoders } from '../../services/export/createSoundEncoders.ts';
import { exportInto, exportSound, placeOfFile, type ExportDeps } from '../../services/export/exportSound.ts';
import { createNameNumbering, safeFileName } from '../../services/export/fileNames.ts';
import { templateProblem } from '../../services/export/nameTemplate.ts';
import { prepareExport, type PreparedExport, type SoundAccess } from '../../services/export/prepareExport.ts';
import { documentInfo } from '../../services/projects/projectInfo.ts';
import { openProjectStore } from '../../store/openProjectStore.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import { requireOnePlace } from '../batch/planOutputs.ts';
import { runBatch } from '../batch/runBatch.ts';
import type { CliContext } from '../cliContext.ts';
import { checkOutput, writeOutput } from '../output/outputFile.ts';
import { warn } from '../output/printResult.ts';
import { bitsFor, type SoundBits } from '../output/soundFile.ts';
import { stdoutSink } from '../output/stdout.ts';
import { withFileErrors } from '../../services/projects/fileErrors.ts';
import { UsageError } from '../process/failure.ts';
import { guardUnfinished } from '../process/interrupt.ts';
import { audioOf } from './audioOf.ts';
import {
  containerOfExport,
  exportFormat,
  exportRequest,
  type ExportContainer,
  type ExportOptions,
} from './exportOptions.ts';
import { exportText, exportWarnings, type MadeExport } from './exportText.ts';

type Document = ReturnType<typeof documentInfo>;
type Access = SoundAccess & ExportDeps;

export async function exportDocuments(file: string, options: ExportOptions, context: CliContext): Promise<void> {
  const { out, outDir, force = false, json = false } = options;
  requireOnePlace(options);
  const isMany = options.stems === true || options.tier !== undefined;
  if (isMany && outDir === undefined) throw new UsageError('--stems and --tier make several files: give --out-dir');
  const problem = templateProblem(options.name ?? usualNames.mix);
  if (problem !== null) throw new UsageError(`--name: ${problem}`);
  const container = containerOfExport(out, options);
  const store = openProjectStore(file, { readOnly: true });
  try {
    const documents = chosenDocuments(store, options, isMany);
    if (outDir !== undefined) await withFileErrors(outDir, () => mkdir(outDir, { recursive: true }));
    const outputs = isMany
      ? new Map([[documents[0]!.documentId, outDir!]])
      : out === undefined
        ? namedOutputs(documents, outDir!, container)
        : new Map([[documents[0]!.documentId, out]]);
    const access: Access = {
      ...{ store, audio: await audioOf(store), appVersion: packageJson.version },
      encoders: createSoundEncoders({}),
    };
    const inputs = documents.map(({ documentId }) => documentId);
    await runBatch({ inputs, json, context, describe: out === '-' ? null : exportText }, async (documentId, work) => {
      const document = documents.find((candidate) => candidate.documentId === documentId)!;
      const output = outputs.get(documentId)!;
      const bits = options.bits ?? widestBits(store, document, container);
      const format = exportFormat(container, bits, options);
      const request = exportRequest(store.documentState(documentId), format, options);
      const prepared = prepareExport(access, request);
      const place = { file, output, isMany, force };
      const outcome = await write(access, prepared, place, work);
      const { sampleRateHz, channels, planned } = prepared;
      const nSamples = planned.parts.reduce((sum, part) => sum + prepared.lengthOf(part), 0);
      const made: MadeExport = {
        ...{ input: file, documentId, name: document.name, output, container },
        ...('width' in format ? { bits } : { kbps: format.kbps }),
        ...{ sampleRateHz, channels, nSamples, durationSec: nSamples / sampleRateHz, gainDb: outcome.gainDb },
        ...(isMany ? { files: planned.parts.map(({ fileName }) => fileName) } : {}),
        warnings: exportWarnings(outcome, planned.skipped),
        parameters: parametersOf(request, { container, bits }),
      };
      warn(document.name, made.warnings);
      return made;
    });
  } finally {
    store.close();
  }
}

interface Place {
  readonly file: string; // the project, which no output may replace
  readonly output: string;
  readonly isMany: boolean;
  readonly force: boolean;
}

async function write(
  access: Access,
  prepared: PreparedExport,
  { file, output, isMany, force }: Place,
  work: WorkOptions,
) {
  const guard = guardUnfinished;
  if (isMany) return exportSound(access, prepared, { folder: output, fileName: null, guard }, work);
  const { format, hasProvenance } = prepared.request;
  const isOwn = format.kind === 'wav' || format.kind === 'flac';
  if (output === '-' && (!isOwn || hasProvenance))
    throw new UsageError(
      `${isOwn ? '--provenance makes a second file' : `${format.kind} is written by ffmpeg`}: give --out a file`,
    );
  const rules = { keep: [file], replace: force };
  if (isOwn && !hasProvenance)
    return writeOutput(output, rules, (sink) => {
      const only = {
        path: () => output,
        sink: () => Promise.resolve(output === '-' ? stdoutSink : sink),
        close: () => Promise.resolve(0),
      };
      return exportInto(only, access, prepared, { ...placeOfFile(output), ...work });
    });
  await checkOutput(output, rules);
  const through = await realpath(output).catch(() => output); // through a link: what it points to is replaced
  return exportSound(access, prepared, { ...placeOfFile(through), guard }, work);
}

/** What decides the result, without what is only told. */
function parametersOf(
  request: ExportRequest,
  { container, bits }: { readonly container: ExportContainer; readonly bits: SoundBits },
) {
  const { content, format, sampleRateHz, channels, level, nameTemplate } = request;
  const isPlain = content.kind === 'mix' && content.range === null && 'width' in format && format.dither === 'none';
  if (isPlain && sampleRateHz === null && channels === null && level.kind === 'keep') return { container, bits };
  return { container, content, format, sampleRateHz, channels, level, nameTemplate };
}

function chosenDocuments(
  store: ProjectStore,
  { document: wanted, outDir }: ExportOptions,
  isMany: boolean,
): Document[] {
  const all = store.documents().map(documentInfo);
  const chosen = all.filter(({ documentId, name }) => wanted === undefined || documentId === wanted || name === wanted);
  const list = all.map(({ documentId, name }) => `${documentId} (${name})`).join(', ') || 'none';
  if (chosen.length === 0)
    throw new EngineError('E_NOT_FOUND', `there is no document ${wanted ?? ''} to export; there are: ${list}`);
  if (isMany && chosen.length > 1)
    throw new EngineError('E_PARAM', `${chosen.length} documents: choose one with --document; there are: ${list}`);
  if (outDir === undefined && chosen.length > 1)
    throw new EngineError(
      'E_PARAM',
      `${chosen.length} documents would go into one file: choose with --document, or --out-dir for all; there are: ${list}`,
    );
  return chosen;
}

/** Named after the documents, numbered where two have one name. */
function namedOutputs(documents: readonly Document[], folder: string, container: ExportContainer): Map<string, string> {
  const numbering = createNameNumbering();
  return new Map(
    documents.map(({ documentId, name }) => {
      const unique = numbering.unique(safeFileName(name.replace(/\.[A-Za-z0-9]{2,5}$/, '')));
      return [documentId, join(folder, `${unique}.${exportExtensions[container]}`)];
    }),
  );
}

/** The least that loses nothing; a sum of tracks has more bits than each, and may pass full scale. */
function widestBits(store: ProjectStore, document: Document, container: ExportContainer): SoundBits {
  if (document.tracks.length > 1) return container === 'flac' ? '24' : '32f';
  const used = new Set(document.tracks.flatMap(({ clips }) => clips.map(({ assetId }) => assetId)));
  const widths = store
    .assets()
    .filter(({ assetId }) => used.has(assetId))
    .map((asset) => bitsFor(asset, container === 'flac' ? 'flac' : 'wav'));
  return (['32f', '32', '24', '16'] as const).find((bits) => widths.includes(bits)) ?? '16';
}
