import { extname } from 'node:path';
import { Option, type Command } from 'commander';
import { windowNames, type WindowName } from '../engine/dsp/window.ts';
import { addOutputOptions, type OutputOptions } from './batch/planOutputs.ts';
import { runFileBatch } from './batch/runFileBatch.ts';
import type { CliContext } from './cliContext.ts';
import { colourMapNames, type ColourMapName } from './figure/colourMaps.ts';
import { drawSpectrogram, figureScaleNames, type FigureScaleName } from './figure/drawSpectrogram.ts';
import { figureFormats, type FigureFormat } from './figure/encodeFigure.ts';
import { reduceNames, type ReduceName } from './figure/spectrogramLevels.ts';
import { examples } from './options/examples.ts';
import { addRawOption, type RawOption } from './options/inputOptions.ts';
import { integer, number, numberAbove, numberAtLeast, numberWithin, seconds } from './options/numbers.ts';
import { UsageError } from './process/failure.ts';

interface Options extends OutputOptions, RawOption {
  readonly format?: FigureFormat;
  readonly nFft?: number;
  readonly winLength?: number;
  readonly hop?: number;
  readonly window: WindowName;
  readonly preEmphasis: number;
  readonly reduce: ReduceName;
  readonly scale: FigureScaleName;
  readonly fmin?: number;
  readonly fmax?: number;
  readonly range: number;
  readonly floor?: number;
  readonly colormap: ColourMapName;
  readonly gamma: number;
  readonly width: number;
  readonly height: number;
  readonly channel?: number;
  readonly start?: number;
  readonly end?: number;
}

const option = (flags: string, about: string, parse: (text: string) => unknown) =>
  new Option(flags, about).argParser(parse);

export function define(command: Command, context: CliContext): void {
  command.argument('<in...>', 'recordings; - is stdin');
  addOutputOptions(command, 'the figure, .png, .svg or .pdf')
    .addOption(new Option('--format <name>', 'for stdout and --out-dir (png)').choices([...figureFormats]))
    .addOption(option('--win-length <samples>', 'window length (default: about 23 ms)', integer(2, 2 ** 20)))
    .addOption(
      option(
        '--n-fft <samples>',
        'FFT size: beyond --win-length it is zero padding (default: twice the window)',
        integer(2, 2 ** 20),
      ),
    )
    .addOption(
      option(
        '--hop <samples>',
        'from frame to frame (default: a quarter window, less where pixels are finer)',
        integer(1),
      ),
    )
    .addOption(new Option('--window <name>', 'analysis window').default('hann').choices([...windowNames]))
    .addOption(
      option('--pre-emphasis <a>', 'y[n] = x[n] − a·x[n−1]; 0 is none, 0.97 usual', numberWithin(0, 1)).default(0),
    )
    .addOption(
      new Option('--reduce <how>', 'what a pixel shows of the frames it covers')
        .default('max')
        .choices([...reduceNames]),
    )
    .addOption(new Option('--scale <name>', 'frequency axis').default('mel').choices([...figureScaleNames]))
    .addOption(option('--fmin <hz>', 'lower edge (default: 0, of log 50)', numberAtLeast(0)))
    .addOption(option('--fmax <hz>', 'upper edge (default: half the rate)', numberAbove(0)))
    .addOption(option('--range <db>', 'from the darkest colour to the brightest', numberAbove(0)).default(80))
    .addOption(option('--floor <db>', 'level of the darkest colour (default: --range below the loudest)', number))
    .addOption(new Option('--colormap <name>', 'colours').default('magma').choices([...colourMapNames]))
    .addOption(option('--gamma <exponent>', 'of the colours over the levels; 1 is even', numberAbove(0)).default(1))
    .addOption(option('--width <pixels>', 'of the figure', integer(200, 20_000)).default(1200))
    .addOption(option('--height <pixels>', 'of the figure', integer(150, 20_000)).default(500))
    .addOption(option('--channel <n>', 'one channel, 0 is the first (default: the average)', integer(0)))
    .addOption(option('--start <time>', 'seconds, or h:mm:ss', seconds))
    .addOption(option('--end <time>', 'seconds, or h:mm:ss', seconds));
  addRawOption(command)
    .addHelpText(
      'after',
      examples(
        'phonoscope spectrogram speech.wav -o speech.png',
        'phonoscope spectrogram speech.wav -o fig1.pdf --start 1.2 --end 3 --scale linear --fmax 8000 --colormap inverse-grey',
      ),
    )
    .action((inputs: string[], options: Options) => run(inputs, options, context));
}

async function run(inputs: string[], options: Options, context: CliContext): Promise<void> {
  const format = options.out === undefined ? (options.format ?? 'png') : formatOf(options.out, options.format);
  const { nFft, winLength, hop, window, preEmphasis, reduce, scale, fmin, fmax } = options;
  const { range, floor, colormap, gamma, width, height } = options;
  const { channel, start, end, raw } = options;
  const request = {
    ...{ format, fftSize: nFft, winLength, hopLength: hop, window, preEmphasis, reduce },
    ...{ scale, fMinHz: fmin, fMaxHz: fmax },
    ...{ rangeDb: range, floorDb: floor, colormap, gamma, width, height },
    ...{ channel, startSec: start, endSec: end, raw },
  };
  const parameters = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
  const batch = {
    command: 'spectrogram',
    inputs,
    options,
    extension: `.${format}`,
    replace: true,
    parameters,
    context,
  };
  await runFileBatch(
    batch,
    ({ input, sink }, work) => drawSpectrogram({ input, sink }, request, work),
    ({ input, output, skipped }) => `${input}  ${output}${skipped === true ? '  (skipped: up to date)' : ''}\n`,
  );
}

/** @throws UsageError: none of the formats */
function formatOf(output: string, format: FigureFormat | undefined): FigureFormat {
  const found = format ?? figureFormats.find((name) => extname(output).toLowerCase() === `.${name}`);
  if (found !== undefined) return found;
  throw new UsageError(
    output === '-' ? 'a figure to stdout needs --format png, svg or pdf' : `"${output}" must end in .png, .svg or .pdf`,
  );
}
