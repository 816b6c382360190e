import { Option, type Command } from 'commander';
import { padNames, type PadName, type StftParams } from '../../engine/dsp/stftParams.ts';
import { windowNames, type WindowName } from '../../engine/dsp/window.ts';
import { integer, numberAbove } from './numbers.ts';

export interface StftOptions {
  readonly nFft: number;
  readonly hop: number;
  readonly winLength?: number;
  readonly window: WindowName;
  readonly pad: PadName;
  readonly symmetric?: boolean;
}

const maxFftSize = 2 ** 20;

export function addStftOptions(command: Command): Command {
  return command
    .addOption(new Option('--n-fft <samples>', 'FFT size').default(1024).argParser(integer(2, maxFftSize)))
    .addOption(new Option('--hop <samples>', 'from frame to frame').default(256).argParser(integer(1)))
    .addOption(
      new Option('--win-length <samples>', 'window length, in the middle of the FFT (default: --n-fft)').argParser(
        integer(1, maxFftSize),
      ),
    )
    .addOption(new Option('--window <name>', 'analysis window').default('hann').choices([...windowNames]))
    .addOption(
      new Option('--pad <how>', 'none starts frame m at sample m·hop; all others centre it there')
        .default('reflect')
        .choices([...padNames]),
    )
    .option('--symmetric', 'symmetric window instead of a periodic one');
}

export function addRateOption(command: Command): Command {
  return command.addOption(
    new Option('--rate <hz>', 'resample first (default: the rate of the recording)').argParser(numberAbove(0)),
  );
}

export function stftParamsOf({ nFft, hop, winLength, window, pad, symmetric = false }: StftOptions) {
  return {
    fftSize: nFft,
    hopLength: hop,
    winLength: winLength ?? nFft,
    window,
    symmetric,
    pad,
  } satisfies StftParams;
}
