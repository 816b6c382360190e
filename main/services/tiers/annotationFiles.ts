/** Tiers from and into files of other programs. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Handlers } from '../../../preload/contract/define.ts';
import type { annotationsContract } from '../../../preload/contract/annotations.ts';
import { annotationLimits, type AnnotationDocument } from '../../engine/annotation/annotationDocument.ts';
import { annotationFormats } from '../../engine/annotation/annotationFormats.ts';
import { formatOfName } from '../../engine/annotation/detectAnnotationFormat.ts';
import {
  fromTextGrid,
  isTextGrid,
  nameWithoutExtension,
  readAnnotations,
} from '../../engine/annotation/readAnnotations.ts';
import { readWavCues } from '../../engine/annotation/readWavCues.ts';
import type { ByteSource } from '../../engine/audio/source.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { DocumentRow, ProjectStore } from '../../store/projectStore.ts';
import { newId } from '../../store/rows.ts';
import { openRegularFile } from '../audio/fileSource.ts';
import type { EditsService } from '../edits/createEditsService.ts';
import type { FileRegistry } from '../projects/fileRegistry.ts';
import { documentInfo } from '../projects/projectInfo.ts';
import { writeWhole } from '../projects/writeWhole.ts';
import { isAnnotationFile } from './annotationFileTypes.ts';
import { annotationsOfTiers } from './annotationsOfTiers.ts';
import { tiersOfAnnotations, type NewTiers } from './tiersOfAnnotations.ts';

export interface AnnotationFilesDeps {
  readonly files: FileRegistry;
  /** @throws EngineError E_NOT_FOUND: no project is open */
  readonly store: () => ProjectStore;
  readonly edits: Pick<EditsService, 'edit'>;
}

export function createAnnotationFiles({
  files,
  store,
  edits,
}: AnnotationFilesDeps): Handlers<typeof annotationsContract, AbortSignal> {
  /** All that an import writes: one edit. */
  const addTiers = (documentId: string, fileName: string, format: string, { tiers }: NewTiers) => {
    const edit = {
      title: `Import annotations from "${fileName}"`,
      command: { kind: 'annotations.import', fileName, format },
    };
    edits.edit(documentId, edit, (state) => ({ ...state, tiers: [...state.tiers, ...tiers] }));
  };

  return {
    'annotations.recognise': async ({ fileIds }) => {
      const ours: string[] = [];
      for (const fileId of fileIds) if (await isOurs(files.resolve(fileId, 'open'))) ours.push(fileId);
      return { fileIds: ours };
    },
    'annotations.import': async ({ fileId, documentId }) => {
      const path = files.resolve(fileId, 'open');
      const fileName = basename(path);
      const project = store();
      const target = pairOf(fileName, documentId, project.documents());
      const { format, document } = await readFile(path, target.sampleRateHz);
      if (store() !== project) throw new EngineError('E_ABORTED', 'the project was closed');
      const made = tiersOfAnnotations(document, target.sampleRateHz, {
        newId,
        origin: { importedFrom: fileName, format },
      });
      if (made.tiers.length > 0) addTiers(target.documentId, fileName, format, made);
      return {
        documentId: target.documentId,
        format,
        tierIds: made.tiers.map(({ tierId }) => tierId),
        nItems: made.tiers.reduce((sum, { items }) => sum + items.length, 0),
        notes: [...document.notes, ...made.notes],
      };
    },
    'annotations.export': async ({ documentId, tierIds, fileId }) => {
      const path = files.resolve(fileId, 'save');
      const format = formatOfName(basename(path));
      if (format === null)
        throw new EngineError(
          'E_PARAM',
          `"${basename(path)}" must end in .TextGrid, .eaf, .srt, .vtt, .txt, .csv or .json`,
        );
      const project = store();
      const state = project.documentState(documentId);
      const row = project.documents().find((candidate) => candidate.documentId === documentId);
      const tiers = tierIds === null ? state.tiers : state.tiers.filter(({ tierId }) => tierIds.includes(tierId));
      if (tiers.length === 0 || row === undefined)
        throw new EngineError('E_NOT_FOUND', `${state.name} has no tiers to export`);
      const document = annotationsOfTiers(tiers, documentInfo(row));
      const { bytes, notes } = annotationFormats[format].write(document, { date: new Date().toISOString() });
      await writeWhole(path, bytes);
      return { format, notes: [...notes] };
    },
  };
}

/** The document of the recording that is called as the file is, else the one that was named. */
function pairOf(fileName: string, documentId: string | null, documents: readonly DocumentRow[]): DocumentRow {
  const base = nameWithoutExtension(fileName).toLowerCase();
  const pair = documents.find(
    ({ name }) => name.toLowerCase() === base || nameWithoutExtension(name).toLowerCase() === base,
  );
  const found = pair ?? documents.find((candidate) => candidate.documentId === documentId);
  if (found !== undefined) return found;
  throw new EngineError(
    'E_NOT_FOUND',
    `"${fileName}" holds labels, and no recording is open that they could belong to`,
  );
}

/** What cannot be looked at is not: who opens it says why. */
async function isOurs(path: string): Promise<boolean> {
  const fileName = basename(path);
  if (formatOfName(fileName) === null) return false;
  const source = await openRegularFile(path).catch(() => null);
  if (source === null) return isAnnotationFile(fileName, new Uint8Array(0));
  try {
    return isAnnotationFile(fileName, await source.read(0, 65_536));
  } finally {
    await source.close();
  }
}

interface ReadFile {
  readonly format: string;
  readonly document: AnnotationDocument;
}

/** @throws EngineError with the file's name: E_FORMAT, E_NOT_FOUND, E_PERMISSION, E_IO */
async function readFile(path: string, sampleRateHz: number): Promise<ReadFile> {
  const fileName = basename(path);
  if (await isEmpty(path)) throw new EngineError('E_FORMAT', `"${fileName}" is empty`);
  const source = await openRegularFile(path);
  try {
    const head = await source.read(0, 4);
    if (['RIFF', 'RIFX', 'RF64', 'BW64'].includes(String.fromCharCode(...head)))
      return { format: 'wav', document: await readWavCues(source, nameWithoutExtension(fileName)) };
    const { format, document } = readAnnotations(await readAll(source, fileName), fileName, { rateHz: sampleRateHz });
    return { format, document: isTextGrid(format) ? fromTextGrid(document) : document };
  } catch (error) {
    if (error instanceof EngineError && !error.message.startsWith('"'))
      throw new EngineError(error.code, `"${fileName}": ${error.message}`, { cause: error });
    throw error;
  } finally {
    await source.close();
  }
}

async function isEmpty(path: string): Promise<boolean> {
  const there = await stat(path).catch(() => null); // what is wrong with the path is told on opening it
  return there?.isFile() === true && there.size === 0;
}

async function readAll(source: ByteSource, fileName: string): Promise<Uint8Array> {
  const size = source.size ?? 0;
  if (size > annotationLimits.maxBytes)
    throw new EngineError(
      'E_FORMAT',
      `"${fileName}" has ${size} bytes, annotations at most ${annotationLimits.maxBytes}`,
    );
  return source.read(0, size);
}
