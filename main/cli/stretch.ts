import { Option, type Command } from 'commander';
import type { WorkOptions } from '../engine/core/progress.ts';
import { mixChannels, monoGains } from '../engine/dsp/effects/mixChannels.ts';
import { shiftPitch } from '../engine/dsp/pitch/editPitchCurve.ts';
import { pitchCurveOf } from '../engine/dsp/pitch/pitchCurve.ts';
import { trackPitch } from '../engine/dsp/pitch/trackPitch.ts';
import type { EffectDescription, Manipulation } from '../engine/dsp/rendering/effectDescription.ts';
import type { RenderedEffect } from '../engine/dsp/rendering/renderEffect.ts';
import { findPulses } from '../engine/dsp/voice/pulses.ts';
import type { CliContext } from './cliContext.ts';
import { addEffectOptions, runEffectCommand, type EffectOptions } from './effect/effectCommand.ts';
import { examples } from './options/examples.ts';
import { number, numberAbove } from './options/numbers.ts';
import { UsageError } from './process/failure.ts';

const methods = { wsola: 'wsola', vocoder: 'phase-vocoder', psola: 'psola' } as const;

interface Options extends EffectOptions {
  readonly factor: number;
  readonly semitones: number;
  readonly method: keyof typeof methods;
}

export function define(command: Command, context: CliContext): void {
  addEffectOptions(command)
    .addOption(new Option('--factor <x>', 'times as long, 0.1 to 10').default(1).argParser(numberAbove(0)))
    .addOption(new Option('--semitones <n>', 'higher, or lower below 0; −36 to 36').default(0).argParser(number))
    .addOption(
      new Option('--method <name>', 'wsola: one voice; vocoder: chords; psola: speech, formants stay where they are')
        .default('wsola')
        .choices(Object.keys(methods)),
    )
    .addHelpText(
      'after',
      examples(
        'phonoscope stretch lecture.mp3 -o slower.wav --factor 1.25',
        'phonoscope stretch speech.wav -o higher.wav --semitones 3 --method psola',
      ),
    )
    .action((inputs: string[], options: Options) => run(inputs, options, context));
}

async function run(inputs: string[], options: Options, context: CliContext): Promise<void> {
  const { factor, semitones, method } = options;
  if (factor === 1 && semitones === 0) throw new UsageError('--factor or --semitones must say what shall change');
  const parameters = { factor, semitones, method };
  const effects = (sound: RenderedEffect, work: WorkOptions) =>
    method === 'psola' ? [manipulation(sound, parameters, work)] : stretching(parameters, methods[method]);
  await runEffectCommand(inputs, options, { command: 'stretch', parameters, effects }, context);
}

interface Change {
  readonly factor: number;
  readonly semitones: number;
}

function stretching({ factor, semitones }: Change, method: 'wsola' | 'phase-vocoder'): EffectDescription[] {
  return [
    ...(factor === 1 ? [] : [{ kind: 'timeStretch', factor, method } as const]),
    ...(semitones === 0 ? [] : [{ kind: 'pitchShift', semitones, method } as const]),
  ];
}

/** By the pulses of all channels together. */
function manipulation(
  { channels, sampleRateHz }: RenderedEffect,
  { factor, semitones }: Change,
  work: WorkOptions,
): Manipulation {
  const [mono] = mixChannels(channels, monoGains(channels.length));
  const track = trackPitch(mono!, sampleRateHz, {}, work);
  const curve = shiftPitch(pitchCurveOf(track), semitones, 'semitones');
  return {
    kind: 'manipulate',
    pulsesSec: Array.from(findPulses(mono!, sampleRateHz, track, work)),
    pitch: semitones === 0 ? null : { timesSec: Array.from(curve.timesSec), values: Array.from(curve.values) },
    duration: factor === 1 ? null : { timesSec: [0], values: [factor] },
  };
}
