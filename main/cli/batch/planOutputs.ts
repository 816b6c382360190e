import { basename, extname, join } from 'node:path';
import type { Command } from 'commander';
import { UsageError } from '../process/failure.ts';

export interface OutputOptions {
  readonly out?: string;
  readonly outDir?: string;
  readonly resume?: boolean;
  readonly json?: boolean;
}

export function addOutputOptions(command: Command, what: string): Command {
  return command
    .option('-o, --out <file>', `${what}; - is stdout`)
    .option('--out-dir <folder>', 'a batch: one output an input, named after it, into this folder')
    .option('--resume', 'with --out-dir: skip outputs whose recorded input hash and parameters match')
    .option('--json', 'what was made, as JSON on stdout: one input gives an object, several an array');
}

/** @throws UsageError: neither or both of --out and --out-dir, or two things for stdout */
export function requireOnePlace({ out, outDir, json }: Pick<OutputOptions, 'out' | 'outDir' | 'json'>): void {
  if (out === undefined && outDir === undefined) throw new UsageError('either --out or --out-dir is needed');
  if (out !== undefined && outDir !== undefined)
    throw new UsageError('--out names one output, --out-dir a folder for each: only one of them can be given');
  if (out === '-' && json === true)
    throw new UsageError('--json and -o - would both write to stdout: write the output to a file');
}

/**
 * @param extension of the outputs of a batch, with its dot
 * @returns the output of each input
 * @throws UsageError as requireOnePlace, or two inputs with one output
 */
export function planOutputs(
  inputs: readonly string[],
  options: OutputOptions,
  extension: string,
): ReadonlyMap<string, string> {
  const { out, outDir, resume } = options;
  if (inputs.filter((input) => input === '-').length > 1) throw new UsageError('stdin (-) can be read only once');
  requireOnePlace(options);
  if (out !== undefined && inputs.length > 1)
    throw new UsageError(`--out takes one input, there are ${inputs.length}: use --out-dir`);
  if (resume === true && outDir === undefined) throw new UsageError('--resume needs --out-dir');
  if (out !== undefined) return new Map(inputs.map((input) => [input, out]));

  const inputOf = new Map<string, string>();
  const plan = new Map<string, string>();
  for (const input of inputs) {
    const name = input === '-' ? 'stdin' : basename(input, extname(input));
    const place = join(outDir!, name + extension);
    const other = inputOf.get(place);
    if (other !== undefined) throw new UsageError(`"${other}" and "${input}" would both become "${place}"`);
    inputOf.set(place, input);
    plan.set(input, place);
  }
  return plan;
}
