import { Option, type Command } from 'commander';
import { audioLimits } from '../engine/audio/source.ts';
import type { ByteSink } from '../engine/audio/byteSink.ts';
import { EngineError } from '../engine/core/errors.ts';
import type { WorkOptions } from '../engine/core/progress.ts';
import { griffinLim, type GriffinLimParams } from '../engine/dsp/phase/griffinLim.ts';
import { pghiPhases } from '../engine/dsp/phase/pghi.ts';
import { addOutputOptions, type OutputOptions } from './batch/planOutputs.ts';
import { runFileBatch } from './batch/runFileBatch.ts';
import type { CliContext } from './cliContext.ts';
import { readMagnitudes } from './input/magnitudeArray.ts';
import { examples } from './options/examples.ts';
import { integer, numberAtLeast } from './options/numbers.ts';
import { addStftOptions, stftParamsOf, type StftOptions } from './options/stftOptions.ts';
import { addForceOption, bitsOption, containerOf, createSoundWriter, writeWarnings } from './output/soundFile.ts';
import type { SoundBits, SoundContainer } from './output/soundFile.ts';
import { soundText } from './output/soundText.ts';

interface Options extends StftOptions, OutputOptions {
  readonly rate: number;
  readonly length?: number;
  readonly iterations: number;
  readonly momentum: number;
  readonly phases: 'random' | 'zero' | 'pghi';
  readonly seed: number;
  readonly bits: SoundBits;
  readonly format?: SoundContainer;
  readonly force?: boolean;
}

export function define(command: Command, context: CliContext): void {
  command.argument('<in.npy...>', 'float32 magnitudes [nFrames, nBins] or [nChannels, nFrames, nBins]; - is stdin');
  addOutputOptions(command, 'the sound, .wav or .flac')
    .addOption(
      new Option('--rate <hz>', 'rate of the sound: the array does not tell')
        .argParser(integer(1, audioLimits.maxSampleRateHz))
        .makeOptionMandatory(),
    )
    .addOption(new Option('--length <samples>', 'cut or fill with zeros').argParser(integer(0)))
    .addOption(new Option('--iterations <n>', '0: the first phases as they are').default(32).argParser(integer(0)))
    .addOption(
      new Option('--momentum <x>', '0: as Griffin and Lim; below 1: the fast variant')
        .default(0.99)
        .argParser(numberAtLeast(0)),
    )
    .addOption(
      new Option('--phases <name>', 'the first ones: random, zero, or by gradient integration (wants much overlap)')
        .default('random')
        .choices(['random', 'zero', 'pghi']),
    )
    .addOption(new Option('--seed <n>', 'of random phases').default(0).argParser(integer(0)));
  addStftOptions(command)
    .addOption(bitsOption('sample width').default('32f'))
    .addOption(new Option('--format <name>', 'for stdout and --out-dir').choices(['wav', 'flac']));
  addForceOption(command)
    .addHelpText(
      'after',
      examples(
        'phonoscope griffin-lim speech.npy -o speech.wav --rate 16000 --n-fft 512 --hop 128',
        'phonoscope griffin-lim speech.npy -o speech.wav --rate 16000 --phases pghi --iterations 100',
      ),
    )
    .action((inputs: string[], options: Options) => run(inputs, options, context));
}

async function run(inputs: string[], options: Options, context: CliContext): Promise<void> {
  const { rate: sampleRateHz, bits, format, force, phases } = options;
  const { iterations: nIterations, momentum, seed, length } = options;
  const container = options.out === undefined ? (format ?? 'wav') : containerOf(options.out, format);
  const params = { ...stftParamsOf(options), nIterations, momentum, seed, ...(length === undefined ? {} : { length }) };
  const parameters = { ...params, phases, sampleRateHz, container, bits };
  const batch = { command: 'griffin-lim', inputs, options, extension: `.${container}`, parameters, context };
  await runFileBatch(
    { ...batch, replace: force === true },
    ({ input, sink }, work) => synthesise({ input, sink }, { params, phases, sampleRateHz, container, bits }, work),
    (made) => soundText(made),
  );
}

interface Synthesis {
  readonly params: GriffinLimParams;
  readonly phases: Options['phases'];
  readonly sampleRateHz: number;
  readonly container: SoundContainer;
  readonly bits: SoundBits;
}

/** The iterations need the whole: some 40 bytes for every magnitude. */
async function synthesise(
  { input, sink }: { input: string; sink: ByteSink },
  { params, phases, sampleRateHz, container, bits }: Synthesis,
  work: WorkOptions,
) {
  const magnitudes = await readMagnitudes(input, work.signal);
  if (magnitudes.length < 1 || magnitudes.length > audioLimits.maxChannels)
    throw new EngineError(
      'E_SHAPE',
      `"${input}": nChannels=${magnitudes.length} must be 1 to ${audioLimits.maxChannels}`,
    );
  const channels = magnitudes.map((one) =>
    griffinLim(one, { ...params, phases: phases === 'pghi' ? pghiPhases(one, params) : phases }, work),
  );
  const writer = await createSoundWriter(sink, { container, bits, sampleRateHz, channels: channels.length });
  await writer.write({ channels, nSamples: channels[0]!.length });
  const { nSamples, ...report } = await writer.finish();
  const durationSec = nSamples / sampleRateHz;
  const warnings = writeWarnings(report);
  return { container, bits, sampleRateHz, channels: channels.length, nSamples, durationSec, warnings };
}
