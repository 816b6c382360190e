/** One job after another over the inputs: one failure does not stop the others, the end says how it went. */
import type { WireErrorShape } from '../../../preload/contract/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import type { CliContext } from '../cliContext.ts';
import { errorShape, writeFailureLine } from '../process/failure.ts';
import { printJson } from '../output/printResult.ts';
import { createProgressDisplay } from '../output/progressDisplay.ts';
import { writeText } from '../output/stdout.ts';

export interface Batch<R> {
  readonly inputs: readonly string[];
  readonly json: boolean;
  readonly context: CliContext;
  /** For people; absent: nothing on stdout, because the data go there. */
  readonly describe: ((result: R) => string) | null;
}

/** A job that need not run again. */
export interface Skipped {
  readonly skipped?: true;
}

/** A job that failed but has something to tell beside: it is printed with the error in it. */
export interface Failed {
  readonly error?: WireErrorShape;
}

/** A single input that fails throws; of several the failures are reported and the rest goes on. */
export async function runBatch<R extends object>(
  { inputs, json, context, describe }: Batch<R>,
  job: (input: string, work: WorkOptions) => Promise<R>,
): Promise<void> {
  const isMany = inputs.length > 1;
  const results: unknown[] = [];
  const counts = { done: 0, skipped: 0, failed: 0 };
  for (const [i, input] of inputs.entries()) {
    const display = createProgressDisplay(isMany ? `[${i + 1}/${inputs.length}] ${input}` : input);
    try {
      const result = await job(input, { signal: context.signal, onProgress: display.report });
      display.end();
      const { skipped, error }: Skipped & Failed = result;
      counts[error ? 'failed' : skipped === true ? 'skipped' : 'done']++;
      results.push(result);
      if (!json && describe) await writeText(describe(result));
      if (error) writeFailureLine(error);
    } catch (error) {
      display.end();
      if (!isMany || context.signal.aborted) throw error;
      const shape = errorShape(context.toldInOptions(error));
      counts.failed++;
      writeFailureLine({ ...shape, message: `${input}: ${shape.message}` });
      results.push({ input, error: shape });
    }
  }
  if (json && describe) await printJson(isMany ? results : results[0]);
  if (isMany) process.stderr.write(`${summary(counts)}\n`);
  if (counts.failed > 0) context.markFailed();
}

function summary({ done, skipped, failed }: { done: number; skipped: number; failed: number }): string {
  return [`${done} done`, ...(skipped > 0 ? [`${skipped} skipped`] : []), `${failed} failed`].join(', ');
}
