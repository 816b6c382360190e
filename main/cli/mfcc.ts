import { Option, type Command } from 'commander';
import { mfccPresets, type MfccPresetName } from '../engine/dsp/cepstrum/mfccPresets.ts';
import { mfccColumnNames, mfccWithDeltas } from '../engine/dsp/cepstrum/mfccWithDeltas.ts';
import type { MfccMeasureParams } from '../services/measures/mfccMeasure.ts';
import type { CliContext } from './cliContext.ts';
import { examples } from './options/examples.ts';
import { integer, numberAbove, numberAtLeast } from './options/numbers.ts';
import { addTableOptions, runTableCommand, type TableOptions } from './table/runTableCommand.ts';
import { countRows, type ValueTable } from '../services/measures/valueTable.ts';

interface Options extends TableOptions {
  readonly preset: MfccPresetName;
  readonly nMfcc?: number;
  readonly nMels?: number;
  readonly nFft?: number;
  readonly hop?: number;
  readonly fmin?: number;
  readonly fmax?: number;
  readonly lifter?: number;
  readonly deltas: '0' | '1' | '2';
  readonly deltaWidth: number;
}

export function define(command: Command, context: CliContext): void {
  addTableOptions(command)
    .addOption(
      new Option('--preset <library>', 'whose conventions and defaults')
        .default('librosa')
        .choices(Object.keys(mfccPresets)),
    )
    .addOption(new Option('--n-mfcc <n>', 'coefficients, c0 included (default: of the preset)').argParser(integer(1)))
    .addOption(new Option('--n-mels <n>', 'bands (default: of the preset)').argParser(integer(1, 4096)))
    .addOption(
      new Option('--n-fft <samples>', 'FFT and window (default: of the preset)').argParser(integer(2, 2 ** 20)),
    )
    .addOption(new Option('--hop <samples>', 'from frame to frame (default: of the preset)').argParser(integer(1)))
    .addOption(new Option('--fmin <hz>', 'lower edge (default: 0)').argParser(numberAtLeast(0)))
    .addOption(new Option('--fmax <hz>', 'upper edge (default: half the rate)').argParser(numberAbove(0)))
    .addOption(new Option('--lifter <n>', '0: none (default: of the preset)').argParser(numberAtLeast(0)))
    .addOption(new Option('--deltas <n>', '1: deltas, 2: delta-deltas too').default('0').choices(['0', '1', '2']))
    .addOption(new Option('--delta-width <frames>', 'odd, that a delta is fitted to').default(9).argParser(integer(3)))
    .addHelpText(
      'after',
      examples(
        'phonoscope mfcc speech.wav --n-mfcc 13 --deltas 2 -o speech.npy',
        'phonoscope mfcc speech.wav --preset htk --tier speech.TextGrid --tier-name phones -o phones.csv',
      ),
    )
    .action((inputs: string[], options: Options) => run(inputs, options, context));
}

async function run(inputs: string[], options: Options, context: CliContext): Promise<void> {
  const params = mfccParamsOf(options);
  const columns = ['timeSec', ...mfccColumnNames(params)];
  await runTableCommand(
    inputs,
    options,
    {
      command: 'mfcc',
      parameters: { preset: options.preset, ...params },
      digits: 3,
      measure: (signal, sampleRateHz, work) => {
        const { values, nFrames, nFeatures } = mfccWithDeltas(signal, { ...params, sampleRateHz }, work);
        const rows = new Float64Array(nFrames * columns.length);
        for (let m = 0; m < nFrames; m++) {
          rows[m * columns.length] = (m * params.hopLength) / sampleRateHz;
          rows.set(values.subarray(m * nFeatures, (m + 1) * nFeatures), m * columns.length + 1);
        }
        return { columns, values: rows };
      },
      toJson: (table) => framesJson(table, params.nMfcc),
      settings: { mfcc: params },
      measures: ['mfcc'],
    },
    context,
  );
}

function mfccParamsOf(options: Options): MfccMeasureParams {
  const preset: MfccMeasureParams = mfccPresets[options.preset];
  const { nMfcc, nMels, nFft, hop, fmin, fmax, lifter, deltas, deltaWidth } = options;
  return {
    ...preset,
    ...(nMfcc === undefined ? {} : { nMfcc }),
    ...(nMels === undefined ? {} : { nMels }),
    ...(nFft === undefined ? {} : { fftSize: nFft, winLength: nFft }),
    ...(hop === undefined ? {} : { hopLength: hop }),
    ...(fmin === undefined ? {} : { fMinHz: fmin }),
    ...(fmax === undefined ? {} : { fMaxHz: fmax }),
    ...(lifter === undefined ? {} : { lifter }),
    ...(deltas === '0' ? {} : { deltaOrders: deltas === '1' ? 1 : 2, deltaWidth }),
  };
}

/** `{frames: [{timeSec, mfcc: […], delta?: […], deltaDelta?: […]}]}` */
function framesJson(table: ValueTable, nMfcc: number): object {
  const width = table.columns.length;
  const frames = Array.from({ length: countRows(table) }, (_, m) => {
    const [timeSec, ...values] = table.values.subarray(m * width, (m + 1) * width);
    const part = (order: number) => values.slice(order * nMfcc, (order + 1) * nMfcc);
    return {
      timeSec,
      mfcc: part(0),
      ...(values.length > nMfcc ? { delta: part(1) } : {}),
      ...(values.length > 2 * nMfcc ? { deltaDelta: part(2) } : {}),
    };
  });
  return { frames };
}
