import { extname } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import {
  figureColourMapNames,
  figureFormatNames,
  figureScaleNames,
  type FigureColourMapName,
  type FigureFormatName,
  type FigureScaleName,
} from '../../preload/contract/figureFormat.ts';
import { windowNames, type WindowName } from '../engine/dsp/window.ts';
import {
  reduceNames,
  spectrogramMethods,
  type ReduceName,
  type SpectrogramMethod,
} from '../services/figures/spectrogramLevels.ts';
import { addOutputOptions, type OutputOptions } from './batch/planOutputs.ts';
import { runFileBatch } from './batch/runFileBatch.ts';
import type { CliContext } from './cliContext.ts';
import { drawSpectrogram } from './drawSpectrogram.ts';
import { figureOverlayNames, type FigureOverlayName } from './figureOverlays.ts';
import { examples } from './options/examples.ts';
import { addRawOption, type RawOption } from './options/inputOptions.ts';
import { integer, number, numberAbove, numberAtLeast, numberWithin, seconds } from './options/numbers.ts';
import { UsageError } from './process/failure.ts';
import { readTier } from './table/tierOptions.ts';

interface Options extends OutputOptions, RawOption {
  readonly format?: FigureFormatName;
  readonly nFft?: number;
  readonly winLength?: number;
  readonly hop?: number;
  readonly method: SpectrogramMethod;
  readonly window: WindowName;
  readonly preEmphasis: number;
  readonly reduce: ReduceName;
  readonly scale: FigureScaleName;
  readonly fmin?: number;
  readonly fmax?: number;
  readonly range: number;
  readonly floor?: number;
  readonly colormap: FigureColourMapName;
  readonly gamma: number;
  readonly width: number;
  readonly height: number;
  readonly channel?: number;
  readonly start?: number;
  readonly end?: number;
  readonly overlay?: readonly FigureOverlayName[];
  readonly tier?: string;
  readonly tierName?: string;
}

const option = (flags: string, about: string, parse: (text: string) => unknown) =>
  new Option(flags, about).argParser(parse);

export function define(command: Command, context: CliContext): void {
  command.argument('<in...>', 'recordings; - is stdin');
  addOutputOptions(command, 'the figure, .png, .svg or .pdf')
    .addOption(new Option('--format <name>', 'for stdout and --out-dir (png)').choices([...figureFormatNames]))
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
    .addOption(
      new Option('--method <name>', 'reassigned: energy stands where it comes from')
        .default('power')
        .choices([...spectrogramMethods]),
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
    .addOption(new Option('--colormap <name>', 'colours').default('magma').choices([...figureColourMapNames]))
    .addOption(option('--gamma <exponent>', 'of the colours over the levels; 1 is even', numberAbove(0)).default(1))
    .addOption(option('--width <pixels>', 'of the figure', integer(200, 20_000)).default(1200))
    .addOption(option('--height <pixels>', 'of the figure', integer(150, 20_000)).default(500))
    .addOption(option('--channel <n>', 'one channel, 0 is the first (default: the average)', integer(0)))
    .addOption(option('--start <time>', 'seconds, or h:mm:ss', seconds))
    .addOption(option('--end <time>', 'seconds, or h:mm:ss', seconds))
    .addOption(
      option('--overlay <names>', `curves with Praat's parameters: ${figureOverlayNames.join(',')}`, parseOverlays),
    )
    .option(
      '--tier <file>',
      'annotations (TextGrid, EAF, SRT …) whose intervals stand below; a folder holds a file for each input',
    )
    .option('--tier-name <name>', 'its tier (default: the only one of intervals)');
  addRawOption(command)
    .addHelpText(
      'after',
      examples(
        'phonoscope spectrogram speech.wav -o speech.png',
        'phonoscope spectrogram speech.wav -o fig1.pdf --start 1.2 --end 3 --fmax 8000 --colormap inverse-grey --overlay pitch,formants --tier speech.TextGrid',
      ),
    )
    .action((inputs: string[], options: Options) => run(inputs, options, context));
}

async function run(inputs: string[], options: Options, context: CliContext): Promise<void> {
  const format = options.out === undefined ? (options.format ?? 'png') : formatOf(options.out, options.format);
  const { nFft, winLength, hop, method, window, preEmphasis, reduce, scale, fmin, fmax } = options;
  const { range, floor, colormap, gamma, width, height } = options;
  const { channel, start, end, raw, overlay, tier, tierName } = options;
  if (tier === undefined && tierName !== undefined) throw new UsageError('--tier-name is of --tier: say both');
  const request = {
    ...{ format, fftSize: nFft, winLength, hopLength: hop, method, window, preEmphasis, reduce },
    ...{ scale, fMinHz: fmin, fMaxHz: fmax },
    ...{ rangeDb: range, floorDb: floor, colormap, gamma, width, height },
    ...{ channel, startSec: start, endSec: end, raw, overlays: overlay },
  };
  const given = { ...request, tier, tierName };
  const parameters = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
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
    async ({ input, sink }, work) => {
      const shown = tier === undefined ? undefined : await readTier(input, { tier, tierName });
      return drawSpectrogram({ input, sink }, { ...request, tier: shown }, work);
    },
    ({ input, output, skipped }) => `${input}  ${output}${skipped === true ? '  (skipped: up to date)' : ''}\n`,
  );
}

function parseOverlays(text: string): FigureOverlayName[] {
  return text.split(',').map((name) => {
    const known = figureOverlayNames.find((other) => other === name.trim());
    if (known === undefined) throw new InvalidArgumentError(`It must be of ${figureOverlayNames.join(',')}.`);
    return known;
  });
}

/** @throws UsageError: none of the formats */
function formatOf(output: string, format: FigureFormatName | undefined): FigureFormatName {
  const found = format ?? figureFormatNames.find((name) => extname(output).toLowerCase() === `.${name}`);
  if (found !== undefined) return found;
  throw new UsageError(
    output === '-' ? 'a figure to stdout needs --format png, svg or pdf' : `"${output}" must end in .png, .svg or .pdf`,
  );
}
