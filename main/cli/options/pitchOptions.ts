/** What pitch and voice have in common: the parameters of the correlation methods. */
import { Option, type Command } from 'commander';
import { isFiltered, type PitchMethod, type PitchParams } from '../../engine/dsp/pitch/pitchParams.ts';
import { integer, numberAbove, numberAtLeast } from './numbers.ts';

export interface PitchOptions {
  readonly floor?: number;
  readonly ceiling?: number;
  readonly timeStep?: number;
  readonly maxCandidates?: number;
  readonly veryAccurate?: boolean;
  readonly silenceThreshold?: number;
  readonly voicingThreshold?: number;
  readonly octaveCost?: number;
  readonly octaveJumpCost?: number;
  readonly voicedUnvoicedCost?: number;
  readonly attenuationAtTop?: number;
}

/** Without defaults of their own: those of the method hold. */
export function addPitchOptions(command: Command): Command {
  const options = [
    new Option('--floor <hz>', 'lowest pitch (75; filtered methods 50)').argParser(numberAbove(0)),
    new Option('--ceiling <hz>', 'highest pitch (600; filtered methods 800)').argParser(numberAbove(0)),
    new Option('--time-step <sec>', 'between frames (a quarter of the window)').argParser(numberAbove(0)),
    new Option('--max-candidates <n>', 'of a frame (15)').argParser(integer(2, 1000)),
    new Option('--very-accurate', 'a Gaussian window, twice as long'),
    new Option('--silence-threshold <x>', 'of the loudest sample (0.03; filtered 0.09)').argParser(numberAtLeast(0)),
    new Option('--voicing-threshold <x>', 'strength of "unvoiced" (0.45; filtered 0.5)').argParser(numberAtLeast(0)),
    new Option('--octave-cost <x>', 'in favour of high candidates (0.01; filtered 0.055)').argParser(numberAtLeast(0)),
    new Option('--octave-jump-cost <x>', 'of an octave of change within 10 ms (0.35)').argParser(numberAtLeast(0)),
    new Option('--voiced-unvoiced-cost <x>', 'of a change of voicing within 10 ms (0.14)').argParser(numberAtLeast(0)),
    new Option('--attenuation-at-top <x>', 'of the filtered methods, at the ceiling (0.03)').argParser(numberAbove(0)),
  ];
  for (const option of options) command.addOption(option);
  return command;
}

export function givenPitchParams(method: PitchMethod, options: PitchOptions): Partial<PitchParams> {
  const { floor, ceiling, timeStep, maxCandidates, veryAccurate, silenceThreshold, voicingThreshold } = options;
  const { octaveCost, octaveJumpCost, voicedUnvoicedCost, attenuationAtTop } = options;
  return {
    method,
    ...(floor === undefined ? {} : { floorHz: floor }),
    ...(ceiling === undefined ? {} : { ceilingHz: ceiling }),
    ...(timeStep === undefined ? {} : { timeStepSec: timeStep }),
    ...(maxCandidates === undefined ? {} : { maxCandidates }),
    ...(veryAccurate === undefined ? {} : { veryAccurate }),
    ...(silenceThreshold === undefined ? {} : { silenceThreshold }),
    ...(voicingThreshold === undefined ? {} : { voicingThreshold }),
    ...(octaveCost === undefined ? {} : { octaveCost }),
    ...(octaveJumpCost === undefined ? {} : { octaveJumpCost }),
    ...(voicedUnvoicedCost === undefined ? {} : { voicedUnvoicedCost }),
    ...(attenuationAtTop === undefined ? {} : { attenuationAtTop }),
  };
}

/** What is named in the output: the parameters that the method has. */
export function namedPitchParams(params: PitchParams): object {
  const { attenuationAtTop, ...others } = params;
  return isFiltered(params.method) ? { ...others, attenuationAtTop } : others;
}
