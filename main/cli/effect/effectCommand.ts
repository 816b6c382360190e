/** What the commands that make sound of sound have in common: effects of the engine, one after the other, on all channels. */
import { Option, type Command } from 'commander';
import type { ByteSink } from '../../engine/audio/byteSink.ts';
import { throwIfAborted } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import type { EffectDescription } from '../../engine/dsp/rendering/effectDescription.ts';
import { renderEffect, type RenderedEffect } from '../../engine/dsp/rendering/renderEffect.ts';
import { createTimeSlice } from '../../services/audio/timeSlice.ts';
import { addOutputOptions, type OutputOptions } from '../batch/planOutputs.ts';
import { runFileBatch } from '../batch/runFileBatch.ts';
import type { CliContext } from '../cliContext.ts';
import { readSignals, type SignalRequest } from '../input/readSignals.ts';
import { addRawOption, type RawOption } from '../options/inputOptions.ts';
import { integer, seconds } from '../options/numbers.ts';
import {
  addForceOption,
  bitsFor,
  bitsOption,
  containerOf,
  createSoundWriter,
  writeWarnings,
} from '../output/soundFile.ts';
import type { SoundBits, SoundContainer } from '../output/soundFile.ts';
import { soundText } from '../output/soundText.ts';

export interface EffectOptions extends OutputOptions, RawOption {
  readonly channel?: number;
  readonly start?: number;
  readonly end?: number;
  readonly bits?: SoundBits;
  readonly format?: SoundContainer;
  readonly force?: boolean;
}

export interface EffectCommand {
  readonly command: string;
  readonly parameters: object;
  /** They may depend on the sound: its pulses for example. */
  readonly effects: (sound: RenderedEffect, work: WorkOptions) => readonly EffectDescription[];
}

/** Those of every such command, before its own. */
export function addEffectOptions(command: Command): Command {
  command.argument('<in...>', 'recordings; - is stdin');
  addOutputOptions(command, 'the sound, .wav or .flac')
    .addOption(new Option('--channel <n>', 'one channel, 0 is the first (default: all)').argParser(integer(0)))
    .addOption(new Option('--start <time>', 'from here on: seconds, or h:mm:ss').argParser(seconds))
    .addOption(new Option('--end <time>', 'up to here').argParser(seconds))
    .addOption(bitsOption('sample width, no dither (default: the least that holds the input)'))
    .addOption(new Option('--format <name>', 'for stdout and --out-dir (wav)').choices(['wav', 'flac']));
  return addForceOption(addRawOption(command));
}

export async function runEffectCommand(
  inputs: string[],
  options: EffectOptions,
  { command, parameters: own, effects }: EffectCommand,
  context: CliContext,
): Promise<void> {
  const { channel, start, end, bits, format, force, raw } = options;
  const container = options.out === undefined ? (format ?? 'wav') : containerOf(options.out, format);
  const given = { channel, startSec: start, endSec: end, bits, raw };
  const parameters = {
    ...own,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    container,
  };
  const request = { channels: channel ?? ('each' as const), startSec: start, endSec: end, raw };
  const batch = { command, inputs, options, extension: `.${container}`, parameters, context };
  await runFileBatch(
    { ...batch, replace: force === true },
    ({ input, sink }, work) => applyEffects({ input, sink, request }, { effects, container, bits }, work),
    (made) => soundText(made),
  );
}

interface Application {
  readonly effects: EffectCommand['effects'];
  readonly container: SoundContainer;
  readonly bits: SoundBits | undefined;
}

async function applyEffects(
  { input, sink, request }: { input: string; sink: ByteSink; request: SignalRequest },
  { effects, container, bits: given }: Application,
  work: WorkOptions,
) {
  const { signals, sampleRateHz, info, close } = await readSignals(input, request, work);
  try {
    const sound = { channels: signals, sampleRateHz };
    const made = effects(sound, work).reduce<RenderedEffect>(
      (input, effect) => renderEffect({ ...input, range: wholeOf(input) }, effect, work),
      sound,
    );
    const bits = given ?? bitsFor(info, container);
    const channels = made.channels.length;
    const writer = await createSoundWriter(sink, { container, bits, sampleRateHz: made.sampleRateHz, channels });
    await writePieces(made, writer, work);
    const { nSamples, ...report } = await writer.finish();
    const durationSec = nSamples / made.sampleRateHz;
    const warnings = [...info.warnings, ...writeWarnings(report)];
    return { container, bits, sampleRateHz: made.sampleRateHz, channels, nSamples, durationSec, warnings };
  } finally {
    close();
  }
}

function wholeOf({ channels }: RenderedEffect) {
  return { fromSample: 0, toSample: channels[0]!.nSamples };
}

const pieceSamples = 65_536;

async function writePieces(
  { channels }: RenderedEffect,
  writer: Awaited<ReturnType<typeof createSoundWriter>>,
  { signal, onProgress }: WorkOptions,
): Promise<void> {
  const yieldIfDue = createTimeSlice();
  const total = channels[0]!.nSamples;
  for (let start = 0; start < total; start += pieceSamples) {
    throwIfAborted(signal);
    const nSamples = Math.min(pieceSamples, total - start);
    await writer.write({ channels: channels.map((channel) => channel.read(start, nSamples)), nSamples });
    onProgress?.({ done: start + nSamples, total, unit: 'samples', note: 'computing' });
    await yieldIfDue();
  }
}
