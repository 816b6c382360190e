/** An export from request to files: planned, measured if a level asks for it, rendered in pieces, moved into place together. */
import { basename, dirname, join } from 'node:path';
import { reducedPeakDb } from '../../../preload/contract/exportFormat.ts';
import type { ExportResult } from '../../../preload/contract/exports.ts';
import { Losses } from '../../engine/annotation/losses.ts';
import { cueChunks } from '../../engine/annotation/writeWavCues.ts';
import { broadcastChunk, infoChunk } from '../../engine/audio/wavMetadata.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import { amplitudeToDb } from '../../engine/dsp/decibel.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import { chunkAnnotations } from './chunkAnnotations.ts';
import type { ExportPart } from './exportParts.ts';
import { namesBeside, writeBeside } from './filesBeside.ts';
import type { PreparedExport } from './prepareExport.ts';
import { requireEncoder, type SoundEncoders } from './soundEncoder.ts';
import { highestSample, highestWritten, type SoundLayout } from './soundLayout.ts';
import { infoFields, tagsOf } from './soundTags.ts';
import { requirePlaces, stageFiles, type StagedSinks, type StagingOptions } from './stagedFiles.ts';
import { measureParts, writePart, type PartProgress, type PartResult } from './writePart.ts';

export interface ExportDeps {
  readonly store: ProjectStore;
  readonly encoders: SoundEncoders;
  readonly appVersion: string;
}

/** A folder; `fileName`: the name of the only file, else names come from the template. */
export interface ExportPlace extends Pick<StagingOptions, 'guard'> {
  readonly folder: string;
  readonly fileName: string | null;
  /** The person was asked about that name: it and what belongs to it may be replaced, whatever the request says. */
  readonly isConfirmed?: boolean | undefined;
}

export type ExportOutcome = ExportResult & { readonly notes: readonly string[] };

/**
 * @throws EngineError E_PARAM: nothing to export, a name that is taken; E_CODEC: nobody encodes the format here; E_FORMAT:
 *   samples that are NaN or infinite; E_DISK_FULL, E_PERMISSION, E_IO, E_NOT_FOUND, E_ABORTED. Whatever it throws, no new
 *   file is there
 */
export async function exportSound(
  deps: ExportDeps,
  prepared: PreparedExport,
  place: ExportPlace,
  work: WorkOptions,
): Promise<ExportOutcome> {
  await requireEncoder(deps.encoders, prepared.request.format.kind);
  await requireFree(prepared, place);
  const replaces = replacing(prepared, place);
  const staged = await stageFiles(place.folder, { replaces, guard: place.guard });
  try {
    const outcome = await exportInto(staged, deps, prepared, { ...work, ...place });
    await staged.commit();
    return outcome;
  } finally {
    await staged.discard();
  }
}

/** Before anything is rendered. @throws EngineError E_PARAM: a name is taken */
export async function requireFree(prepared: PreparedExport, place: ExportPlace): Promise<void> {
  await requirePlaces(place.folder, namesOf(prepared, place), replacing(prepared, place));
}

function namesOf({ request, planned }: PreparedExport, { fileName }: ExportPlace): string[] {
  return namesBeside(request, fileName === null ? planned.parts.map((part) => part.fileName) : [fileName]);
}

function replacing(prepared: PreparedExport, place: ExportPlace): (name: string) => boolean {
  if (prepared.request.replaces) return () => true;
  const confirmed = new Set(place.isConfirmed === true ? namesOf(prepared, place) : []);
  return (name) => confirmed.has(name);
}

/** The same without moving anything into place. */
export async function exportInto(
  staged: StagedSinks,
  deps: ExportDeps,
  prepared: PreparedExport,
  { folder, fileName, ...work }: ExportPlace & WorkOptions,
): Promise<ExportOutcome> {
  const { parts } = prepared.planned;
  const [first] = parts;
  if (first === undefined) throw new EngineError('E_PARAM', 'there is nothing to export: no interval fits the rules');
  if (fileName !== null && parts.length !== 1)
    throw new EngineError('E_PARAM', `${parts.length} files do not fit into one name: choose a folder`);
  const named = fileName === null ? parts : [{ ...first, fileName }];
  const encoder = await requireEncoder(deps.encoders, prepared.request.format.kind);
  const progress = progressOf(prepared, work);
  const gainDb = await levelGainDb(prepared, progress);
  const losses = new Losses();
  const results: PartResult[] = [];
  for (const part of named) {
    const channels = prepared.sourceOf(part, 10 ** (gainDb / 20));
    const layout = layoutOf(prepared, part, channels.length, { deps, losses });
    results.push(await writePart({ name: part.fileName, staged, channels, layout, encoder }, progress));
  }
  await writeBeside(deps.store, prepared, named, staged);
  const place = fileName === null ? folder : join(folder, fileName);
  return { ...summary(results, { gainDb, place, prepared }), notes: losses.sentences() };
}

