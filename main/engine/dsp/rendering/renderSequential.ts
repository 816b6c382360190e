/** The effects that compute in order: stretching, shifting, noise reduction, PSOLA. */
import { measureNoise } from '../denoise/noiseProfile.ts';
import { gateBlocks } from '../denoise/spectralGate.ts';
import { rangeSource } from '../effects/rangeSource.ts';
import type { SampleRange } from '../effects/rangeSource.ts';
import { readFinite } from '../readFinite.ts';
import type { Patch } from '../mask/patch.ts';
import { Resampler } from '../resample/resample.ts';
import type { SampleSource } from '../sampleSource.ts';
import { stretchBlocks } from '../stretch/timeStretch.ts';
import { requireStretch, stretchedLength } from '../stretch/stretchParams.ts';
import type { StretchParams } from '../stretch/stretchParams.ts';
import { psolaBlocks, psolaLength } from '../stretch/psola.ts';
import { contextSource } from './contextSource.ts';
import type { EffectDescription, Manipulation } from './effectDescription.ts';
import { sequentialChannels } from './sequentialChannels.ts';

export interface EffectInput {
  readonly channels: readonly SampleSource[]; // of one length, the whole timeline
  readonly sampleRateHz: number;
  readonly range: SampleRange;
  readonly patch?: Patch | undefined; // what pasteMasked lays in
}

/** timeStretch of the range, its first and last frame joined to the sound around it. */
export function stretchedRange(
  { channels, sampleRateHz, range }: EffectInput,
  params: Omit<StretchParams, 'sampleRateHz'>,
): readonly SampleSource[] {
  const stretch = { ...params, sampleRateHz };
  requireStretch(stretch);
  const parts = channels.map((channel) => finite(contextSource(channel, range)));
  const nSamples = stretchedLength(range.toSample - range.fromSample, params.factor);
  return sequentialChannels({ nSamples, nChannels: parts.length, start: () => stretchBlocks(parts, stretch) });
}

/** pitchShift of the range, as stretchedRange. */
export function shiftedRange(
  input: EffectInput,
  { semitones, method }: { readonly semitones: number; readonly method?: StretchParams['method'] },
): readonly SampleSource[] {
  const { channels, sampleRateHz, range } = input;
  const factor = 2 ** (semitones / 12);
  const stretch = { sampleRateHz, factor, method };
  requireStretch(stretch);
  const parts = channels.map((channel) => finite(contextSource(channel, range)));
  function* blocks() {
    const rates = { fromHz: sampleRateHz * factor, toHz: sampleRateHz };
    if (factor === 1) return yield* stretchBlocks(parts, stretch);
    const resamplers = parts.map(() => new Resampler(rates));
    for (const block of stretchBlocks(parts, stretch)) yield block.map((samples, c) => resamplers[c]!.process(samples));
    yield resamplers.map((resampler) => resampler.flush());
  }
  const nSamples = range.toSample - range.fromSample;
  return sequentialChannels({ nSamples, nChannels: parts.length, start: blocks });
}

const gateLeadSec = 0.5; // the gate's gain has found its level by then

/** Spectral gating, each channel with the noise of its own; the gate has been running since half a second before. */
export function gatedRange(
  { channels, sampleRateHz, range }: EffectInput,
  { noise, ...params }: Omit<Extract<EffectDescription, { kind: 'reduceNoise' }>, 'kind'>,
): readonly SampleSource[] {
  const lead = Math.min(range.fromSample, Math.round(gateLeadSec * sampleRateHz));
  return channels.flatMap((channel) => {
    const profile = measureNoise(rangeSource(channel, noise), sampleRateHz);
    const from = finite(contextSource(channel, { ...range, fromSample: range.fromSample - lead }));
    const { nSamples } = from;
    function* blocks() {
      for (const block of gateBlocks(from, profile, { ...params, sampleRateHz })) yield [block];
    }
    const [gated] = sequentialChannels({ nSamples, nChannels: 1, start: blocks });
    return [rangeSource(gated!, { fromSample: lead, toSample: nSamples })];
  });
}

/** psola of the range alone: pulses and points count from its beginning. */
export function manipulatedRange(
  { channels, sampleRateHz, range }: EffectInput,
  { pulsesSec, pitch, duration }: Manipulation,
): readonly SampleSource[] {
  const parts = channels.map((channel) => finite(rangeSource(channel, range)));
  const curve = (points: Manipulation['pitch']) =>
    points && { timesSec: Float64Array.from(points.timesSec), values: Float64Array.from(points.values) };
  const params = { sampleRateHz, pulses: Float64Array.from(pulsesSec), pitch: curve(pitch), duration: curve(duration) };
  const nSamples = psolaLength(range.toSample - range.fromSample, params);
  return sequentialChannels({ nSamples, nChannels: parts.length, start: () => psolaBlocks(parts, params) });
}

function finite(source: SampleSource): SampleSource {
  return { nSamples: source.nSamples, read: (start, count) => readFinite(source, start, count) };
}
