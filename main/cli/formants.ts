import { Option, type Command } from 'commander';
import { formantDefaults } from '../engine/dsp/formants/formantParams.ts';
import { measureFormants } from '../engine/dsp/formants/formants.ts';
import { trackFormants } from '../engine/dsp/formants/formantTracks.ts';
import type { FormantMeasureParams } from '../services/measures/formantMeasure.ts';
import type { CliContext } from './cliContext.ts';
import { examples } from './options/examples.ts';
import { integer, numberAbove, numberAtLeast } from './options/numbers.ts';
import { addTableOptions, runTableCommand, type TableOptions } from './table/runTableCommand.ts';
import { countRows, type ValueTable } from '../services/measures/valueTable.ts';

interface Options extends TableOptions {
  readonly ceiling: number;
  readonly maxFormants: number;
  readonly timeStep: number;
  readonly windowLength: number;
  readonly preEmphasis: number;
  readonly track?: number;
}

export function define(command: Command, context: CliContext): void {
  const { ceilingHz, maxFormants, timeStepSec, windowSec, preEmphasisHz } = formantDefaults;
  addTableOptions(command)
    .addOption(
      new Option('--ceiling <hz>', 'formants are sought up to here: 5500 for most women, 5000 for most men')
        .default(ceilingHz)
        .argParser(numberAbove(0)),
    )
    .addOption(
      new Option('--max-formants <n>', 'up to the ceiling; 5.5 is eleven poles')
        .default(maxFormants)
        .argParser(numberAbove(0)),
    )
    .addOption(
      new Option('--time-step <sec>', 'between frames; 0 is a quarter of the window')
        .default(timeStepSec)
        .argParser(numberAtLeast(0)),
    )
    .addOption(
      new Option('--window-length <sec>', 'effective; the Gaussian is twice as long')
        .default(windowSec)
        .argParser(numberAbove(0)),
    )
    .addOption(
      new Option('--pre-emphasis <hz>', '+6 dB/octave from here on').default(preEmphasisHz).argParser(numberAtLeast(0)),
    )
    .addOption(new Option('--track <n>', 'follow n formants through time').argParser(integer(1, 5)))
    .addHelpText(
      'after',
      examples(
        'phonoscope formants vowel.wav --ceiling 5000 -o vowel.csv',
        'phonoscope formants speech.wav --tier speech.TextGrid --tier-name vowels --measures formants,intensity',
      ),
    )
    .action((inputs: string[], options: Options) => run(inputs, options, context));
}

async function run(inputs: string[], options: Options, context: CliContext): Promise<void> {
  const { ceiling, maxFormants, timeStep, windowLength, preEmphasis, track } = options;
  const params: FormantMeasureParams = {
    maxFormants,
    ceilingHz: ceiling,
    windowSec: windowLength,
    timeStepSec: timeStep > 0 ? timeStep : windowLength / 4,
    preEmphasisHz: preEmphasis,
  };
  const tracked = track === undefined ? params : { ...params, nTracks: track };
  await runTableCommand(
    inputs,
    options,
    {
      command: 'formants',
      parameters: { method: 'burg', ...tracked },
      measure: (signal, sampleRateHz, work) => {
        const formants = measureFormants(signal, { ...params, sampleRateHz }, work);
        return frameTable(track === undefined ? formants : trackFormants(formants, { nTracks: track }));
      },
      toJson: framesJson,
      settings: { formants: tracked },
      measures: ['formants'],
    },
    context,
  );
}

type Frames = ReturnType<typeof measureFormants>;

function frameTable({ nFrames, firstTimeSec, timeStepSec, maxFormants, hz, bandwidthHz }: Frames): ValueTable {
  const numbers = Array.from({ length: maxFormants }, (_, f) => f);
  const columns = ['timeSec', ...numbers.flatMap((f) => [`f${f + 1}Hz`, `b${f + 1}Hz`])];
  const values = new Float64Array(nFrames * columns.length);
  for (let m = 0; m < nFrames; m++) {
    const at = m * columns.length;
    values[at] = firstTimeSec + m * timeStepSec;
    for (const f of numbers) {
      values[at + 1 + 2 * f] = hz[m * maxFormants + f]!;
      values[at + 2 + 2 * f] = bandwidthHz[m * maxFormants + f]!;
    }
  }
  return { columns, values };
}

/** `{frames: [{timeSec, hz: [F1 …], bandwidthHz: […]}]}`; a frame has as many as were found. */
function framesJson(table: ValueTable): object {
  const width = table.columns.length;
  const frames = Array.from({ length: countRows(table) }, (_, m) => {
    const [timeSec, ...pairs] = table.values.subarray(m * width, (m + 1) * width);
    const found = (parity: number) => pairs.filter((value, i) => i % 2 === parity && !Number.isNaN(value));
    return { timeSec, hz: found(0), bandwidthHz: found(1) };
  });
  return { frames };
}
