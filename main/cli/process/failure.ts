/** How a failure is told: one line on stderr always, the envelope on stdout for those who asked for JSON. */
import { CommanderError } from 'commander';
import type { WireErrorShape } from '../../../preload/contract/errors.ts';
import { toWireError } from '../../services/wireErrors.ts';
import { writeText } from '../output/stdout.ts';

/** The command line itself is wrong: exit code 2. */
export class UsageError extends Error {}

export function exitCodeOf(error: unknown): number {
  return error instanceof UsageError || error instanceof CommanderError ? 2 : 1;
}

export function errorShape(error: unknown): WireErrorShape {
  if (error instanceof CommanderError || error instanceof UsageError)
    return { code: 'E_PARAM', message: oneLine(error.message.replace(/^error: /, '')), details: {} };
  const { code, message, details } = toWireError(error);
  return { code, message: oneLine(message), details };
}

export async function reportFailure(error: unknown, asJson: boolean): Promise<void> {
  const shape = errorShape(error);
  writeFailureLine(shape);
  if (asJson) await writeText(`${JSON.stringify({ error: shape }, null, 2)}\n`);
}

export function writeFailureLine({ code, message }: WireErrorShape): void {
  process.stderr.write(`error ${code}: ${message}\n`);
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').trim();
}
