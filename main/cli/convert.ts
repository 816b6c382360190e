import { Option, type Command } from 'commander';
import { audioLimits, type RawPcmFormat } from '../engine/audio/source.ts';
import type { OutputOptions } from './batch/planOutputs.ts';
import { runFileBatch } from './batch/runFileBatch.ts';
import type { CliContext } from './cliContext.ts';
import { convertSound } from './convertSound.ts';
import { examples } from './options/examples.ts';
import { addRawOption } from './options/inputOptions.ts';
import { integer, seconds } from './options/numbers.ts';
import { addForceOption, bitsOption, containerOf, type SoundBits, type SoundContainer } from './output/soundFile.ts';
import { soundText } from './output/soundText.ts';
import { UsageError } from './process/failure.ts';

interface Options extends Omit<OutputOptions, 'out'> {
  readonly rate?: number;
  readonly channels?: number;
  readonly channel?: number;
  readonly start?: number;
  readonly end?: number;
  readonly bits?: SoundBits;
  readonly format?: SoundContainer;
  readonly force?: boolean;
  readonly raw?: RawPcmFormat;
}

export function define(command: Command, context: CliContext): void {
  command
    .usage('[options] <in> <out>\n       phonoscope convert [options] <in...> --out-dir <folder>')
    .argument('<files...>', 'a recording and the .wav or .flac to make of it; - is stdin or stdout')
    .option('--out-dir <folder>', 'a batch: all files are inputs, one output each into this folder')
    .option('--resume', 'with --out-dir: skip outputs whose recorded input hash and parameters match')
    .addOption(new Option('--format <name>', 'for stdout and --out-dir (wav)').choices(['wav', 'flac']))
    .addOption(new Option('--rate <hz>', 'resample').argParser(integer(1, audioLimits.maxSampleRateHz)))
    .addOption(
      new Option('--channels <n>', '1: the average of the channels; of one channel n copies').argParser(
        integer(1, audioLimits.maxChannels),
      ),
    )
    .addOption(new Option('--channel <n>', 'one channel, 0 is the first').argParser(integer(0)).conflicts('channels'))
    .addOption(new Option('--start <time>', 'seconds, or h:mm:ss').argParser(seconds))
    .addOption(new Option('--end <time>', 'seconds, or h:mm:ss').argParser(seconds))
    .addOption(bitsOption('sample width, no dither (default: the least that loses nothing)'));
  addForceOption(addRawOption(command))
    .option('--json', 'what was made, as JSON on stdout')
    .addHelpText(
      'after',
      examples(
        'phonoscope convert interview.mp3 interview.wav --rate 16000 --channels 1 --bits 16',
        'phonoscope convert corpus/*.wav --out-dir flac --format flac --resume',
      ),
    )
    .action((files: string[], options: Options) => run(files, options, context));
}

async function run(files: string[], options: Options, context: CliContext): Promise<void> {
  const { rate, channels, channel, start, end, bits, format, force, raw, outDir } = options;
  if (outDir === undefined && files.length !== 2)
    throw new UsageError(`an input and an output are needed, there are ${files.length} files: use --out-dir for more`);
  const inputs = outDir === undefined ? files.slice(0, 1) : files;
  const out = outDir === undefined ? files[1]! : undefined;
  const container = out === undefined ? (format ?? 'wav') : containerOf(out, format);
  const request = { container, bits, rateHz: rate, channels, channel, startSec: start, endSec: end, raw };
  const parameters = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
  const outputs = out === undefined ? options : { ...options, out };
  const batch = { command: 'convert', inputs, options: outputs, extension: `.${container}`, parameters, context };
  await runFileBatch(
    { ...batch, replace: force === true },
    ({ input, sink }, work) => convertSound({ input, sink }, request, work),
    (made) => soundText(made),
  );
}
