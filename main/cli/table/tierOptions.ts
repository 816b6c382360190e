/** --tier: measures are taken of labelled intervals instead of frames. */
import { readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { readTextGrid } from '../../engine/annotation/readTextGrid.ts';
import type { AnnotationTier } from '../../engine/annotation/annotationDocument.ts';
import { EngineError } from '../../engine/core/errors.ts';
import { intervalMeasures, type IntervalMeasureName } from '../../services/measures/intervalMeasures.ts';
import { warn } from '../output/printResult.ts';
import { withFileErrors } from '../process/fileErrors.ts';

export interface TierOptions {
  readonly tier?: string | undefined;
  readonly tierName?: string | undefined;
  readonly measures?: readonly IntervalMeasureName[];
  readonly plainLabels?: boolean;
}

const names = Object.keys(intervalMeasures) as IntervalMeasureName[];

export function addTierOptions(command: Command): Command {
  return command
    .option('--tier <file>', 'a TextGrid: one row for each labelled interval; a folder holds one for each input')
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

/** @throws EngineError E_NOT_FOUND: no such file or tier; E_FORMAT: it is no TextGrid; E_PARAM: the tier holds points */
export async function readTier(
  input: string,
  { tier = '', tierName }: Pick<TierOptions, 'tier' | 'tierName'>,
): Promise<AnnotationTier> {
  const place = await tierPlace(input, tier);
  const bytes = await withFileErrors(place, () => readFile(place));
  const { tiers, notes } = asFile(place, () => readTextGrid(bytes));
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

/** The TextGrid of an input: that of --tier, or in a folder the one named after the input. */
export async function tierPlace(input: string, tier: string): Promise<string> {
  const isFolder = (await withFileErrors(tier, () => stat(tier))).isDirectory();
  return isFolder ? join(tier, `${basename(input, extname(input))}.TextGrid`) : tier;
}

function asFile<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof EngineError) throw new EngineError(error.code, `"${place}": ${error.message}`);
    throw error;
  }
}