function progressOf(prepared: PreparedExport, { signal, onProgress }: WorkOptions): PartProgress {
  const passes = prepared.request.level.kind === 'keep' ? 1 : 2;
  const total = passes * prepared.planned.parts.reduce((sum, part) => sum + prepared.lengthOf(part), 0);
  let done = 0;
  return {
    signal,
    advance(nSamples) {
      done += nSamples;
      onProgress?.({
        done,
        total,
        unit: 'samples',
        note: passes === 2 && 2 * done <= total ? 'measuring' : 'exporting',
      });
    },
  };
}

/** One gain for all files. */
async function levelGainDb(prepared: PreparedExport, progress: PartProgress): Promise<number> {
  const { level } = prepared.request;
  if (level.kind === 'keep') return 0;
  const peak = await measureParts(
    prepared.planned.parts.map((part) => prepared.sourceOf(part, 1)),
    progress,
  );
  if (peak === 0) return 0;
  const peakDb = amplitudeToDb(peak);
  if (level.kind === 'peak') return Math.min(level.db, amplitudeToDb(highestWritten(prepared.request.format))) - peakDb;
  return peak > highestSample(prepared.request.format) ? reducedPeakDb - peakDb : 0;
}

function layoutOf(
  { request, document, sampleRateHz, lengthOf }: PreparedExport,
  part: ExportPart,
  channels: number,
  { deps, losses }: { readonly deps: ExportDeps; readonly losses: Losses },
): SoundLayout {
  const tags = tagsOf(request, deps.appVersion);
  const layout = { format: request.format, sampleRateHz, channels, nSamples: lengthOf(part), tags };
  if (request.format.kind !== 'wav') return layout;
  const cues = request.hasCues
    ? cueChunks(chunkAnnotations(document, part), { sampleRateHz, littleEndian: true }, losses)
    : new Uint8Array(0);
  const broadcast = request.hasBroadcastExtension
    ? broadcastChunk({
        description: request.metadata.title || document.name,
        originator: request.metadata.artist || tags.software,
        originatorReference: document.documentId,
        dateTime: new Date(),
        timeReference: Math.round((part.startSample / document.sampleRateHz) * sampleRateHz),
        codingHistory: `A=PCM,F=${sampleRateHz},W=${Number.parseInt(request.format.width)},T=${tags.software}\r\n`,
      })
    : new Uint8Array(0);
  return { ...layout, head: broadcast, tail: Buffer.concat([infoChunk(infoFields(tags)), cues]) };
}

interface SummaryContext {
  readonly gainDb: number;
  readonly place: string;
  readonly prepared: PreparedExport;
}

function summary(results: readonly PartResult[], { gainDb, place, prepared }: SummaryContext): ExportResult {
  const sum = (of: (result: PartResult) => number) => results.reduce((total, result) => total + of(result), 0);
  const peak = results.reduce((most, result) => Math.max(most, result.peak), 0);
  const first = results.find(({ firstBeyond }) => firstBeyond !== null);
  const { format } = prepared.request;
  return {
    nFiles: results.length,
    bytes: sum(({ bytes }) => bytes),
    place,
    gainDb,
    peakDb: peak === 0 ? null : amplitudeToDb(peak),
    nBeyond: sum(({ nBeyond }) => nBeyond),
    nNonFinite: sum(({ nonFinite }) => nonFinite),
    firstBeyond: first === undefined ? null : { file: first.name, sec: first.firstBeyond! / prepared.sampleRateHz },
    isClipped: !(format.kind === 'wav' && format.width.endsWith('f')),
  };
}

/** A path that was chosen for one file. */
export function placeOfFile(path: string): ExportPlace {
  return { folder: dirname(path), fileName: basename(path) };
}
