import { Option, type Command } from 'commander';
import { pitchFrame } from '../engine/dsp/pitch/pitchTrack.ts';
import { pitchMethods, pitchParams, type PitchMethod } from '../engine/dsp/pitch/pitchParams.ts';
import { pyinParams, type PyinParams } from '../engine/dsp/pitch/pyin/pyinParams.ts';
import { trackPyin } from '../engine/dsp/pitch/pyin/trackPyin.ts';
import { trackPitch } from '../engine/dsp/pitch/trackPitch.ts';
import type { CliContext } from './cliContext.ts';
import { examples } from './options/examples.ts';
import { integer, numberAbove } from './options/numbers.ts';
import { addPitchOptions, givenPitchParams, namedPitchParams, type PitchOptions } from './options/pitchOptions.ts';
import { UsageError } from './process/failure.ts';
import { addTableOptions, runTableCommand, type TableCommand, type TableOptions } from './table/runTableCommand.ts';
import { countRows, type ValueTable } from '../services/measures/valueTable.ts';

interface Options extends TableOptions, PitchOptions {
  readonly method: PitchMethod | 'pyin';
  readonly frameLength?: number;
  readonly hop?: number;
  readonly resolution?: number;
}

const pyinOnly = ['frameLength', 'hop', 'resolution'] as const;

/** What pYIN knows beside its own. */
const shared = ['floor', 'ceiling'];

export function define(command: Command, context: CliContext): void {
  addTableOptions(command).addOption(
    new Option('--method <name>', 'correlation as in Praat 6.3 (raw) or 6.4 (filtered), or probabilistic YIN')
      .default('raw-ac')
      .choices([...pitchMethods, 'pyin']),
  );
  addPitchOptions(command)
    .addOption(new Option('--frame-length <n>', 'of pyin, samples (2048)').argParser(integer(4, 2 ** 18)))
    .addOption(new Option('--hop <n>', 'of pyin, samples (a quarter of the frame)').argParser(integer(1)))
    .addOption(new Option('--resolution <semitones>', 'of pyin (0.1)').argParser(numberAbove(0)))
    .addHelpText(
      'after',
      examples(
        'phonoscope pitch speech.wav --floor 100 --ceiling 500 -o speech.csv',
        'phonoscope pitch speech.wav --tier speech.TextGrid --tier-name vowels --measures pitch,voice',
      ),
    )
    .action((inputs: string[], options: Options) => run(inputs, options, command, context));
}

async function run(inputs: string[], options: Options, command: Command, context: CliContext): Promise<void> {
  const { method } = options;
  refuseForeign(command, method);
  const what = method === 'pyin' ? pyinCommand(options) : correlationCommand(method, options);
  await runTableCommand(inputs, options, { command: 'pitch', digits: 2, toJson: framesJson, ...what }, context);
}

type What = Pick<TableCommand, 'parameters' | 'measure' | 'settings' | 'measures'>;

function correlationCommand(method: PitchMethod, options: Options): What {
  const given = givenPitchParams(method, options);
  return {
    parameters: namedPitchParams(pitchParams(given)),
    measure: (signal, sampleRateHz, work) => {
      const track = trackPitch(signal, sampleRateHz, given, work);
      return frameTable(track.nFrames, (m) => pitchFrame(track, m));
    },
    settings: { pitch: given },
    measures: ['pitch'],
  };
}

function pyinCommand({ floor, ceiling, frameLength, hop, resolution, tier }: Options): What {
  if (tier !== undefined) throw new UsageError('--method pyin gives frames only: leave out --tier');
  const given: Partial<PyinParams> = {
    fMinHz: floor ?? 75,
    fMaxHz: ceiling ?? 600,
    ...(frameLength === undefined ? {} : { frameLength }),
    ...(hop === undefined ? {} : { hopLength: hop }),
    ...(resolution === undefined ? {} : { resolution }),
  };
  return {
    parameters: { method: 'pyin', ...pyinParams(given) },
    measure: (signal, sampleRateHz, work) => {
      const track = trackPyin(signal, sampleRateHz, given, work);
      return frameTable(track.nFrames, (m) => ({
        timeSec: track.firstTimeSec + m * track.timeStepSec,
        hz: track.hz[m]!,
        strength: track.voicedProbability[m]!,
      }));
    },
    settings: {},
    measures: [],
  };
}

function frameTable(
  nFrames: number,
  frameAt: (m: number) => { timeSec: number; hz: number | null; strength: number },
): ValueTable {
  const values = new Float64Array(3 * nFrames);
  for (let m = 0; m < nFrames; m++) {
    const { timeSec, hz, strength } = frameAt(m);
    values.set([timeSec, hz ?? Number.NaN, strength], 3 * m);
  }
  return { columns: ['timeSec', 'hz', 'strength'], values };
}

/** `{frames: [{timeSec, hz | null, strength}]}` */
function framesJson(table: ValueTable): object {
  const frames = Array.from({ length: countRows(table) }, (_, m) => {
    const [timeSec, hz, strength] = table.values.subarray(3 * m, 3 * m + 3);
    return { timeSec, hz: Number.isNaN(hz) ? null : hz, strength };
  });
  return { frames };
}

/** Parameters that the method has not would be ignored. */
function refuseForeign(command: Command, method: Options['method']): void {
  const own = new Set(addPitchOptions(command.createCommand()).options.map((option) => option.attributeName()));
  const isForeign = (name: string) =>
    method === 'pyin' ? own.has(name) && !shared.includes(name) : (pyinOnly as readonly string[]).includes(name);
  const foreign = command.options.filter(
    (option) => isForeign(option.attributeName()) && command.getOptionValueSource(option.attributeName()) === 'cli',
  );
  if (foreign.length === 0) return;
  throw new UsageError(`--method ${method} has no ${foreign.map(({ long }) => long).join(', ')}`);
}
