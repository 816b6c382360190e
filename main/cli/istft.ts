import { Option, type Command } from 'commander';
import type { ByteSink } from '../engine/audio/byteSink.ts';
import { audioLimits } from '../engine/audio/source.ts';
import { EngineError, throwIfAborted } from '../engine/core/errors.ts';
import type { WorkOptions } from '../engine/core/progress.ts';
import type { StftParams } from '../engine/dsp/stftParams.ts';
import { addOutputOptions, type OutputOptions } from './batch/planOutputs.ts';
import { runFileBatch } from './batch/runFileBatch.ts';
import type { CliContext } from './cliContext.ts';
import { openComplexFrames } from './input/complexFrames.ts';
import { inverseBlocks } from './inverseBlocks.ts';
import { examples } from './options/examples.ts';
import { integer } from './options/numbers.ts';
import { addStftOptions, stftParamsOf, type StftOptions } from './options/stftOptions.ts';
import { addForceOption, bitsOption, containerOf, createSoundWriter, writeWarnings } from './output/soundFile.ts';
import type { SoundBits, SoundContainer } from './output/soundFile.ts';
import { soundText } from './output/soundText.ts';

interface Options extends StftOptions, OutputOptions {
  readonly rate: number;
  readonly length?: number;
  readonly bits: SoundBits;
  readonly format?: SoundContainer;
  readonly force?: boolean;
}

export function define(command: Command, context: CliContext): void {
  command.argument('<in.npy...>', 'complex64 of [nFrames, nBins] or [nChannels, nFrames, nBins]; - is stdin');
  addOutputOptions(command, 'the sound, .wav or .flac');
  command.addOption(
    new Option('--rate <hz>', 'rate of the sound: the array does not tell')
      .argParser(integer(1, audioLimits.maxSampleRateHz))
      .makeOptionMandatory(),
  );
  command.addOption(
    new Option('--length <samples>', 'cut or fill with zeros (default: what the frames cover)').argParser(integer(0)),
  );
  addStftOptions(command)
    .addOption(bitsOption('sample width').default('32f'))
    .addOption(new Option('--format <name>', 'for stdout and --out-dir').choices(['wav', 'flac']));
  addForceOption(command)
    .addHelpText(
      'after',
      examples(
        'phonoscope istft speech.npy -o speech.wav --rate 16000 --n-fft 512 --hop 128',
        'phonoscope istft spectra/*.npy --out-dir sounds --rate 16000 --bits 16',
      ),
    )
    .action((inputs: string[], options: Options) => run(inputs, options, context));
}

async function run(inputs: string[], options: Options, context: CliContext): Promise<void> {
  const { rate, length, bits, format, force } = options;
  const params = stftParamsOf(options);
  const container = options.out === undefined ? (format ?? 'wav') : containerOf(options.out, format);
  const parameters = { ...params, sampleRateHz: rate, ...(length === undefined ? {} : { length }), container, bits };
  const batch = { command: 'istft', inputs, options, extension: `.${container}`, parameters, context };
  await runFileBatch(
    { ...batch, replace: force === true },
    ({ input, sink }, work) =>
      synthesise({ input, sink }, { params: { ...params, length }, sampleRateHz: rate, container, bits }, work),
    (made) => soundText(made),
  );
}

interface Synthesis {
  readonly params: StftParams & { readonly length: number | undefined };
  readonly sampleRateHz: number;
  readonly container: SoundContainer;
  readonly bits: SoundBits;
}

async function synthesise(
  { input, sink }: { input: string; sink: ByteSink },
  { params, sampleRateHz, container, bits }: Synthesis,
  { signal, onProgress }: WorkOptions,
) {
  const frames = await openComplexFrames(input, signal);
  try {
    const { nChannels: channels, nFrames } = frames;
    if (channels < 1 || channels > audioLimits.maxChannels)
      throw new EngineError('E_SHAPE', `"${input}": nChannels=${channels} must be 1 to ${audioLimits.maxChannels}`);
    const writer = await createSoundWriter(sink, { container, bits, sampleRateHz, channels });
    for await (const { block, framesDone } of inverseBlocks(frames, params)) {
      throwIfAborted(signal);
      await writer.write(block);
      onProgress?.({ done: framesDone, total: nFrames, unit: 'frames', note: 'computing' });
    }
    const { nSamples, ...report } = await writer.finish();
    const durationSec = nSamples / sampleRateHz;
    return { container, bits, sampleRateHz, channels, nSamples, durationSec, warnings: writeWarnings(report) };
  } finally {
    await frames.close();
  }
}
