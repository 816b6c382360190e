import { Option, type Command } from 'commander';
import { energySpectrum } from '../engine/dsp/spectrum/energySpectrum.ts';
import { ltas, ltasBandwidthHz, type Ltas } from '../engine/dsp/spectrum/ltas.ts';
import { spectralMoments } from '../engine/dsp/spectrum/spectralMoments.ts';
import { ltasSlope, spectralTilt } from '../engine/dsp/spectrum/spectralTilt.ts';
import type { CliContext } from './cliContext.ts';
import { examples } from './options/examples.ts';
import { numberAbove } from './options/numbers.ts';
import { addTableOptions, runTableCommand, type TableOptions } from './table/runTableCommand.ts';
import { countRows, type ValueTable } from '../services/measures/valueTable.ts';

interface Options extends TableOptions {
  readonly bandwidth: number;
}

export function define(command: Command, context: CliContext): void {
  addTableOptions(command)
    .addOption(new Option('--bandwidth <hz>', 'of the bands').default(ltasBandwidthHz).argParser(numberAbove(0)))
    .addHelpText(
      'after',
      examples('phonoscope ltas speech.wav -o speech.csv', 'phonoscope ltas --json voices/*.wav > averages.json'),
    )
    .action((inputs: string[], options: Options) => run(inputs, options, context));
}

/** What is said of a whole spectrum, beside its bands. */
type Summary = ReturnType<typeof summaryOf>;

async function run(inputs: string[], options: Options, context: CliContext): Promise<void> {
  const bandwidthHz = options.bandwidth;
  const summaries = new WeakMap<ValueTable, Summary>();
  await runTableCommand(
    inputs,
    options,
    {
      command: 'ltas',
      parameters: { bandwidthHz, reference: '(2e-5 Pa)²/Hz' },
      measure: (signal, sampleRateHz, work, { startSec, endSec }) => {
        const spectrum = energySpectrum(
          signal,
          {
            sampleRateHz,
            startSample: Math.round(startSec * sampleRateHz),
            endSample: Math.round(endSec * sampleRateHz),
          },
          work,
        );
        const average = ltas(spectrum, bandwidthHz);
        const values = new Float64Array(2 * average.db.length);
        average.db.forEach((level, b) => values.set([(b + 0.5) * bandwidthHz, level], 2 * b));
        const found = { columns: ['hz', 'db'], values };
        summaries.set(found, summaryOf(average, spectralMoments(spectrum)));
        return found;
      },
      toJson: (found) => ({ bands: bandsOf(found), ...summaries.get(found) }),
      settings: {},
      measures: ['spectrum'],
    },
    context,
  );
}

function summaryOf(average: Ltas, moments: ReturnType<typeof spectralMoments>) {
  const finite = (value: number) => (Number.isFinite(value) ? value : null); // silence has none
  const nyquistHz = average.db.length * average.bandwidthHz;
  const range = { fromHz: 100, toHz: Math.min(5000, nyquistHz) };
  const isWide = range.toHz - range.fromHz >= 3 * average.bandwidthHz;
  return {
    slopeDb: finite(ltasSlope(average)),
    tiltDbPerHz: isWide ? finite(spectralTilt(average, range).slope) : null,
    centreOfGravityHz: finite(moments.centreOfGravityHz),
    standardDeviationHz: finite(moments.standardDeviationHz),
    skewness: finite(moments.skewness),
    kurtosis: finite(moments.kurtosis),
  };
}

function bandsOf(found: ValueTable): object[] {
  return Array.from({ length: countRows(found) }, (_, b) => ({ hz: found.values[2 * b], db: found.values[2 * b + 1] }));
}
