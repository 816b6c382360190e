import { checkProject } from '../../services/projects/projectSummary.ts';
import type { CliContext } from '../cliContext.ts';
import { counted } from '../output/counted.ts';
import { printJson } from '../output/printResult.ts';
import { writeText } from '../output/stdout.ts';
import { writeFailureLine } from '../process/failure.ts';

/** @throws EngineError: a file that cannot be opened at all */
export async function checkProjectFile(
  file: string,
  { json, context }: { readonly json: boolean; readonly context: CliContext },
): Promise<void> {
  const check = { input: file, ...checkProject(file), parameters: {} };
  const { ok, problems, blocks, audioBytes } = check;
  if (ok) {
    if (json) await printJson(check);
    else await writeText(`${file}  ok: ${blocks} blocks, ${audioBytes} bytes of sound, every checksum is right\n`);
    return;
  }
  const message = `"${file}" has ${counted(problems.length, 'problem')}; project repair makes a new one of what can be read`;
  const error = { code: 'E_PROJECT_CORRUPT', message, details: { problems } } as const;
  if (json) await printJson({ ...check, error });
  else await writeText(problems.map((problem) => `${problem}\n`).join(''));
  writeFailureLine(error);
  context.markFailed();
}
