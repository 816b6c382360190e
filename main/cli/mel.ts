import { Option, type Command } from 'commander';
import { melPresets, type MelPresetName } from '../engine/dsp/melPresets.ts';
import type { MelLog, MelParams } from '../engine/dsp/mel.ts';
import { addOutputOptions, type OutputOptions } from './batch/planOutputs.ts';
import { runFileBatch } from './batch/runFileBatch.ts';
import type { CliContext } from './cliContext.ts';
import { computeMel } from './computeMel.ts';
import { examples } from './options/examples.ts';
import { addChannelOptions, addRawOption, channelChoice } from './options/inputOptions.ts';
import type { ChannelOptions, RawOption } from './options/inputOptions.ts';
import { addDeviceOption, type DeviceOption } from './options/deviceOption.ts';
import { integer, numberAbove, numberAtLeast } from './options/numbers.ts';
import { addRateOption, addStftOptions, stftParamsOf, type StftOptions } from './options/stftOptions.ts';
import { arrayText } from './output/arrayText.ts';
import { withDevices } from './process/devices.ts';
import { UsageError } from './process/failure.ts';

interface MelOptions extends StftOptions {
  readonly preset?: MelPresetName;
  readonly nMels: number;
  readonly fmin: number;
  readonly fmax?: number;
  readonly scale: 'slaney' | 'htk';
  readonly norm: 'slaney' | 'none';
  readonly log: MelLog;
  readonly power: '1' | '2';
  readonly floor?: number;
  readonly rate?: number;
}

interface Options extends MelOptions, DeviceOption, ChannelOptions, RawOption, OutputOptions {
  readonly padTo?: number;
}

/** What a preset decides; giving it as well would make it another front end under the same name. */
const presetOptions = [
  ...['nFft', 'hop', 'winLength', 'window', 'pad', 'symmetric', 'rate'],
  ...['nMels', 'fmin', 'fmax', 'scale', 'norm', 'log', 'power', 'floor'],
];

export function define(command: Command, context: CliContext): void {
  command.argument('<in...>', 'recordings; - is stdin');
  addOutputOptions(command, 'the array, .npy of [nFrames, nMels], float32');
  addMelOptions(addStftOptions(command));
  addRateOption(command);
  command.addOption(
    new Option('--pad-to <sec>', 'zeros up to this length, or cut to it (Whisper wants 30)').argParser(numberAbove(0)),
  );
  addDeviceOption(command);
  addChannelOptions(command);
  addRawOption(command)
    .addHelpText(
      'after',
      examples(
        'phonoscope mel speech.wav -o speech.npy --preset whisper --pad-to 30',
        'phonoscope mel corpus/*.flac --out-dir mels --n-mels 64 --log db --resume',
      ),
    )
    .action((inputs: string[], options: Options) => run(inputs, options, command, context));
}

function addMelOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--preset <model>', 'all of the parameters, the rate too, as that model was trained').choices(
        Object.keys(melPresets),
      ),
    )
    .addOption(new Option('--n-mels <n>', 'bands').default(80).argParser(integer(1, 4096)))
    .addOption(new Option('--fmin <hz>', 'lower edge').default(0).argParser(numberAtLeast(0)))
    .addOption(new Option('--fmax <hz>', 'upper edge (default: half the rate)').argParser(numberAbove(0)))
    .addOption(new Option('--scale <name>', 'mel scale').default('slaney').choices(['slaney', 'htk']))
    .addOption(
      new Option('--norm <name>', 'filters of equal area, or of equal peak')
        .default('slaney')
        .choices(['slaney', 'none']),
    )
    .addOption(new Option('--log <name>', 'scale of the values').default('none').choices(['none', 'ln', 'log10', 'db']))
    .addOption(new Option('--power <n>', 'of the magnitude').default('2').choices(['1', '2']))
    .addOption(
      new Option(
        '--floor <value>',
        'least value before the logarithm (default: 1e-5 for ln, 1e-10 for log10 and db)',
      ).argParser(numberAbove(0)),
    );
}

async function run(inputs: string[], options: Options, command: Command, context: CliContext): Promise<void> {
  const { preset, raw, padTo } = options;
  if (preset !== undefined) refuseBeside(command, preset);
  const channels = channelChoice(options);
  const choices = preset === undefined ? melChoices(options) : { preset, ...melPresets[preset] };
  const parameters = {
    ...choices,
    channels,
    ...(padTo === undefined ? {} : { padToSec: padTo }),
    ...(raw === undefined ? {} : { raw }),
  };
  const batch = { command: 'mel', inputs, options, extension: '.npy', replace: true, parameters, context };
  await withDevices(options.device, (devices) =>
    runFileBatch(
      batch,
      async ({ input, sink }, work) => {
        const analysis = { paramsAt: (hz: number) => melParams(choices, hz), padToSec: padTo, devices };
        const request = { channels, raw, rateHz: choices.sampleRateHz };
        const made = await computeMel({ input, sink, request }, analysis, work);
        return { ...made, parameters: { ...parameters, ...melParams(choices, made.sampleRateHz) } };
      },
      (made) => arrayText(made),
    ),
  );
}

function refuseBeside(command: Command, preset: string): void {
  const given = command.options.filter(
    (option) =>
      presetOptions.includes(option.attributeName()) && command.getOptionValueSource(option.attributeName()) === 'cli',
  );
  if (given.length === 0) return;
  throw new UsageError(
    `${given.map(({ long }) => long).join(', ')} cannot be given with --preset ${preset}, which decides it`,
  );
}

type MelChoices = Omit<MelParams, 'sampleRateHz' | 'fMaxHz'> & Partial<MelParams>;

function melParams(choices: MelChoices, sampleRateHz: number): MelParams {
  return { fMaxHz: sampleRateHz / 2, ...choices, sampleRateHz };
}

/** The rate and its half are not known before the recording is. */
function melChoices(options: MelOptions): MelChoices {
  const { nMels, fmin, fmax, scale, norm, log, power, floor, rate } = options;
  return {
    ...stftParamsOf(options),
    nMels,
    fMinHz: fmin,
    ...(fmax === undefined ? {} : { fMaxHz: fmax }),
    scale,
    norm,
    power: power === '1' ? 1 : 2,
    log,
    ...(log === 'none' ? {} : { floor: floor ?? (log === 'ln' ? 1e-5 : 1e-10) }),
    ...(rate === undefined ? {} : { sampleRateHz: rate }),
  };
}
