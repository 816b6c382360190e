/** The inside of a mask taken out of a sound, to be laid in elsewhere. */
import { EngineError } from '../../core/errors.ts';
import { frequencyShiftedSource } from '../effects/frequencyShift.ts';
import { sumSource } from '../effects/sumSource.ts';
import { requireInteger } from '../requireInteger.ts';
import type { SampleSource } from '../sampleSource.ts';
import { insideSource, outsideSource } from './insideSource.ts';
import type { Mask } from './mask.ts';
import { maskReach } from './maskFraming.ts';
import type { MaskParams } from './maskFraming.ts';
import { regionSection } from './regionSection.ts';
import { shiftMask } from './shiftMask.ts';

export interface Patch {
  readonly sampleRateHz: number;
  readonly mask: Mask;
  readonly startSample: number; // of the sound it was taken from
  readonly channels: readonly SampleSource[]; // inside (insideSource.ts) from startSample on, until nothing of it is left
}

/** @param channels of one length. @throws EngineError E_PARAM, E_SHAPE: no channel */
export function copyMasked(channels: readonly SampleSource[], mask: Mask, params: MaskParams): Patch {
  if (channels.length === 0) throw new EngineError('E_SHAPE', 'there must be at least one channel');
  const total = channels[0]!.nSamples;
  if (channels.some(({ nSamples }) => nSamples !== total))
    throw new EngineError('E_SHAPE', 'channels must be of one length');
  const { fromSample: startSample, toSample } = maskReach(mask, total, params);
  const nSamples = toSample - startSample;
  return {
    sampleRateHz: params.sampleRateHz,
    mask,
    startSample,
    channels: channels.map((channel) =>
      sumSource([{ source: insideSource(channel, mask, params), atSample: -startSample }], nSamples),
    ),
  };
}

export interface PasteParams extends MaskParams {
  readonly atSample: number; // where startSample of the patch comes to lie
  readonly mode: 'mix' | 'replace'; // add to what is there, or take out of it first what the mask covers there
  readonly shiftHz?: number | undefined; // every frequency is moved by as much (frequencyShift.ts); 0; only to mix
  readonly gainDb?: number | undefined; // −200 … 60; 0
}

/**
 * A channel with a channel of a patch in it, as long as before.
 * @throws EngineError E_PARAM: another rate than the patch's, or a parameter; E_SHAPE: the patch has no such channel
 */
export function pasteMasked(source: SampleSource, patch: Patch, channel: number, params: PasteParams): SampleSource {
  const { atSample, mode, shiftHz = 0, gainDb = 0, ...framing } = params;
  requireInteger('atSample', atSample, Number.MIN_SAFE_INTEGER);
  const taken = patch.channels[channel];
  if (!taken) throw new EngineError('E_SHAPE', `channel ${channel} must be below ${patch.channels.length}`);
  if (framing.sampleRateHz !== patch.sampleRateHz)
    throw new EngineError('E_PARAM', `the patch is of ${patch.sampleRateHz} Hz, the sound of ${framing.sampleRateHz}`);
  if (!(gainDb >= -200 && gainDb <= 60)) throw new EngineError('E_PARAM', `gainDb=${gainDb} must be from -200 to 60`);
  if (mode === 'replace' && shiftHz !== 0)
    throw new EngineError('E_PARAM', `shiftHz=${shiftHz} must be 0 to replace what the mask covers`);
  const laid = frequencyShiftedSource(taken, { sampleRateHz: patch.sampleRateHz, shiftHz });
  const there = shiftMask(patch.mask, atSample - patch.startSample);
  const below = mode === 'replace' ? outsideSource(source, there, framing) : source;
  return sumSource([{ source: below }, { source: laid, atSample, gain: 10 ** (gainDb / 20) }], source.nSamples);
}

/** Where startSample of a patch comes to lie if its region begins at `atSample`; before 0 it is cut. @throws EngineError E_PARAM */
export function patchStart({ mask, startSample }: Patch, atSample: number): number {
  requireInteger('atSample', atSample, Number.MIN_SAFE_INTEGER);
  return atSample - Math.max(0, Math.floor(regionSection(mask.region).fromSample)) + startSample;
}
