/**
 * What the table commands have in common: frames, bands or labelled intervals of each input, as JSON or a readable table on
 * stdout, or as CSV, JSON or .npy in files.
 */
import { Option, type Command } from 'commander';
import type { ByteSink } from '../../engine/audio/byteSink.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import {
  intervalMeasures,
  type IntervalMeasureName,
  type MeasureSettings,
} from '../../services/measures/intervalMeasures.ts';
import { addOutputOptions, type OutputOptions } from '../batch/planOutputs.ts';
import { runBatch } from '../batch/runBatch.ts';
import { runFileBatch } from '../batch/runFileBatch.ts';
import type { CliContext } from '../cliContext.ts';
import { readSignals } from '../input/readSignals.ts';
import { addChannelOptions, addRawOption, channelChoice } from '../options/inputOptions.ts';
import type { ChannelOptions, RawOption } from '../options/inputOptions.ts';
import { properties, table as readableTable, warn } from '../output/printResult.ts';
import { UsageError } from '../process/failure.ts';
import { intervalTable, tierJson } from './intervalTable.ts';
import { tableFormatOf, tableFormats, type TableFormat } from './tableFormat.ts';
import { addTierOptions, readTier, tierPlace, type TierOptions } from './tierOptions.ts';
import { countRows, type ValueTable } from '../../services/measures/valueTable.ts';
import { writeCsv, writeTableNpy } from './writeTable.ts';
import { EngineError } from '../../engine/core/errors.ts';
import { seconds } from '../options/numbers.ts';
import { rowsWithin, type SecRange } from './rowsWithin.ts';
import { valueLines } from './valueLines.ts';

export interface TableOptions extends ChannelOptions, RawOption, OutputOptions, TierOptions {
  readonly format?: TableFormat;
  readonly start?: number;
  readonly end?: number;
}

export interface TableCommand {
  readonly command: string;
  readonly parameters: object;
  /** Decimals of the readable table. */
  readonly digits?: number;
  readonly measure: (signal: SampleSource, sampleRateHz: number, work: WorkOptions, range: SecRange) => ValueTable;
  /** One row for people: a value a line. */
  readonly isOneRow?: boolean;
  /** The shape that scripts rely on. */
  readonly toJson: (table: ValueTable) => object;
  /** With --tier. */
  readonly settings: MeasureSettings;
  readonly measures: readonly IntervalMeasureName[]; // unless --measures says others
}

/** The arguments and options that all of them take. */
export function addTableOptions(command: Command): Command {
  command.argument('<in...>', 'recordings; - is stdin');
  addOutputOptions(command, 'the table as .csv, .json or .npy (default: stdout)').addOption(
    new Option('--format <name>', 'of the files, where the name does not say it').choices([...tableFormats]),
  );
  command
    .addOption(new Option('--start <time>', 'from here on: seconds, or h:mm:ss').argParser(seconds))
    .addOption(new Option('--end <time>', 'up to here').argParser(seconds));
  addTierOptions(command);
  addChannelOptions(command);
  return addRawOption(command);
}

