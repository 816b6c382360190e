import { InvalidArgumentError, Option, type Command } from 'commander';
import { annotationFormatNames } from '../engine/annotation/annotationFormats.ts';
import type { CliContext } from './cliContext.ts';
import { examples } from './options/examples.ts';
import { addForceOption } from './output/soundFile.ts';
import { convertTiers, type ConvertOptions } from './tiers/convertTiers.ts';

const formats = [...annotationFormatNames, 'wav'] as const;

export function define(command: Command, context: CliContext): void {
  command.addHelpText(
    'after',
    examples('phonoscope tiers convert talk.eaf talk.TextGrid', 'phonoscope tiers convert talk.srt talk.vtt'),
  );
  const convert = command
    .command('convert')
    .description('labels from one format into another; what the new one cannot hold is told on stderr')
    .argument('<in>', 'a file of labels, or a WAV file with cues; - is stdin')
    .argument('<out>', 'what to make of it, its format by extension; - is stdout')
    .addOption(new Option('--from <format>', 'instead of what the content tells').choices(formats))
    .addOption(new Option('--to <format>', 'instead of what the extension tells').choices(formats))
    .addOption(new Option('--rate <hz>', 'of times that count samples, where the file does not say').argParser(rate))
    .option('--samples', 'with --rate: CSV in samples instead of seconds')
    .addOption(new Option('--encoding <name>', 'of a TextGrid in text').choices(['utf-8', 'utf-16le', 'utf-16be']))
    .option('--audio <file.wav>', 'for a WAV file: the sound that gets the cues (default: <in>, if it is one)');
  addForceOption(convert)
    .option('--json', 'what was made, as JSON on stdout')
    .addHelpText(
      'after',
      examples(
        'phonoscope tiers convert interview.eaf interview.TextGrid --encoding utf-16be',
        'phonoscope tiers convert labels.txt marked.wav --audio interview.wav',
      ),
    )
    .action((input: string, output: string, options: ConvertOptions) => convertTiers(input, output, options, context));
}

function rate(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 1_000_000)) throw new InvalidArgumentError('It must be > 0 and at most 1000000.');
  return value;
}
