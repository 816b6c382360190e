import { Option, type Command } from 'commander';
import { pitchMethods, type PitchMethod } from '../engine/dsp/pitch/pitchParams.ts';
import { voiceReportParams } from '../engine/dsp/voice/voiceReport.ts';
import { voiceColumns, voiceMeasure, voiceParams } from '../services/measures/voiceMeasure.ts';
import type { CliContext } from './cliContext.ts';
import { examples } from './options/examples.ts';
import { numberAbove } from './options/numbers.ts';
import { addPitchOptions, givenPitchParams, namedPitchParams, type PitchOptions } from './options/pitchOptions.ts';
import { addTableOptions, runTableCommand, type TableOptions } from './table/runTableCommand.ts';
import type { ValueTable } from '../services/measures/valueTable.ts';

interface Options extends TableOptions, PitchOptions {
  readonly method: PitchMethod;
  readonly maxPeriodFactor: number;
  readonly maxAmplitudeFactor: number;
}

export function define(command: Command, context: CliContext): void {
  addTableOptions(command).addOption(
    new Option('--method <name>', 'of pitch; cross-correlation as in Praat')
      .default('raw-cc')
      .choices([...pitchMethods]),
  );
  addPitchOptions(command)
    .addOption(
      new Option('--max-period-factor <x>', 'neighbouring periods that differ more do not count')
        .default(voiceReportParams.maxPeriodFactor)
        .argParser(numberAbove(1)),
    )
    .addOption(
      new Option('--max-amplitude-factor <x>', 'neighbouring amplitudes that differ more do not count')
        .default(voiceReportParams.maxAmplitudeFactor)
        .argParser(numberAbove(1)),
    )
    .addHelpText(
      'after',
      examples(
        'phonoscope voice vowel.wav --floor 75 --ceiling 300',
        'phonoscope voice speech.wav --tier speech.TextGrid --tier-name vowels -o voice.csv',
      ),
    )
    .action((inputs: string[], options: Options) => run(inputs, options, context));
}

async function run(inputs: string[], options: Options, context: CliContext): Promise<void> {
  const { method, maxPeriodFactor, maxAmplitudeFactor } = options;
  const settings = { pitch: givenPitchParams(method, options), report: { maxPeriodFactor, maxAmplitudeFactor } };
  const { pitch, report } = voiceParams(settings);
  await runTableCommand(
    inputs,
    options,
    {
      command: 'voice',
      parameters: { ...namedPitchParams(pitch), ...report },
      digits: 5,
      isOneRow: true,
      measure: (signal, sampleRateHz, work, { startSec, endSec }) => {
        const values = voiceMeasure(settings).prepare({ signal, sampleRateHz }, work)(startSec, endSec);
        return {
          columns: ['startSec', 'endSec', ...voiceColumns.map(({ name }) => name)],
          values: Float64Array.of(startSec, endSec, ...values),
        };
      },
      toJson: reportJson,
      settings: { voice: settings },
      measures: ['voice'],
    },
    context,
  );
}

/** Each number under its name, null where there is none. */
function reportJson({ columns, values }: ValueTable): object {
  return Object.fromEntries(columns.map((name, c) => [name, Number.isNaN(values[c]!) ? null : values[c]]));
}
