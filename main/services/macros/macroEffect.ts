/**
 * Effects in macros: as the engine describes them, but for what counts samples there, which is in seconds here, so that a
 * macro is the same at every rate; and without those that belong to one recording.
 */
import { EngineError } from '../../engine/core/errors.ts';
import { checkEffect } from '../../engine/dsp/rendering/checkEffect.ts';
import type { EffectDescription } from '../../engine/dsp/rendering/effectDescription.ts';

export interface MacroEffect {
  readonly kind: string;
  readonly [member: string]: unknown;
}

const ofOneRecording: Readonly<Record<string, string>> = {
  mask: 'what is drawn in one spectrogram',
  pasteMasked: 'what was copied in one spectrogram',
  manipulate: 'the pitch of one recording',
  resample: 'the rate of a document, which stays',
};

type Members = Readonly<Record<string, unknown>>;
const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null;

/** @throws EngineError E_PARAM: it cannot be part of a macro, or breaks a rule of checkEffect */
export function macroEffect(effect: MacroEffect, sampleRateHz: number): EffectDescription {
  requireAnywhere(effect);
  const samples = (name: string, value: unknown) => {
    if (typeof value !== 'number' || !(value >= 0 && value <= 360_000))
      throw new EngineError('E_PARAM', `effect.${name}=${JSON.stringify(value)} must be a number of 0 to 360000 s`);
    return Math.round(value * sampleRateHz);
  };
  const { noise, sound } = effect;
  if (effect.kind === 'reduceNoise' && isMembers(noise)) {
    const range = {
      fromSample: samples('noise.startSec', noise['startSec']),
      toSample: samples('noise.endSec', noise['endSec']),
    };
    return checkEffect({ ...effect, noise: range });
  }
  if (effect.kind === 'generate' && isMembers(sound) && sound['type'] !== 'dtmf') {
    const { lengthSec, ...members } = sound;
    return checkEffect({ ...effect, sound: { ...members, nSamples: samples('sound.lengthSec', lengthSec) } });
  }
  return checkEffect(effect);
}

/** The other way. @throws EngineError E_PARAM: it cannot be part of a macro */
export function effectForMacro(effect: EffectDescription, sampleRateHz: number): MacroEffect {
  requireAnywhere(effect);
  if (effect.kind === 'reduceNoise') {
    const { fromSample, toSample } = effect.noise;
    return { ...effect, noise: { startSec: fromSample / sampleRateHz, endSec: toSample / sampleRateHz } };
  }
  if (effect.kind !== 'generate' || effect.sound.type === 'dtmf') return { ...effect };
  const { nSamples, ...sound } = effect.sound;
  return { ...effect, sound: { ...sound, lengthSec: nSamples / sampleRateHz } };
}

function requireAnywhere({ kind }: { readonly kind: string }): void {
  const why = ofOneRecording[kind];
  if (why !== undefined)
    throw new EngineError('E_PARAM', `effect.kind=${kind} cannot be part of a macro: it is ${why}`);
}
