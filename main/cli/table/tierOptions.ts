/** --tier: measures are taken of labelled intervals instead of frames. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { annotationFormatNames, annotationFormats } from '../../engine/annotation/annotationFormats.ts';
import { readAnnotations } from '../../engine/annotation/readAnnotations.ts';
import type { AnnotationTier } from '../../engine/annotation/annotationDocument.ts';
import { EngineError } from '../../engine/core/errors.ts';
import { intervalMeasures, type IntervalMeasureName } from '../../services/measures/intervalMeasures.ts';
import { warn } from '../output/printResult.ts';
import { withFileErrors } from '../../services/projects/fileErrors.ts';

export interface TierOptions {
  readonly tier?: string | undefined;
  readonly tierName?: string | undefined;
  readonly measures?: readonly IntervalMeasureName[];
  readonly plainLabels?: boolean;
}

const extensions = [...new Set(annotationFormatNames.map((name) => annotationFormats[name].extension))];
const names = Object.keys(intervalMeasures) as IntervalMeasureName[];

export function addTierOptions(command: Command): Command {
  return command
    .option(
      '--tier <file>',
      'annotations (TextGrid, EAF, SRT, CSV …): one row for each labelled interval; a folder holds a file for each input',
    )
    .option('--tier-name <name>', 'its tier (default: the only one of intervals)')
    .addOption(
      new Option('--measures <names>', `with --tier, several in one table: ${names.join(',')}`).argParser(
        parseMeasures,
      ),
    )
    .option('--plain-labels', 'labels in CSV as they are, also where a spreadsheet would take one for a formula');
}

function parseMeasures(text: string): IntervalMeasureName[] {
  return text.split(',').map((name) => {
    const known = names.find((other) => other === name.trim());
    if (known === undefined) throw new InvalidArgumentError(`It must be of ${names.join(',')}.`);
    return known;
  });
}

/** @throws EngineError E_NOT_FOUND: no such file or tier; E_FORMAT: no annotations of a known format; E_PARAM: the tier holds points */
export async function readTier(
  input: string,
  { tier = '', tierName }: Pick<TierOptions, 'tier' | 'tierName'>,
): Promise<AnnotationTier> {
  const place = await tierPlace(input, tier);
  const bytes = await withFileErrors(place, () => readFile(place));
  const { tiers, notes } = asFile(place, () => readAnnotations(bytes, basename(place))).document;
  warn(place, notes);
  const list = tiers.map(({ name, kind }) => `"${name}" (${kind}s)`).join(', ') || 'no tiers';
  if (tierName === undefined) {
    const [only, another] = tiers.filter((candidate) => candidate.kind === 'interval');
    if (only !== undefined && another === undefined) return only;
    throw new EngineError('E_PARAM', `"${place}": --tier-name must say which, there are ${list}`);
  }
  const found = tiers.find(({ name }) => name === tierName);
  if (found === undefined) throw new EngineError('E_NOT_FOUND', `"${place}" has no tier "${tierName}", but ${list}`);
  if (found.kind === 'point')
    throw new EngineError('E_PARAM', `"${place}": tier "${tierName}" holds points, must hold intervals`);
  return found;
}

/** The annotations of an input: the file of --tier, or in a folder the one named after the input, a TextGrid before others. */
export async function tierPlace(input: string, tier: string): Promise<string> {
  const isFolder = (await withFileErrors(tier, () => stat(tier))).isDirectory();
  if (!isFolder) return tier;
  const stem = basename(input, extname(input));
  const names = new Set(await withFileErrors(tier, () => readdir(tier)));
  const found = extensions.find((extension) => names.has(stem + extension));
  return join(tier, stem + (found ?? '.TextGrid'));
}

function asFile<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof EngineError) throw new EngineError(error.code, `"${place}": ${error.message}`);
    throw error;
  }
}
