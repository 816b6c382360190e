import { Option, type Command } from 'commander';
import type { ByteSink } from '../engine/audio/byteSink.ts';
import type { WorkOptions } from '../engine/core/progress.ts';
import { amplitudeToDb } from '../engine/dsp/decibel.ts';
import type { SampleSource } from '../engine/dsp/sampleSource.ts';
import { countStftFrames, spectrumBlocks, stftFrames } from '../engine/dsp/stft.ts';
import { stftFraming, type StftParams } from '../engine/dsp/stftParams.ts';
import { deviceRows } from '../services/analysis/device/deviceRows.ts';
import { stftPlan } from '../services/analysis/device/framePlans.ts';
import { addOutputOptions, type OutputOptions } from './batch/planOutputs.ts';
import { runFileBatch } from './batch/runFileBatch.ts';
import type { CliContext } from './cliContext.ts';
import { readSignals, type SignalRequest } from './input/readSignals.ts';
import { examples } from './options/examples.ts';
import { addChannelOptions, addRawOption, channelChoice } from './options/inputOptions.ts';
import type { ChannelOptions, RawOption } from './options/inputOptions.ts';
import { addDeviceOption, type DeviceOption } from './options/deviceOption.ts';
import { numberAbove } from './options/numbers.ts';
import { addRateOption, addStftOptions, stftParamsOf, type StftOptions } from './options/stftOptions.ts';
import { arrayText } from './output/arrayText.ts';
import { writeNpyRows } from './output/npyStream.ts';
import { withDevices, type CliDevices } from './process/devices.ts';

type StftValues = 'complex' | 'magnitude' | 'power' | 'db';

interface Options extends StftOptions, DeviceOption, ChannelOptions, RawOption, OutputOptions {
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
  addDeviceOption(command);
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
  await withDevices(options.device, (devices) =>
    runFileBatch(
      batch,
      ({ input, sink }, work) =>
        analyse({ input, sink, request: { channels, raw, rateHz: rate } }, { params, output, ref, devices }, work),
      (made) => arrayText(made),
    ),
  );
}

interface Analysis {
  readonly params: StftParams;
  readonly output: StftValues;
  readonly ref: number;
  readonly devices: CliDevices;
}

async function analyse(
  { input, sink, request }: { input: string; sink: ByteSink; request: SignalRequest },
  { params, output, ref, devices }: Analysis,
  work: WorkOptions,
) {
  const { signals, sampleRateHz, info, close } = await readSignals(input, request, work);
  try {
    const { nSamples } = signals[0]!;
    const nFrames = countStftFrames(nSamples, params);
    const nBins = params.fftSize / 2 + 1;
    const shape = [...(request.channels === 'each' ? [signals.length] : []), nFrames, nBins];
    const type = output === 'complex' ? 'complex64' : 'float32';
    await writeNpyRows(
      sink,
      { type, shape, rows: rowsOf(signals, { params, output, ref, devices }, work.signal) },
      work,
    );
    return { type, shape, sampleRateHz, nSamples, warnings: info.warnings };
  } finally {
    close();
  }
}

async function* rowsOf(
  sources: readonly SampleSource[],
  { params, output, ref, devices }: Analysis,
  signal?: AbortSignal,
): AsyncGenerator<Float32Array> {
  const nBins = params.fftSize / 2 + 1;
  const row = new Float32Array(output === 'complex' ? 2 * nBins : nBins);
  const fill = fillers(ref)[output];
  for (const source of sources) {
    const nFrames = countStftFrames(source.nSamples, params);
    const device = await devices.open(() => stftPlan(params), nFrames, signal);
    if (device === null) {
      yield* output === 'complex' ? complexRows(source, params) : levelRows(source, { params, output, ref });
      continue;
    }
    try {
      const framing = stftFraming(params);
      for await (const values of deviceRows(device.open, device.plan, { source, framing, nFrames }, signal)) {
        fill({ re: values.subarray(0, nBins), im: values.subarray(nBins) }, row);
        yield row;
      }
    } finally {
      await device.open.close();
    }
  }
}

function* complexRows(source: SampleSource, params: StftParams): Generator<Float32Array> {
  const row = new Float32Array(2 * (params.fftSize / 2 + 1));
  for (const frame of stftFrames(source, params)) {
    fillComplex(frame, row);
    yield row;
  }
}

/** Blocks of frames as the kernels give them, a row a view. */
function* levelRows(
  source: SampleSource,
  { params, output, ref }: { params: StftParams; output: Exclude<StftValues, 'complex'>; ref: number },
): Generator<Float32Array> {
  const nBins = params.fftSize / 2 + 1;
  for (const { nFrames, values } of spectrumBlocks(source, params, output === 'power' ? 'power' : 'magnitude')) {
    if (output === 'db') for (let i = 0; i < values.length; i++) values[i] = amplitudeToDb(values[i]!, ref);
    for (let m = 0; m < nFrames; m++) yield values.subarray(m * nBins, (m + 1) * nBins);
  }
}

type Spectrum = { readonly [half in 're' | 'im']: Float32Array | Float64Array };

type FillRow = (frame: Spectrum, row: Float32Array) => void;

/** How a device's frame becomes a row, in float64 until it is stored. */
function fillers(ref: number): Record<StftValues, FillRow> {
  const eachPower =
    (toValue: (power: number) => number): FillRow =>
    ({ re, im }, row) => {
      for (let k = 0; k < row.length; k++) row[k] = toValue(re[k]! * re[k]! + im[k]! * im[k]!);
    };
  return {
    complex: fillComplex,
    magnitude: eachPower(Math.sqrt),
    power: eachPower((power) => power),
    db: eachPower((power) => amplitudeToDb(Math.sqrt(power), ref)),
  };
}

function fillComplex({ re, im }: Spectrum, row: Float32Array): void {
  for (let k = 0; k < re.length; k++) {
    row[2 * k] = re[k]!;
    row[2 * k + 1] = im[k]!;
  }
}
