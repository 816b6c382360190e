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
import {
  addChannelOptions,
  addRawOption,
  channelChoice,
  type ChannelOptions,
  type RawOption,
} from './options/inputOptions.ts';
import { numberAbove } from './options/numbers.ts';
import { addRateOption, addStftOptions, stftParamsOf, type StftOptions } from './options/stftOptions.ts';
import { arrayText } from './output/arrayText.ts';
import { writeNpyRows } from './output/npyStream.ts';

type StftOutput = 'complex' | 'magnitude' | 'power' | 'db';

interface Options extends StftOptions, ChannelOptions, RawOption, OutputOptions {
  readonly kind: StftOutput;
  readonly ref: number;
  readonly rate?: number;
}

export function define(command: Command, context: CliContext): void {
  command.argument('<in...>', 'recordings; - is stdin');
  addStftOptions(command)
    // Commander knows it as `kind`: `output` is the file's.
    .addOption(
      new Option('--output <what>', 'values of the array').choices(['complex', 'magnitude', 'power', 'db']),
    );
  addOutputOptions(command, 'array, [nFrames, nBins]');
  void context;
}
