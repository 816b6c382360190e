import { extname } from 'node:path';
import { Option, type Command } from 'commander';
import type { WorkOptions } from '../engine/core/progress.ts';
import { monoSound } from '../services/speech/createSpeechService.ts';
import {
  detectSpeech,
  detectSpeechDefaults,
  vadPackId,
  type DetectSpeechParams,
} from '../services/speech/detectSpeech.ts';
import { addOutputOptions, planOutputs, type OutputOptions } from './batch/planOutputs.ts';
import { runBatch } from './batch/runBatch.ts';
import { runFileBatch } from './batch/runFileBatch.ts';
import type { CliContext } from './cliContext.ts';
import { readSignals, type SignalRequest } from './input/readSignals.ts';
import { examples } from './options/examples.ts';
import { addChannelOptions, addRawOption, channelChoice } from './options/inputOptions.ts';
import type { ChannelOptions, RawOption } from './options/inputOptions.ts';
import { number, numberAtLeast } from './options/numbers.ts';
import { table, warn } from './output/printResult.ts';
import { startInference, type Inference } from './process/inference.ts';
import { UsageError } from './process/failure.ts';

interface Options extends ChannelOptions, RawOption, OutputOptions {
  readonly threshold: number;
  readonly minSpeech: number;
  readonly minSilence: number;
  readonly padding: number;
}

export function define(command: Command, context: CliContext): void {
  const { threshold, minSpeechMs, minSilenceMs, padMs } = detectSpeechDefaults;
  command.argument('<in...>', 'recordings; - is stdin');
  addOutputOptions(command, 'the segments as JSON (default: stdout)')
    .addOption(new Option('--threshold <p>', 'speech from this probability on').default(threshold).argParser(number))
    .addOption(durationOption('--min-speech <sec>', 'shorter speech is dropped', minSpeechMs))
    .addOption(durationOption('--min-silence <sec>', 'shorter silence is bridged', minSilenceMs))
    .addOption(durationOption('--padding <sec>', 'added at either end of a segment', padMs));
  addChannelOptions(command);
  addRawOption(command)
    .addHelpText(
      'after',
      examples('phonoscope vad speech.wav', 'phonoscope vad corpus/*.flac --out-dir speech --resume'),
    )
    .action((inputs: string[], options: Options) => run(inputs, options, context));
}

function durationOption(flags: string, about: string, defaultMs: number): Option {
  return new Option(flags, about).default(defaultMs / 1000).argParser(numberAtLeast(0));
}

async function run(inputs: string[], options: Options, context: CliContext): Promise<void> {
  const { threshold, raw } = options;
  if (!(threshold > 0 && threshold < 1)) throw new UsageError(`--threshold ${threshold} must be between 0 and 1`);
  const params = {
    threshold,
    minSpeechMs: 1000 * options.minSpeech,
    minSilenceMs: 1000 * options.minSilence,
    padMs: 1000 * options.padding,
  };
  const { out } = options;
  if (out !== undefined && out !== '-' && extname(out).toLowerCase() !== '.json')
    throw new UsageError(`--out ${out}: the segments are written as JSON, its name must end in .json`);
  const channels = channelChoice(options);
  const parameters = { model: vadPackId, ...params, channels, ...(raw === undefined ? {} : { raw }) };
  const inference = startInference();
  try {
    const detect = (input: string, work: WorkOptions) =>
      segmentsOf(input, { inference, request: { channels, raw }, params }, work);
    if (options.out === undefined && options.outDir === undefined) {
      if (options.resume === true) planOutputs(inputs, options, '.json');
      const describe = (found: Found) => segmentTable(found, inputs.length > 1);
      await runBatch({ inputs, json: options.json === true, context, describe }, async (input, work) => {
        const { warnings, ...found } = await detect(input, work);
        warn(input, warnings);
        return { input, ...found, warnings, parameters };
      });
      return;
    }
    const batch = { command: 'vad', inputs, options, extension: '.json', replace: true, parameters, context };
    await runFileBatch(
      batch,
      async ({ input, sink }, work) => {
        const found = await detect(input, work);
        const text = JSON.stringify({ input, ...found, parameters }, null, 2);
        await sink.write(new TextEncoder().encode(`${text}\n`));
        return found;
      },
      ({ input, output }) => `${input}  ${output}\n`,
    );
  } finally {
    await inference.close();
  }
}

interface Segment {
  readonly start: number; // s
  readonly end: number;
}

interface Detection {
  readonly inference: Inference;
  readonly request: SignalRequest;
  readonly params: DetectSpeechParams;
}

async function segmentsOf(input: string, { inference, request, params }: Detection, work: WorkOptions) {
  const { signals, sampleRateHz, info, close } = await readSignals(input, request, work);
  try {
    const found: Segment[][] = [];
    let provider = '';
    for (const signal of signals) {
      const open = (rateHz: number) => monoSound(signal, sampleRateHz, rateHz);
      const detected = await detectSpeech(inference.call, open, params, {
        ...work,
        onProgress: noted(work.onProgress),
      });
      provider = detected.provider;
      const durationSec = signal.nSamples / sampleRateHz;
      found.push(
        detected.segments.map(({ startSample, endSample }) => ({
          start: startSample / detected.sampleRateHz,
          end: Math.min(durationSec, endSample / detected.sampleRateHz),
        })),
      );
    }
    const segments =
      request.channels === 'each' ? { channels: found.map((list) => ({ segments: list })) } : { segments: found[0]! };
    return { ...segments, provider, durationSec: signals[0]!.nSamples / sampleRateHz, warnings: info.warnings };
  } finally {
    close();
  }
}

function noted(report: WorkOptions['onProgress']): WorkOptions['onProgress'] {
  return (progress) => report?.({ ...progress, note: 'detecting' });
}

interface Found {
  readonly input: string;
  readonly segments?: readonly Segment[];
  readonly channels?: readonly { readonly segments: readonly Segment[] }[];
}

/** A row a segment; columns for the file and the channel only where there are several. */
function segmentTable({ input, segments, channels }: Found, withInput: boolean): string {
  const lists = segments ? [segments] : (channels ?? []).map((channel) => channel.segments);
  const rows = lists.flatMap((list, c) =>
    list.map(({ start, end }) => [
      ...(withInput ? [input] : []),
      ...(segments ? [] : [c]),
      ...[start, end, end - start].map((sec) => sec.toFixed(3)),
    ]),
  );
  return table([...(withInput ? ['file'] : []), ...(segments ? [] : ['channel']), 'start', 'end', 'duration'], rows);
}
