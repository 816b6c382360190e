import type { Command } from 'commander';
import type { CliContext } from './cliContext.ts';
import { collectFindings, type Findings } from './doctor/collectFindings.ts';
import { examples } from './options/examples.ts';
import { printJson, properties, table } from './output/printResult.ts';
import { writeText } from './output/stdout.ts';

export function define(command: Command, context: CliContext): void {
  command
    .option('--json', 'JSON on stdout')
    .addHelpText('after', examples('phonoscope doctor', 'phonoscope doctor --json'))
    .action(async ({ json }: { json?: boolean }) => {
      const findings = await collectFindings(context.signal);
      if (json === true) await printJson(findings);
      else await writeText(findingsText(findings));
    });
}

function findingsText(found: Findings): string {
  const { node, electron, packaged, onnxruntime, sqlite, ffmpeg, folders } = found;
  const parts = [
    properties([
      ['Phonoscope', found.phonoscope],
      ['Node', `${node.version} (${node.executable})`],
      ['system', found.system],
      ['Electron', electron ? `${electron.version}, ${electron.source} (${electron.executable})` : 'not here yet'],
      ['its fuses', electron ? fusesText(electron.openFuses) : 'not here yet'],
      [
        'packaged app',
        packaged
          ? `${packaged.executable}; fuses: ${fusesText(packaged.openFuses)}`
          : 'none; npm run package makes one',
      ],
      ['kernels', found.kernels],
      [
        'onnxruntime',
        'problem' in onnxruntime ? onnxruntime.problem : `${onnxruntime.version}: ${onnxruntime.providers.join(', ')}`,
      ],
      ['SQLite', 'problem' in sqlite ? sqlite.problem : `${sqlite.version} (better-sqlite3)`],
      ['ffmpeg', ffmpeg ?? 'not found'],
      ['reads', found.decoders.map(({ format, by }) => `${format} (${by ?? 'not here'})`).join(', ')],
      ['writes', found.encoders.join(', ')],
    ]),
    table(
      ['model', 'task', 'bytes', 'state'],
      found.models.map(({ packId, task, bytes, state }) => [packId, task, bytes, state]),
    ),
    table(
      ['folder', 'bytes', 'path'],
      folders.map(({ what, bytes, path }) => [what, bytes ?? 'not there', path]),
    ),
    ...found.notes.map((note) => `note: ${note}\n`),
    found.missing.length === 0
      ? 'Nothing is missing.\n'
      : found.missing.map(({ what, how }) => `missing: ${what}\n  ${how}\n`).join(''),
  ];
  return parts.join('\n');
}

function fusesText(open: readonly string[] | null): string {
  if (open === null) return 'cannot be read';
  if (open.length === 0) return 'as in a released app';
  return `${open.join(', ')}: not as in a released app`;
}
