/**
 * An effect on a range of a sound, as sources of what it becomes: nothing is computed before it is read, beyond what an
 * effect has to measure first (mean, peak, loudness, noise). What lies around the range is looked at, so that the result
 * joins on: filters have been running before it, frames reach into it.
 *
 * Any part read alone gives the very samples of the whole. Most effects compute any part at once; stretching, shifting,
 * noise reduction and manipulation compute from the beginning of the range on and keep the last 2¹⁸ samples: read them in
 * order (isSequential).
 */
import { EngineError } from '../../core/errors.ts';
import type { WorkOptions } from '../../core/progress.ts';
import { fadedSource } from '../effects/fade.ts';
import { gainSource, invertedSource, offsetSource } from '../effects/gainSource.ts';
import { noiseSource } from '../effects/generatedNoise.ts';
import { dtmfSource, silentSource, sweepSource, toneSource } from '../effects/generatedTones.ts';
import { measureLoudness, measureMean, measurePeak } from '../effects/measureLevel.ts';
import { mixChannels } from '../effects/mixChannels.ts';
import { loudnessGainDb, peakGainDb } from '../effects/normalize.ts';
import { rangeSource } from '../effects/rangeSource.ts';
import { reversedSource } from '../effects/reverse.ts';
import { sumSource } from '../effects/sumSource.ts';
import type { Biquad } from '../filters/biquad.ts';
import { cookbookBiquad } from '../filters/cookbookBiquad.ts';
import { designBandFilter } from '../filters/firFilter.ts';
import { designIir } from '../filters/iirFilter.ts';
import { healMask } from '../mask/healMask.ts';
import { insideSource, outsideSource } from '../mask/insideSource.ts';
import { changeMaskLevel } from '../mask/maskLevel.ts';
import { pasteMasked, patchStart } from '../mask/patch.ts';
import { requireAbove } from '../requireInteger.ts';
import { resampledSource } from '../resample/resample.ts';
import type { SampleSource } from '../sampleSource.ts';
import { checkEffect } from './checkEffect.ts';
import { contextSource } from './contextSource.ts';
import type { BandShape, EffectDescription, FilterShape, GeneratedSound, MaskedPaste } from './effectDescription.ts';
import { filteredSource, firSource, zeroPhaseSource } from './filteredSource.ts';
import { gatedRange, manipulatedRange, shiftedRange, stretchedRange } from './renderSequential.ts';
import type { EffectInput } from './renderSequential.ts';

export type { EffectInput } from './renderSequential.ts';

export interface RenderedEffect {
  readonly channels: readonly SampleSource[]; // of one length, which need not be that of the range
  readonly sampleRateHz: number;
}

/**
 * @throws EngineError E_PARAM: the effect or the range breaks a rule; E_SHAPE: no channel, channels of different lengths;
 *   E_ABORTED. Reading: E_PARAM at a sample that is not finite, its index in the message
 */
export function renderEffect(input: EffectInput, effect: EffectDescription, work: WorkOptions = {}): RenderedEffect {
  const { channels, sampleRateHz, range } = input;
  requireAbove('sampleRateHz', sampleRateHz, 0);
  if (channels.length === 0) throw new EngineError('E_SHAPE', 'there must be at least one channel');
  if (channels.some(({ nSamples }) => nSamples !== channels[0]!.nSamples))
    throw new EngineError('E_SHAPE', 'channels must be of one length');
  const parts = channels.map((channel) => rangeSource(channel, range));
  const checked = checkEffect(effect);
  const toHz = checked.kind === 'resample' ? checked.toHz : sampleRateHz;
  return { channels: rendered({ ...input, parts }, checked, work), sampleRateHz: toHz };
}

type Input = EffectInput & { readonly parts: readonly SampleSource[] };

