import { Option, type Command } from 'commander';
import { EngineError } from '../engine/core/errors.ts';
import type { RenderedEffect } from '../engine/dsp/rendering/renderEffect.ts';
import type { CliContext } from './cliContext.ts';
import { addEffectOptions, runEffectCommand, type EffectOptions } from './effect/effectCommand.ts';
import { examples } from './options/examples.ts';
import { number, numberAtLeast, seconds } from './options/numbers.ts';
import { UsageError } from './process/failure.ts';

interface Options extends EffectOptions {
  readonly noiseStart: number;
  readonly noiseEnd: number;
  readonly thresholdSigma: number;
  readonly attenuation: number;
  readonly attack: number;
  readonly release: number;
  readonly residue?: boolean;
}

export function define(command: Command, context: CliContext): void {
  addEffectOptions(command)
    .addOption(
      new Option('--noise-start <time>', 'where noise alone begins, in the sound that is cleaned')
        .makeOptionMandatory()
        .argParser(seconds),
    )
    .addOption(new Option('--noise-end <time>', 'where it ends').makeOptionMandatory().argParser(seconds))
    .addOption(
      new Option('--threshold-sigma <x>', 'deviations above the mean noise from which a bin is sound')
        .default(1.5)
        .argParser(number),
    )
    .addOption(new Option('--attenuation <db>', 'of what is noise').default(18).argParser(numberAtLeast(0)))
    .addOption(new Option('--attack <sec>', 'how fast a bin opens').default(0.005).argParser(numberAtLeast(0)))
    .addOption(new Option('--release <sec>', 'how fast it closes').default(0.05).argParser(numberAtLeast(0)))
    .option('--residue', 'what is taken away instead of what is left')
    .addHelpText(
      'after',
      examples(
        'phonoscope denoise field.wav -o clean.wav --noise-start 0 --noise-end 1.5',
        'phonoscope denoise field.wav -o noise.wav --noise-start 0 --noise-end 1.5 --residue',
      ),
    )
    .action((inputs: string[], options: Options) => run(inputs, options, context));
}

async function run(inputs: string[], options: Options, context: CliContext): Promise<void> {
  const { noiseStart, noiseEnd, thresholdSigma, attenuation, attack, release, residue } = options;
  if (!(noiseStart < noiseEnd))
    throw new UsageError(`--noise-start ${noiseStart} must be before --noise-end ${noiseEnd}`);
  const gate = {
    ...{ thresholdSigma, attenuationDb: attenuation, attackSec: attack, releaseSec: release },
    output: residue === true ? ('residue' as const) : ('clean' as const),
  };
  const effects = ({ channels, sampleRateHz }: RenderedEffect) => {
    const { nSamples } = channels[0]!;
    const [fromSample, toSample] = [noiseStart, noiseEnd].map((sec) => Math.round(sec * sampleRateHz)) as [
      number,
      number,
    ];
    if (toSample > nSamples)
      throw new EngineError('E_PARAM', `noiseEnd=${noiseEnd} s must be within ${nSamples / sampleRateHz} s`);
    return [{ kind: 'reduceNoise', noise: { fromSample, toSample }, ...gate } as const];
  };
  const parameters = { noiseStartSec: noiseStart, noiseEndSec: noiseEnd, ...gate };
  await runEffectCommand(inputs, options, { command: 'denoise', parameters, effects }, context);
}
