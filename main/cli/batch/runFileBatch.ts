/** A batch whose jobs each turn one input into one output file. */
import { mkdir } from 'node:fs/promises';
import type { ByteSink } from '../../engine/audio/byteSink.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import type { CliContext } from '../cliContext.ts';
import { checkOutput, writeOutput } from '../output/outputFile.ts';
import { warn } from '../output/printResult.ts';
import { withFileErrors } from '../../services/projects/fileErrors.ts';
import { planOutputs, type OutputOptions } from './planOutputs.ts';
import { hashFile, hasRecord, readRecord, writeRecord, type MadeBy } from './resumeRecord.ts';
import { runBatch, type Skipped } from './runBatch.ts';

export interface FileBatch {
  readonly command: string;
  readonly inputs: readonly string[];
  readonly options: OutputOptions;
  /** Of the outputs of a batch, with its dot. */
  readonly extension: string;
  /** May an existing output be replaced? Sound only when asked to: it may be an original. */
  readonly replace: boolean;
  /** As recorded and printed. */
  readonly parameters: object;
  readonly context: CliContext;
  /** The other file that an output is made of, which must not have changed either when a batch is resumed. */
  readonly besideOf?: ((input: string) => Promise<string>) | undefined;
}

export type Made<R> = R & Skipped & { readonly input: string; readonly output: string; readonly parameters: object };

export interface MadeFile {
  readonly warnings: readonly string[];
}

/**
 * @param make writes the output; what it returns is printed, beside input, output and parameters
 * @param describe the line for people
 */
export async function runFileBatch<R extends MadeFile>(
  batch: FileBatch,
  make: (job: { input: string; output: string; sink: ByteSink }, work: WorkOptions) => Promise<R>,
  describe: (result: Made<R>) => string,
): Promise<void> {
  const { inputs, options, context, parameters } = batch;
  const plan = planOutputs(inputs, options, batch.extension);
  const { outDir } = options;
  if (outDir !== undefined) await withFileErrors(outDir, () => mkdir(outDir, { recursive: true }));
  const toStdout = options.out === '-';
  await runBatch<Made<R>>(
    { inputs, json: options.json === true, context, describe: toStdout ? null : describe },
    async (input, work) => {
      const output = plan.get(input)!;
      const madeBy = await describeJob(input, { ...batch, isBatch: outDir !== undefined }, work);
      const known = madeBy && options.resume === true ? await readRecord(output, madeBy) : null;
      if (known) return { ...(known as Made<R>), skipped: true };
      const replace = batch.replace || (options.resume === true && (await hasRecord(output)));
      const rules = { keep: inputs, replace };
      await checkOutput(output, rules);
      const made = await writeOutput(output, rules, (sink) => make({ input, output, sink }, work));
      warn(input, made.warnings);
      const result = { input, output, parameters, ...made };
      if (madeBy) await writeRecord(output, madeBy, result);
      return result;
    },
  );
}

async function describeJob(
  input: string,
  { command, parameters, besideOf, isBatch }: FileBatch & { readonly isBatch: boolean },
  { signal }: WorkOptions,
): Promise<MadeBy | null> {
  if (!isBatch || input === '-') return null; // what came from a pipe cannot be compared again
  const inputSha256 = await withFileErrors(input, () => hashFile(input, signal));
  if (besideOf === undefined) return { command, inputSha256, parameters };
  const beside = await besideOf(input);
  const besideSha256 = await withFileErrors(beside, () => hashFile(beside, signal));
  return { command, inputSha256, besideSha256, parameters };
}
