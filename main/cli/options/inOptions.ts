/**
 * A parameter that the engine refuses, told in the words of the command line: by the option that the user gave it with.
 * Only then is it wrong usage; a parameter that nobody gave, refused, is a failure like others.
 */
import type { Command } from 'commander';
import { EngineError } from '../../engine/core/errors.ts';
import { UsageError } from '../process/failure.ts';

/** The engine's names for what an option says, by the option's. */
const engineNames: Readonly<Record<string, readonly string[]>> = {
  nFft: ['fftSize'],
  hop: ['hopLength'],
  winLength: ['winLength'],
  rate: ['sampleRateHz', 'toHz'],
  length: ['length'],
  nMels: ['nMels'],
  nMfcc: ['nMfcc'],
  fmin: ['fMinHz', 'fmin'],
  fmax: ['fMaxHz', 'fmax'],
  floor: ['floorHz', 'fMinHz', 'floor', 'floorDb'],
  ceiling: ['ceilingHz', 'fMaxHz'],
  lifter: ['lifter'],
  deltaWidth: ['deltaWidth'],
  timeStep: ['timeStepSec'],
  maxCandidates: ['maxCandidates'],
  silenceThreshold: ['silenceThreshold'],
  voicingThreshold: ['voicingThreshold'],
  octaveCost: ['octaveCost'],
  octaveJumpCost: ['octaveJumpCost'],
  voicedUnvoicedCost: ['voicedUnvoicedCost'],
  attenuationAtTop: ['attenuationAtTop'],
  frameLength: ['frameLength'],
  resolution: ['resolution'],
  maxFormants: ['maxFormants'],
  windowLength: ['windowSec'],
  preEmphasis: ['preEmphasisHz', 'preEmphasisCoefficient'],
  track: ['nTracks'],
  minPitch: ['minPitchHz'],
  bandwidth: ['bandwidthHz'],
  maxPeriodFactor: ['maxPeriodFactor'],
  maxAmplitudeFactor: ['maxAmplitudeFactor'],
  channel: ['channel'],
  channels: ['channels'],
  start: ['start'],
  end: ['end'],
  padTo: ['nSamples'],
  factor: ['factor'],
  semitones: ['semitones'],
  pitch: ['hz'],
  hz: ['hz', 'edgeHz', 'fLowHz', 'fHighHz'],
  low: ['fLowHz'],
  high: ['fHighHz'],
  q: ['q'],
  gain: ['gainDb'],
  order: ['order'],
  ripple: ['rippleDb'],
  transition: ['transitionHz'],
  attenuation: ['attenuationDb'],
  thresholdSigma: ['thresholdSigma'],
  noiseEnd: ['noiseEnd'],
  attack: ['attackSec'],
  release: ['releaseSec'],
  iterations: ['nIterations'],
  momentum: ['momentum'],
};

/** @returns a UsageError that names the options; the error as it is where the user gave none of them */
export function inOptions(error: unknown, command: Command): unknown {
  if (!(error instanceof EngineError) || error.code !== 'E_PARAM') return error;
  const refusal = error.message.replace(/\beffect(\.sections\[\d+\])?\./g, '');
  const known = command.options.flatMap((option) =>
    (engineNames[option.attributeName()] ?? []).map((name) => ({
      pattern: new RegExp(String.raw`(?<![\w.\-"])${name}(=|(?![\w.=]))`, 'g'),
      isSaid: new RegExp(String.raw`(?<![\w.\-"])${name}=`).test(refusal),
      isGiven: command.getOptionValueSource(option.attributeName()) === 'cli',
      long: option.long ?? option.flags,
    })),
  );
  const said = known.filter(({ isSaid }) => isSaid);
  if (!said.some(({ isGiven }) => isGiven)) return error;
  const message = said.reduce(
    (text, { pattern, long }) => text.replace(pattern, (_, sign: string) => (sign === '=' ? `${long} ` : long)),
    refusal,
  );
  return new UsageError(message);
}
