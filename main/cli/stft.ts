import { Option, type Command } from 'commander';
import type { ByteSink } from '../engine/audio/byteSink.ts';
import type { WorkOptions } from '../engine/core/progress.ts';
import { amplitudeToDb } from '../engine/dsp/decibel.ts';
import type { SampleSource } from '../engine/dsp/sampleSource.ts';
import { countStftFrames, stftFrames, type StftFrame } from '../engine/dsp/stft.ts';
import type { StftParams } from '../engine/dsp/stftParams.ts';
import { addOutputOptions, type OutputOptions } from './batch/planOutputs.ts';
import { runFileBatch } from './batch/runFileBatch.ts';
import type { CliContext } from './cliContext.ts';
import { readSignals, type SignalRequest } from './input/readSignals.ts';
import { examples } from './options/examples.ts';
import { addChannelOptions, addRawOption, channelChoice } from './options/inputOptions.ts';
import type { ChannelOptions, RawOption } from './options/inputOptions.ts';
import { numberAbove } from './options/numbers.ts';
import { addRateOption, addStftOptions, stftParamsOf, type StftOptions } from './options/stftOptions.ts';
import { arrayText } from './output/arrayText.ts';
import { writeNpyRows } from './output/npyStream.ts';

type StftValues = 'complex' | 'magnitude' | 'power' | 'db';

interface Options extends StftOptions, ChannelOptions, RawOption, OutputOptions {
  readonly output: StftValues;
  readonly ref: number;
  readonly rate?: number;
}

export function define(command: Command, context: CliContext): void {
  command.argument('<in...>', 'recordings; - is stdin');
  addOutputOptions(command, 'the array, .npy of [nFrames, nBins]');
  addStftOptions(command)
    .addOption(
      new Option('--output <values>', 'what the array holds')
        .default('complex')
        .choices(['complex', 'magnitude', 'power', 'db']),
    )
    .addOption(new Option('--ref <magnitude>', '0 dB of --output db').default(1).argParser(numberAbove(0)));
  addRateOption(command);
  addChannelOptions(command);
  addRawOption(command)
    .addHelpText(
      'after',
      examples(
        'phonoscope stft speech.wav -o speech.npy --n-fft 512 --hop 128 --output db',
        'phonoscope stft corpus/*.flac --out-dir spectra --rate 16000 --resume',
      ),
    )
    .action((inputs: string[], options: Options) => run(inputs, options, context));
}

async function run(inputs: string[], options: Options, context: CliContext): Promise<void> {
  const { output, ref, raw, rate } = options;
  const params = stftParamsOf(options);
  const channels = channelChoice(options);
  const parameters = {
    ...params,
    output,
    ...(output === 'db' ? { ref } : {}),
    channels,
    ...(rate === undefined ? {} : { rateHz: rate }),
    ...(raw === undefined ? {} : { raw }),
  };
  const batch = { command: 'stft', inputs, options, extension: '.npy', replace: true, parameters, context };
  await runFileBatch(
    batch,
    ({ input, sink }, work) =>
      analyse({ input, sink, request: { channels, raw, rateHz: rate } }, { params, output, ref }, work),
    (made) => arrayText(made),
  );
}

interface Analysis {
  readonly params: StftParams;
  readonly output: StftValues;
  readonly ref: number;
}

async function analyse(
  { input, sink, request }: { input: string; sink: ByteSink; request: SignalRequest },
  { params, output, ref }: Analysis,
  work: WorkOptions,
) {
  const { signals, sampleRateHz, info, close } = await readSignals(input, request, work);
  try {
    const { nSamples } = signals[0]!;
    const nFrames = countStftFrames(nSamples, params);
    const nBins = params.fftSize / 2 + 1;
    const shape = [...(request.channels === 'each' ? [signals.length] : []), nFrames, nBins];
    const type = output === 'complex' ? 'complex64' : 'float32';
    await writeNpyRows(sink, { type, shape, rows: rowsOf(signals, { params, output, ref }) }, work);
    return { type, shape, sampleRateHz, nSamples, warnings: info.warnings };
  } finally {
    close();
  }
}

function* rowsOf(signals: readonly SampleSource[], { params, output, ref }: Analysis): Generator<Float32Array> {
  const nBins = params.fftSize / 2 + 1;
  const row = new Float32Array(output === 'complex' ? 2 * nBins : nBins);
  const fill = fillers(ref)[output];
  for (const signal of signals) {
    for (const frame of stftFrames(signal, params)) {
      fill(frame, row);
      yield row;
    }
  }
}

type FillRow = (frame: StftFrame, row: Float32Array) => void;

/** How a frame becomes a row, in float64 until it is stored. */
function fillers(ref: number): Record<StftValues, FillRow> {
  const eachPower =
    (toValue: (power: number) => number): FillRow =>
    ({ re, im }, row) => {
      for (let k = 0; k < row.length; k++) row[k] = toValue(re[k]! * re[k]! + im[k]! * im[k]!);
    };
  return {
    complex({ re, im }, row) {
      for (let k = 0; k < re.length; k++) {
        row[2 * k] = re[k]!;
        row[2 * k + 1] = im[k]!;
      }
    },
    magnitude: eachPower(Math.sqrt),
    power: eachPower((power) => power),
    db: eachPower((power) => amplitudeToDb(Math.sqrt(power), ref)),
  };
}
