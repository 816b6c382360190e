import { mkdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { EngineError } from '../engine/core/errors.ts';
import { findFfmpegDecoder } from '../services/audio/ffmpegDecoder.ts';
import { readMacro, stepTitle } from '../services/macros/macroText.ts';
import { runOnFile, type FileRun } from '../services/macros/runOnFile.ts';
import { runBatch } from './batch/runBatch.ts';
import type { CliContext } from './cliContext.ts';
import { examples } from './options/examples.ts';
import { printJson, warn } from './output/printResult.ts';
import { addForceOption } from './output/soundFile.ts';
import { writeText } from './output/stdout.ts';
import { withFileErrors } from '../services/projects/fileErrors.ts';

interface RunOptions {
  readonly outDir: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

interface MadeFiles {
  readonly input: string;
  readonly macro: string;
  readonly outputs: readonly string[];
  readonly warnings: readonly string[];
}

export function define(command: Command, context: CliContext): void {
  command.addHelpText(
    'after',
    examples('phonoscope macro run tidy.json interviews/*.wav --out-dir tidied', 'phonoscope macro check tidy.json'),
  );
  const run = command
    .command('run')
    .description('a macro on each of the files; labels are those of NAME.TextGrid beside NAME.wav')
    .argument('<macro.json>', 'a macro, as the window exports it')
    .argument('<in...>', 'recordings')
    .requiredOption('--out-dir <folder>', 'what the macro exports; NAME.wav of each input if it exports nothing');
  addForceOption(run)
    .option('--json', 'what was made, as JSON on stdout: one input gives an object, several an array')
    .addHelpText(
      'after',
      examples(
        'phonoscope macro run tidy.json talk.flac --out-dir tidied',
        'phonoscope macro run words.json talks/*.wav --out-dir words --force --json',
      ),
    )
    .action((file: string, inputs: string[], options: RunOptions) => runMacro(file, inputs, options, context));
  command
    .command('check')
    .description('what a macro does, step by step, or what is wrong with it and where')
    .argument('<macro.json>', 'a macro')
    .option('--json', 'name and steps as JSON on stdout')
    .addHelpText('after', examples('phonoscope macro check tidy.json', 'phonoscope macro check tidy.json --json'))
    .action(async (file: string, { json = false }: { readonly json?: boolean }) => {
      const macro = await openMacro(file);
      const steps = macro.steps.map(stepTitle);
      if (json) await printJson({ input: file, name: macro.name, steps });
      else await writeText(`${macro.name}\n${steps.map((title, i) => `  steps[${i}]  ${title}\n`).join('')}`);
    });
}

/** @throws EngineError with the file's name */
async function openMacro(file: string) {
  const text = await withFileErrors(file, () => readFile(file, 'utf8'));
  try {
    return readMacro(text);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    throw new EngineError(error.code, `"${file}": ${error.message}`, { cause: error });
  }
}

async function runMacro(file: string, inputs: string[], options: RunOptions, context: CliContext): Promise<void> {
  const { outDir, force = false, json = false } = options;
  const macro = await openMacro(file);
  await withFileErrors(outDir, () => mkdir(outDir, { recursive: true }));
  const run: FileRun = {
    macro,
    folder: outDir,
    isReplacing: force,
    keep: inputs,
    scratchFolder: tmpdir(),
    appVersion: packageJson.version,
    platformDecoder: (await findFfmpegDecoder()) ?? undefined,
  };
  await runBatch<MadeFiles>(
    { inputs, json, context, describe: ({ input, outputs }) => `${input}  ${outputs.join('  ')}\n` },
    async (input, work) => {
      const { outputs, notes } = await runOnFile(input, run, work);
      warn(input, notes);
      return { input, macro: macro.name, outputs: [...outputs], warnings: [...notes] };
    },
  );
}
