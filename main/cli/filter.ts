import { Option, type Command } from 'commander';
import type { EffectDescription, FilterShape } from '../engine/dsp/rendering/effectDescription.ts';
import type { CliContext } from './cliContext.ts';
import { addEffectOptions, runEffectCommand, type EffectOptions } from './effect/effectCommand.ts';
import { examples } from './options/examples.ts';
import { integer, number, numberAbove } from './options/numbers.ts';
import { UsageError } from './process/failure.ts';

const passes = { 'low-pass': 'lowPass', 'high-pass': 'highPass' } as const;
const bands = { 'band-pass': 'bandPass', 'band-stop': 'bandStop' } as const;
const others = {
  notch: 'notch',
  'all-pass': 'allPass',
  peaking: 'peaking',
  'low-shelf': 'lowShelf',
  'high-shelf': 'highShelf',
} as const;
const designs = ['butterworth', 'chebyshev1', 'chebyshev2', 'cookbook', 'fir'] as const;

interface Options extends EffectOptions {
  readonly type: keyof typeof passes | keyof typeof bands | keyof typeof others;
  readonly design?: (typeof designs)[number];
  readonly hz?: number;
  readonly low?: number;
  readonly high?: number;
  readonly order: number;
  readonly ripple: number;
  readonly attenuation: number;
  readonly q?: number;
  readonly gain?: number;
  readonly transition: number;
  readonly zeroPhase?: boolean;
}

export function define(command: Command, context: CliContext): void {
  addEffectOptions(command)
    .addOption(
      new Option('--type <name>', 'what passes, stops or is raised')
        .makeOptionMandatory()
        .choices([...Object.keys(passes), ...Object.keys(bands), ...Object.keys(others)]),
    )
    .addOption(
      new Option('--design <name>', 'butterworth for passes and stops, cookbook for the others').choices([...designs]),
    )
    .addOption(new Option('--hz <hz>', 'edge, centre, or middle of a shelf').argParser(numberAbove(0)))
    .addOption(new Option('--low <hz>', 'lower edge of band-pass and band-stop').argParser(numberAbove(0)))
    .addOption(new Option('--high <hz>', 'upper edge').argParser(numberAbove(0)))
    .addOption(new Option('--order <n>', 'of Butterworth and Chebyshev filters').default(4).argParser(integer(1, 64)))
    .addOption(new Option('--ripple <db>', 'of chebyshev1 in the pass band').default(1).argParser(numberAbove(0)))
    .addOption(new Option('--attenuation <db>', 'of chebyshev2 in the stop band').default(60).argParser(numberAbove(0)))
    .addOption(new Option('--q <x>', 'of cookbook filters (0.707)').argParser(numberAbove(0)))
    .addOption(new Option('--gain <db>', 'of peaking and shelves').argParser(number))
    .addOption(new Option('--transition <hz>', 'of fir, from pass to stop').default(100).argParser(numberAbove(0)))
    .option('--zero-phase', 'forwards and backwards: no delay, the response squared')
    .addHelpText(
      'after',
      examples(
        'phonoscope filter speech.wav -o telephone.wav --type band-pass --low 300 --high 3400',
        'phonoscope filter hum.wav -o clean.wav --type notch --hz 50 --q 30 --zero-phase',
      ),
    )
    .action((inputs: string[], options: Options) => run(inputs, options, context));
}

async function run(inputs: string[], options: Options, context: CliContext): Promise<void> {
  const effect = effectOf(options);
  await runEffectCommand(inputs, options, { command: 'filter', parameters: effect, effects: () => [effect] }, context);
}

function effectOf(options: Options): EffectDescription {
  const { design, type, transition: transitionHz, zeroPhase } = options;
  if (design === 'fir') {
    if (zeroPhase === true) throw new UsageError('--design fir has no delay already: leave out --zero-phase');
    return { kind: 'bandFilter', ...firEdges(options), transitionHz, isStop: type === 'band-stop' };
  }
  return { kind: 'filter', phase: zeroPhase === true ? 'zero' : 'minimum', sections: [shapeOf(options)] };
}

function firEdges({ type, hz, low, high }: Options) {
  if (isBand(type)) return { fLowHz: needed('--low', low, type), fHighHz: needed('--high', high, type) };
  if (type === 'low-pass') return { fLowHz: null, fHighHz: needed('--hz', hz, type) };
  if (type === 'high-pass') return { fLowHz: needed('--hz', hz, type), fHighHz: null };
  throw new UsageError(`--design fir has no ${type}`);
}

function shapeOf(options: Options): FilterShape {
  const { type, hz, low, high, order, q, gain, ripple: rippleDb, attenuation: attenuationDb } = options;
  const design = options.design ?? (type in others ? 'cookbook' : 'butterworth');
  if (design === 'cookbook') {
    const kinds = { ...passes, ...others, 'band-pass': 'bandPass' } as const;
    if (type === 'band-stop') throw new UsageError('--design cookbook has no band-stop: its notch is --type notch');
    const shape = { ...(q === undefined ? {} : { q }), ...(gain === undefined ? {} : { gainDb: gain }) };
    return { design, kind: kinds[type], hz: needed('--hz', hz, type), ...shape };
  }
  if (!isBand(type) && !isPass(type)) throw new UsageError(`--design ${design} has no ${type}: cookbook has`);
  const edges = isBand(type)
    ? { band: bands[type], fLowHz: needed('--low', low, type), fHighHz: needed('--high', high, type) }
    : { band: passes[type], edgeHz: needed('--hz', hz, type) };
  if (design === 'chebyshev1') return { design: 'iir', order, family: design, rippleDb, ...edges };
  if (design === 'chebyshev2') return { design: 'iir', order, family: design, attenuationDb, ...edges };
  return { design: 'iir', order, family: 'butterworth', ...edges };
}

function isBand(type: Options['type']): type is keyof typeof bands {
  return type in bands;
}

function isPass(type: Options['type']): type is keyof typeof passes {
  return type in passes;
}

function needed(option: string, value: number | undefined, type: string): number {
  if (value === undefined) throw new UsageError(`--type ${type} needs ${option}`);
  return value;
}
