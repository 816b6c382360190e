/**
 * What --resume goes by: beside every output of a batch lies OUTPUT.json, which says what it was made of and how.
 * It is written after the output, so a record always describes a whole one.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import packageJson from '../../../package.json' with { type: 'json' };
import { writeOutput } from '../output/outputFile.ts';

export interface MadeBy {
  readonly command: string;
  readonly inputSha256: string; // of the file's bytes
  readonly besideSha256?: string; // of the other file that the output was made of: its TextGrid
  readonly parameters: object;
}

const recordPath = (output: string) => `${output}.json`;

export async function hashFile(path: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20, ...(signal ? { signal } : {}) }))
    hash.update(chunk as Buffer);
  return hash.digest('hex');
}

export async function writeRecord(output: string, madeBy: MadeBy, result: object): Promise<void> {
  const { size: outputBytes } = await stat(output);
  const record = { phonoscope: packageJson.version, ...madeBy, outputBytes, result };
  const text = new TextEncoder().encode(`${JSON.stringify(record, null, 2)}\n`);
  await writeOutput(recordPath(output), { replace: true }, (sink) => sink.write(text));
}

/** @returns the recorded result if the output is there, as long as it was, and was made the same way; else null */
export async function readRecord(output: string, madeBy: MadeBy): Promise<object | null> {
  try {
    const record = JSON.parse(await readFile(recordPath(output), 'utf8')) as Record<string, unknown>;
    const { size } = await stat(output);
    const wanted = { phonoscope: packageJson.version, ...madeBy, outputBytes: size };
    const isSame = Object.entries(wanted).every(
      ([key, value]) => JSON.stringify(record[key]) === JSON.stringify(value),
    );
    return isSame && typeof record['result'] === 'object' ? record['result'] : null;
  } catch {
    return null; // no record, or one that says nothing: the output is made again
  }
}

/** True if a batch made this output, so that another batch may replace it. */
export async function hasRecord(output: string): Promise<boolean> {
  try {
    const record = JSON.parse(await readFile(recordPath(output), 'utf8')) as Record<string, unknown>;
    return typeof record['phonoscope'] === 'string' && typeof record['inputSha256'] === 'string';
  } catch {
    return false;
  }
}
