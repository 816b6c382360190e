/** One line about what a script is doing. To stderr: stdout stays free for results. */
export function say(line: string): void {
  process.stderr.write(`phonoscope: ${line}\n`);
}

/** A failure the user can act on: printed as its message, without a stack. */
export class ScriptError extends Error {
  override readonly name = 'ScriptError';
}

/** Announces a long step, reminds every 15 s that it still runs, and says how long it took. */
export async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const startMs = performance.now();
  const elapsedSec = (): string => ((performance.now() - startMs) / 1000).toFixed(1);
  say(`${what} …`);
  const reminder = setInterval(() => say(`  still at it after ${elapsedSec()} s`), 15_000);
  try {
    const result = await work();
    say(`  done in ${elapsedSec()} s`);
    return result;
  } finally {
    clearInterval(reminder);
  }
}

/** Ends a script: an expected failure prints its message, anything else its stack. */
export function failScript(error: unknown): never {
  if (error instanceof ScriptError) say(error.message);
  else console.error(error);
  process.exit(1);
}
