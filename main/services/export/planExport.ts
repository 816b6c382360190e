/** What an export would make, told before it does: names, sizes, and what stands against it. */
import { join } from 'node:path';
import type { ExportPlan, ExportRequest } from '../../../preload/contract/exports.ts';
import { infoChunk } from '../../engine/audio/wavMetadata.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { ExportDeps } from './exportSound.ts';
import { namesBeside } from './filesBeside.ts';
import { templateProblem } from './nameTemplate.ts';
import { prepareExport, type PreparedExport, type SoundAccess } from './prepareExport.ts';
import { formatTitles, soundBytes } from './soundLayout.ts';
import { infoFields, tagsOf } from './soundTags.ts';
import { isThere } from './stagedFiles.ts';

const mostListed = 100;
const mostLookedFor = 20_000;

const nothing: ExportPlan = {
  ...{ nFiles: 0, durationSec: 0, bytes: 0, isBytesExact: true, sampleRateHz: 0, channels: 0, files: [] },
  ...{ nThere: 0, nNumbered: 0, skipped: { outside: 0, empty: 0, short: 0, long: 0 }, problems: [], notes: [] },
};

/** @param folder that was chosen; null: none yet */
export async function planExport(
  deps: SoundAccess & Pick<ExportDeps, 'appVersion'>,
  request: ExportRequest,
  folder: string | null,
): Promise<ExportPlan> {
  const badName = request.content.kind === 'mix' ? null : templateProblem(request.nameTemplate);
  if (badName !== null) return { ...nothing, problems: [badName] };
  try {
    return await describe(prepareExport(deps, request), folder, deps.appVersion);
  } catch (error) {
    if (error instanceof EngineError && (error.code === 'E_PARAM' || error.code === 'E_NOT_FOUND'))
      return { ...nothing, problems: [error.message] };
    throw error;
  }
}

async function describe(prepared: PreparedExport, folder: string | null, appVersion: string): Promise<ExportPlan> {
  const { request, document, planned, sampleRateHz, channels } = prepared;
  const { parts, skipped, nNumbered } = planned;
  const nSamples = parts.reduce((sum, part) => sum + prepared.lengthOf(part), 0);
  const { bytes, isExact } = plannedBytes(prepared, appVersion);
  const names = parts.map(({ fileName }) => fileName);
  const there = await thoseThere(folder, namesBeside(request, names));
  const seconds = (sample: number) => sample / document.sampleRateHz;
  return {
    nFiles: parts.length,
    durationSec: nSamples / sampleRateHz,
    bytes: Math.round(bytes),
    isBytesExact: isExact,
    ...{ sampleRateHz, channels, nNumbered, skipped },
    files: parts.slice(0, mostListed).map(({ fileName, startSample, endSample }) => ({
      name: fileName,
      startSec: seconds(startSample),
      endSec: seconds(endSample),
      isThere: there.has(fileName),
    })),
    nThere: there.size,
    problems: problemsOf(prepared, there),
    notes: notesOf(prepared),
  };
}

/** Exact where no chunks of unknown length are to be written and all files have as many channels. */
function plannedBytes({ request, planned, lengthOf, ...layout }: PreparedExport, appVersion: string) {
  const { format, content, hasBroadcastExtension, hasCues } = request;
  const { sampleRateHz, channels } = layout;
  const tags = tagsOf(request, appVersion);
  const tail = infoChunk(infoFields(tags));
  const sizes = planned.parts.map((part) =>
    soundBytes({ ...{ format, sampleRateHz, channels, tags, tail }, nSamples: lengthOf(part) }),
  );
  const isExact = format.kind === 'wav' && !hasBroadcastExtension && !hasCues;
  return {
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    isExact: isExact && (content.kind !== 'stems' || sizes.length === 1),
  };
}

async function thoseThere(folder: string | null, names: readonly string[]): Promise<Set<string>> {
  const there = new Set<string>();
  if (folder === null) return there;
  for (const name of names.slice(0, mostLookedFor)) if (await isThere(join(folder, name))) there.add(name);
  return there;
}

function problemsOf({ request, planned }: PreparedExport, there: ReadonlySet<string>): string[] {
  const [first] = there;
  return [
    ...(planned.parts.length === 0 ? ['no interval fits the rules: nothing would be exported'] : []),
    ...(first !== undefined && !request.replaces
      ? [
          there.size === 1
            ? `"${first}" is there already: replace it, or choose another folder or name`
            : `"${first}" and ${there.size - 1} more are there already: replace them, or choose another folder`,
        ]
      : []),
  ];
}

function notesOf({ request, document, sampleRateHz }: PreparedExport): string[] {
  const wanted = request.sampleRateHz ?? document.sampleRateHz;
  const title = formatTitles[request.format.kind];
  return wanted === sampleRateHz ? [] : [`${title} has no rate of ${wanted} Hz: written at ${sampleRateHz} Hz`];
}