function rendered(input: Input, effect: EffectDescription, work: WorkOptions): readonly SampleSource[] {
  const { channels, parts, range, sampleRateHz } = input;
  const cut = (edited: (channel: SampleSource) => SampleSource) =>
    channels.map((channel) => rangeSource(edited(channel), range));
  switch (effect.kind) {
    case 'gain':
      return parts.map((part) => gainSource(part, effect.gainDb));
    case 'invert':
      return parts.map(invertedSource);
    case 'reverse':
      return parts.map(reversedSource);
    case 'silence':
      return parts.map(({ nSamples }) => silentSource(nSamples));
    case 'fade':
      return parts.map((part) => fadedSource(part, effect.shape, effect.direction));
    case 'removeDc':
      return parts.map((part) => offsetSource(part, -measureMean(part, work)));
    case 'normalizePeak': {
      const gains = (effect.isLinked ? [parts] : parts.map((part) => [part])).map((group) =>
        peakGainDb(measurePeak(group, work).value, effect.targetDb),
      );
      return parts.map((part, c) => louder(part, gains[c] ?? gains[0]!));
    }
    case 'normalizeLoudness': {
      const gainDb = loudnessGainDb(measureLoudness(parts, sampleRateHz, work), effect);
      return parts.map((part) => louder(part, gainDb));
    }
    case 'mixChannels':
      return mixChannels(parts, effect.gains);
    case 'filter': {
      const sections = effect.sections.flatMap((shape) => designed(shape, sampleRateHz));
      return cut((channel) => (effect.phase === 'zero' ? zeroPhaseSource : filteredSource)(channel, sections));
    }
    case 'bandFilter':
      return cut((channel) => bandFiltered(channel, effect, sampleRateHz));
    case 'timeStretch':
      return stretchedRange(input, effect);
    case 'pitchShift':
      return shiftedRange(input, effect);
    case 'reduceNoise': {
      const { kind: _, ...params } = effect;
      return gatedRange(input, params);
    }
    case 'resample':
      return channels.map((channel) =>
        resampledSource(contextSource(channel, range), { fromHz: sampleRateHz, toHz: effect.toHz }),
      );
    case 'generate':
      return parts.map((_, c) => generated(effect.sound, sampleRateHz, c));
    case 'mask':
      return cut((channel) => masked(channel, effect, sampleRateHz));
    case 'pasteMasked':
      return channels.map((channel, c) => rangeSource(pasted(channel, c, effect, input), range));
    case 'manipulate':
      return manipulatedRange(input, effect);
  }
}

function pasted(
  channel: SampleSource,
  c: number,
  { atSample, shiftHz, gainDb, mode }: MaskedPaste,
  { patch, sampleRateHz }: EffectInput,
): SampleSource {
  if (patch === undefined)
    throw new EngineError('E_PARAM', 'effect.kind=pasteMasked: nothing was copied out of a mask');
  const start = patchStart(patch, atSample);
  const from = patch.channels.length === 1 ? 0 : c;
  return pasteMasked(channel, patch, from, { sampleRateHz, atSample: start, shiftHz, gainDb, mode });
}

function louder(part: SampleSource, gainDb: number | null): SampleSource {
  return gainDb === null ? part : gainSource(part, gainDb);
}

function designed(shape: FilterShape, sampleRateHz: number): readonly Biquad[] {
  return shape.design === 'cookbook'
    ? [cookbookBiquad({ ...shape, sampleRateHz })]
    : designIir({ ...shape, sampleRateHz });
}

function bandFiltered(channel: SampleSource, band: BandShape, sampleRateHz: number): SampleSource {
  const { fLowHz, fHighHz, transitionHz, isStop } = band;
  const passed = firSource(channel, designBandFilter({ fLowHz, fHighHz, transitionHz, sampleRateHz }));
  return isStop ? sumSource([{ source: channel }, { source: passed, gain: -1 }], channel.nSamples) : passed;
}

/** The same sound on every channel, but noises of their own. */
function generated(sound: GeneratedSound, sampleRateHz: number, channel: number): SampleSource {
  switch (sound.type) {
    case 'tone':
      return toneSource({ ...sound, sampleRateHz });
    case 'sweep':
      return sweepSource({ ...sound, sampleRateHz });
    case 'noise':
      return noiseSource({ ...sound, sampleRateHz, seed: (sound.seed ?? 0) + channel });
    case 'dtmf':
      return dtmfSource({ ...sound, sampleRateHz });
    case 'silence':
      return silentSource(sound.nSamples);
  }
}

function masked(
  channel: SampleSource,
  { mask, action }: Extract<EffectDescription, { kind: 'mask' }>,
  sampleRateHz: number,
): SampleSource {
  switch (action.type) {
    case 'level':
      return changeMaskLevel(channel, mask, { sampleRateHz, gainDb: action.gainDb });
    case 'erase':
    case 'outside':
      return outsideSource(channel, mask, { sampleRateHz });
    case 'inside':
      return insideSource(channel, mask, { sampleRateHz });
    case 'heal':
      return healMask(channel, mask, { sampleRateHz });
  }
}