export async function runTableCommand(
  inputs: string[],
  options: TableOptions,
  what: TableCommand,
  context: CliContext,
): Promise<void> {
  const { raw, tier, tierName } = options;
  const { start, end } = options;
  if (tier !== undefined && (start !== undefined || end !== undefined))
    throw new UsageError('--start and --end say one range, --tier says others');
  if (!((start ?? 0) < (end ?? Infinity))) throw new UsageError(`--start ${start ?? 0} must be before --end ${end}`);
  if (tier === undefined && (tierName !== undefined || options.measures !== undefined))
    throw new UsageError('--tier-name and --measures need --tier FILE');
  const channels = channelChoice(options);
  const measures = (options.measures ?? what.measures).map((name) => intervalMeasures[name](what.settings));
  const chosen =
    tier === undefined
      ? {
          ...what.parameters,
          ...(start === undefined ? {} : { startSec: start }),
          ...(end === undefined ? {} : { endSec: end }),
        }
      : { tier, ...(tierName === undefined ? {} : { tierName }), measures: parametersOf(measures) };
  const parameters = { ...chosen, channels, ...(raw === undefined ? {} : { raw }) };

  const analyse = async (input: string, work: WorkOptions) => {
    const found = tier === undefined ? null : await readTier(input, options);
    const { signals, sampleRateHz, info, close } = await readSignals(input, { channels, raw }, work);
    try {
      const noted: WorkOptions = { ...work, onProgress: (p) => work.onProgress?.({ ...p, note: 'measuring' }) };
      const tables = signals.map((signal) =>
        found
          ? intervalTable(found, measures, { signal, sampleRateHz }, noted)
          : measureRange(what, { signal, sampleRateHz, start, end }, noted),
      );
      const json = tables.map(found ? (one: ValueTable) => tierJson(found.name, one) : what.toJson);
      return { tables, json: channels === 'each' ? { channels: json } : json[0]!, warnings: info.warnings };
    } finally {
      close();
    }
  };

  if (options.out === undefined && options.outDir === undefined) {
    if (options.format !== undefined || options.resume === true)
      throw new UsageError('--format and --resume need --out or --out-dir');
    const describe = ({ input, tables }: Analysed) =>
      readable(
        tables,
        {
          ...what,
          parameters: tier === undefined ? what.parameters : parametersOf(measures),
          isOneRow: tier === undefined && what.isOneRow === true,
        },
        inputs.length > 1 ? input : null,
      );
    await runBatch({ inputs, json: options.json === true, context, describe }, async (input, work) => {
      const { tables, json, warnings } = await analyse(input, work);
      warn(input, warnings);
      const result = { input, ...json, warnings, parameters };
      return Object.defineProperty(result, 'tables', { value: tables, enumerable: false }) as typeof result & Analysed;
    });
    return;
  }
  const format = tableFormatOf(options);
  const besideOf = tier === undefined ? undefined : (input: string) => tierPlace(input, tier);
  const about = { command: what.command, parameters, context, besideOf };
  const batch = { ...about, inputs, options, extension: `.${format}`, replace: true };
  await runFileBatch(
    batch,
    async ({ input, sink }, work) => {
      const { tables, json, warnings } = await analyse(input, work);
      const columns = [...(format === 'npy' ? [] : (tables[0]!.labels?.columns ?? [])), ...tables[0]!.columns];
      if (format === 'csv') await writeCsv(sink, tables, { plainLabels: options.plainLabels === true });
      else if (format === 'npy') await writeTableNpy(sink, tables);
      else await writeJson(sink, { input, ...json, warnings, parameters });
      return { columns, rows: tables.reduce((sum, one) => sum + countRows(one), 0), warnings };
    },
    ({ input, output, rows }) => `${input}  ${output}  ${rows} rows\n`,
  );
}

interface Ranged {
  readonly signal: SampleSource;
  readonly sampleRateHz: number;
  readonly start: number | undefined;
  readonly end: number | undefined;
}

/** The whole sound is analysed, then the range taken out of it: its frames are those of the whole. */
function measureRange(
  { measure }: TableCommand,
  { signal, sampleRateHz, start = 0, end = Infinity }: Ranged,
  work: WorkOptions,
): ValueTable {
  const durationSec = signal.nSamples / sampleRateHz;
  const range = { startSec: start, endSec: Math.min(end, durationSec) };
  if (!(range.startSec < range.endSec))
    throw new EngineError('E_PARAM', `start=${start} s must be before the end at ${durationSec} s`);
  return rowsWithin(measure(signal, sampleRateHz, work, range), range);
}

interface Analysed {
  readonly input: string;
  readonly tables: readonly ValueTable[];
}

function parametersOf(measures: readonly { readonly name: string; readonly parameters: object }[]): object {
  return Object.fromEntries(measures.map(({ name, parameters }) => [name, parameters]));
}

async function writeJson(sink: ByteSink, value: object): Promise<void> {
  await sink.write(new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`));
}

/** The parameters in a line, then columns. */
function readable(
  tables: readonly ValueTable[],
  { command, parameters, digits = 1, isOneRow = false }: TableCommand,
  input: string | null,
) {
  const named = Object.entries(parameters).map(
    ([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
  );
  const head = `# ${command}: ${named.join(', ')}\n`;
  if (isOneRow) {
    const one = (table: ValueTable, channel: number) =>
      properties([
        ...(input === null ? [] : [['file', input] as const]),
        ...(tables.length > 1 ? [['channel', channel] as const] : []),
        ...valueLines(table),
      ]);
    return `${head}${tables.map(one).join('\n')}${input === null ? '' : '\n'}`;
  }
  const { columns, labels } = tables[0]!;
  const lead = [...(input === null ? [] : ['file']), ...(tables.length > 1 ? ['channel'] : [])];
  const rows = tables.flatMap((one, channel) =>
    Array.from({ length: countRows(one) }, (_, row) => [
      ...(input === null ? [] : [input]),
      ...(tables.length > 1 ? [channel] : []),
      ...(one.labels?.rows[row] ?? []),
      ...Array.from(one.values.subarray(row * columns.length, (row + 1) * columns.length), (value, c) =>
        Number.isNaN(value) ? '–' : value.toFixed(columns[c]!.endsWith('Sec') ? 4 : digits),
      ),
    ]),
  );
  return `${head}${readableTable([...lead, ...(labels?.columns ?? []), ...columns], rows)}`;
}
