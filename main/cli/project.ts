import type { Command } from 'commander';
import type { CliContext } from './cliContext.ts';
import { examples } from './options/examples.ts';
import { addRawOption } from './options/inputOptions.ts';
import { checkProjectFile } from './project/checkProjectFile.ts';
import { exportDocuments } from './project/exportDocuments.ts';
import { addExportOptions, type ExportOptions } from './project/exportOptions.ts';
import { showHistory, stepHistory, type HistoryOptions } from './project/documentHistory.ts';
import { importInto, type ImportOptions } from './project/importInto.ts';
import { newProject } from './project/newProject.ts';
import { repairProject, type RepairOptions } from './project/repairProject.ts';
import { showProject } from './project/showProject.ts';

export function define(command: Command, context: CliContext): void {
  command.addHelpText(
    'after',
    examples('phonoscope project new study.phono interview.wav', 'phonoscope project check study.phono'),
  );
  addRawOption(
    command
      .command('new')
      .description('an empty project, or one with recordings')
      .argument('<file.phono>')
      .argument('[audio...]', 'recordings; - is stdin'),
  )
    .option('--json', 'JSON on stdout')
    .addHelpText('after', examples('phonoscope project new study.phono', 'phonoscope project new study.phono *.flac'))
    .action((file: string, audio: string[], options: ImportOptions) =>
      newProject(file, audio, { ...options, context }),
    );
  command
    .command('info')
    .description('everything a project holds')
    .argument('<file.phono>')
    .option('--json', 'JSON on stdout')
    .addHelpText('after', examples('phonoscope project info study.phono', 'phonoscope project info study.phono --json'))
    .action((file: string, { json }: { json?: boolean }) => showProject(file, json === true));
  addRawOption(
    command
      .command('import')
      .description('recordings into a project, a document each')
      .argument('<file.phono>')
      .argument('<audio...>', 'recordings; - is stdin'),
  )
    .option('--json', 'JSON on stdout')
    .addHelpText(
      'after',
      examples('phonoscope project import study.phono more.wav', 'phonoscope project import study.phono *.mp3 --json'),
    )
    .action((file: string, audio: string[], options: ImportOptions) =>
      importInto(file, audio, { ...options, context }),
    );
  defineExport(command, context);
  defineHistory(command);
  command
    .command('check')
    .description('verify structure, references and every checksum; the file is not changed')
    .argument('<file.phono>')
    .option('--json', 'JSON on stdout')
    .addHelpText(
      'after',
      examples('phonoscope project check study.phono', 'phonoscope project check study.phono --json'),
    )
    .action((file: string, { json }: { json?: boolean }) => checkProjectFile(file, { json: json === true, context }));
}

function defineHistory(command: Command): void {
  const document = ['--document <id or name>', 'which one (default: the only one)'] as const;
  command
    .command('history')
    .description('every edit of a document, with its parameters as JSON: the provenance of what it is now')
    .argument('<file.phono>')
    .option(...document)
    .option('--json', 'JSON on stdout')
    .addHelpText(
      'after',
      examples('phonoscope project history study.phono', 'phonoscope project history study.phono --json'),
    )
    .action((file: string, options: HistoryOptions) => showHistory(file, options));
  for (const step of ['undo', 'redo'] as const)
    command
      .command(step)
      .description(
        step === 'undo' ? 'take the last edit of a document back' : 'make the edit again that was taken back',
      )
      .argument('<file.phono>')
      .option(...document)
      .option('--json', 'JSON on stdout')
      .addHelpText(
        'after',
        examples(
          `phonoscope project ${step} study.phono`,
          `phonoscope project ${step} study.phono --document interview.wav`,
        ),
      )
      .action((file: string, options: HistoryOptions) => stepHistory(file, step, options));
  command
    .command('repair')
    .description('a new project with everything that can still be read of a damaged one, which is left as it is')
    .argument('<file.phono>')
    .requiredOption('-o, --out <new.phono>', 'the new project')
    .option('--json', 'JSON on stdout')
    .addHelpText(
      'after',
      examples(
        'phonoscope project repair damaged.phono -o repaired.phono',
        'phonoscope project repair damaged.phono -o repaired.phono --json',
      ),
    )
    .action((file: string, options: RepairOptions) => repairProject(file, options));
}

function defineExport(command: Command, context: CliContext): void {
  const exporting = command
    .command('export')
    .description('the sound of documents as WAV, FLAC, Opus, AAC or MP3: whole, by track, or by labelled interval')
    .argument('<file.phono>');
  addExportOptions(exporting)
    .addHelpText(
      'after',
      examples(
        'phonoscope project export study.phono -o interview.wav',
        'phonoscope project export study.phono --out-dir data --tier words --table jsonl --rate 16000 --channels 1',
      ),
    )
    .action((file: string, options: ExportOptions) => exportDocuments(file, options, context));
}
