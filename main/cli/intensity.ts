import { Option, type Command } from 'commander';
import { intensityDefaults, measureIntensity } from '../engine/dsp/intensity/intensity.ts';
import type { CliContext } from './cliContext.ts';
import { examples } from './options/examples.ts';
import { numberAbove, numberAtLeast } from './options/numbers.ts';
import { addTableOptions, runTableCommand, type TableOptions } from './table/runTableCommand.ts';
import { countRows, type ValueTable } from '../services/measures/valueTable.ts';

interface Options extends TableOptions {
  readonly minPitch: number;
  readonly timeStep: number;
  readonly subtractMean: boolean;
}

export function define(command: Command, context: CliContext): void {
  const { minPitchHz, timeStepSec } = intensityDefaults;
  addTableOptions(command)
    .addOption(
      new Option('--min-pitch <hz>', 'no ripple from voices above; the window is 6.4 of its periods')
        .default(minPitchHz)
        .argParser(numberAbove(0)),
    )
    .addOption(
      new Option('--time-step <sec>', 'between frames; 0 is 0.8 periods of --min-pitch')
        .default(timeStepSec)
        .argParser(numberAtLeast(0)),
    )
    .option('--no-subtract-mean', 'keep the mean of each window')
    .addHelpText(
      'after',
      examples(
        'phonoscope intensity speech.wav -o speech.csv',
        'phonoscope intensity corpus/*.wav --tier grids --tier-name words --out-dir tables',
      ),
    )
    .action((inputs: string[], options: Options) => run(inputs, options, context));
}

async function run(inputs: string[], options: Options, context: CliContext): Promise<void> {
  const { minPitch: minPitchHz, timeStep, subtractMean } = options;
  const params = { minPitchHz, timeStepSec: timeStep > 0 ? timeStep : 0.8 / minPitchHz, subtractMean };
  await runTableCommand(
    inputs,
    options,
    {
      command: 'intensity',
      parameters: { ...params, reference: '2e-5 Pa' },
      measure: (signal, sampleRateHz, work) => {
        const { db, firstTimeSec, timeStepSec } = measureIntensity(signal, { ...params, sampleRateHz }, work);
        const values = new Float64Array(2 * db.length);
        db.forEach((level, m) => values.set([firstTimeSec + m * timeStepSec, level], 2 * m));
        return { columns: ['timeSec', 'db'], values };
      },
      toJson: framesJson,
      settings: { intensity: params },
      measures: ['intensity'],
    },
    context,
  );
}

function framesJson(table: ValueTable): object {
  const frames = Array.from({ length: countRows(table) }, (_, m) => ({
    timeSec: table.values[2 * m],
    db: table.values[2 * m + 1],
  }));
  return { frames };
}
