import packageJson from '../../../package.json' with { type: 'json' };
import { salvageProject } from '../../store/salvage/salvageProject.ts';
import { counted } from '../output/counted.ts';
import { printJson } from '../output/printResult.ts';
import { writeText } from '../output/stdout.ts';

export interface RepairOptions {
  readonly out: string;
  readonly json?: boolean;
}

/** What is lost goes to stdout: it is the result. @throws EngineError as salvageProject does */
export async function repairProject(file: string, { out, json = false }: RepairOptions): Promise<void> {
  const { path, ...report } = salvageProject(file, out, { appVersion: packageJson.version });
  if (json) {
    await printJson({ input: file, output: path, ...report, parameters: {} });
    return;
  }
  const { documents, recordings, lost } = report;
  const left = lost.length === 0 ? 'nothing is lost' : `${counted(lost.length, 'thing')} lost:`;
  const lines = [`${path}  ${counted(documents, 'document')}, ${counted(recordings, 'recording')}; ${left}`, ...lost];
  await writeText(lines.map((line) => `${line}\n`).join(''));
}
