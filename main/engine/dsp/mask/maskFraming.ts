/** The STFT that a mask acts in. Hann before and after, so that what is changed fades in and out with its window. */
import { EngineError } from '../../core/errors.ts';
import type { SampleRange } from '../effects/rangeSource.ts';
import { requireAbove, requireInteger } from '../requireInteger.ts';
import type { Mask } from './mask.ts';
import { MaskRaster } from './maskRaster.ts';
import type { MaskGrid } from './maskRaster.ts';
import { regionSection } from './regionSection.ts';

export interface MaskParams {
  readonly sampleRateHz: number;
  readonly fftSize?: number | undefined; // N, even, 16 … 2¹⁷; the power of two from 40 to 80 ms
  readonly hopLength?: number | undefined; // divides N at least 4 times; N/8
}

/** The middle of frame 0 is the beginning of the region: frames move with the mask. */
export type MaskFraming = MaskGrid & { readonly nSamples: number };

const longEnoughSec = 0.04; // 100 Hz are more than two bins, the half width of Hann's main lobe

/** @throws EngineError E_PARAM */
export function maskFraming(mask: Mask, nSamples: number, { sampleRateHz, ...sizes }: MaskParams): MaskFraming {
  requireAbove('sampleRateHz', sampleRateHz, 0);
  const fftSize = sizes.fftSize ?? 2 ** Math.max(4, Math.ceil(Math.log2(longEnoughSec * sampleRateHz)));
  requireInteger('fftSize', fftSize, 16, 2 ** 17);
  if (fftSize % 2 !== 0) throw new EngineError('E_PARAM', `fftSize=${fftSize} must be even`);
  const hopLength = sizes.hopLength ?? Math.max(1, Math.floor(fftSize / 8));
  requireInteger('hopLength', hopLength, 1, fftSize / 4);
  if (fftSize % hopLength !== 0)
    throw new EngineError('E_PARAM', `hopLength=${hopLength} must divide fftSize=${fftSize}`);
  const originSample = Math.floor(regionSection(mask.region).fromSample);
  return { sampleRateHz, fftSize, hopLength, originSample, nSamples };
}

/** Σₘ hann²[n − m·H], the same for every n. */
export function windowSum({ fftSize, hopLength }: MaskGrid): number {
  return (0.375 * fftSize) / hopLength;
}

/**
 * The samples that editing a mask can change; all others stay what they are. Empty where the mask does not reach the sound.
 * @throws EngineError E_PARAM
 */
export function maskReach(mask: Mask, nSamples: number, params: MaskParams): SampleRange {
  const framing = maskFraming(mask, nSamples, params);
  const { originSample, hopLength: H, fftSize: N } = framing;
  const { firstFrame, endFrame } = new MaskRaster(mask, framing);
  const fromSample = Math.min(nSamples, Math.max(0, originSample + firstFrame * H - N / 2));
  const toSample = endFrame > firstFrame ? Math.min(nSamples, originSample + (endFrame - 1) * H + N / 2) : fromSample;
  return { fromSample, toSample: Math.max(fromSample, toSample) };
}
