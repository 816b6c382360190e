/**
 * A mask filled with what its surroundings suggest: magnitudes Â from healedMagnitudes.ts; phases that continue the known
 * ones around the mask (pghi.ts), then drawn towards a sound that has them all by alternating projections inside the mask
 * only, the sound around it given:
 *
 *   cₙ = arg STFT(x + iSTFT(g·(Â·exp(i·cₙ₋₁) − X))),   n = 1 … nIterations;   y = x + iSTFT(g·(Â·exp(i·c) − X))
 *
 * Long masks are filled in stretches of some seconds at fixed places from the beginning of the mask, each with a margin,
 * so memory is bounded and any part read alone is the very part of the whole. Outside the mask's frames y is x.
 */
import { blockSource } from '../blockSource.ts';
import { sumSource } from '../effects/sumSource.ts';
import { istft } from '../istft.ts';
import { pghiPhases } from '../phase/pghi.ts';
import { readFinite } from '../readFinite.ts';
import type { SampleSource } from '../sampleSource.ts';
import { stft, stftLevels } from '../stft.ts';
import type { ComplexFrames } from '../stft.ts';
import { healMagnitudes } from './healedMagnitudes.ts';
import type { Mask } from './mask.ts';
import { maskFraming } from './maskFraming.ts';
import type { MaskFraming, MaskParams } from './maskFraming.ts';
import { MaskRaster } from './maskRaster.ts';

const nIterations = 12;
const cellsPerStretch = 2 ** 19;
const contextSec = 0.3; // known sound that is looked at before and after a stretch, at least two frames

/** @throws EngineError E_PARAM; reading: a sample that is not finite, its index in the message */
export function spectralHeal(source: SampleSource, mask: Mask, params: MaskParams): SampleSource {
  const framing = maskFraming(mask, source.nSamples, params);
  const { fftSize: N, hopLength: H, originSample, sampleRateHz } = framing;
  const raster = new MaskRaster(mask, framing);
  const margin = Math.max(2 * Math.ceil(N / H), Math.ceil((contextSec * sampleRateHz) / H));
  const perStretch = Math.max(margin, Math.floor(cellsPerStretch / raster.nBins));
  const kept = new Map<number, Float64Array>();

  /** What the frames of a stretch change, from N/2 before the middle of its first frame on. */
  function changeOf(stretch: number): Float64Array {
    const first = raster.firstFrame + stretch * perStretch;
    const end = Math.min(raster.endFrame, first + perStretch);
    const change = kept.get(stretch) ?? changeOfFrames(first, end);
    kept.delete(stretch);
    kept.set(stretch, change);
    if (kept.size > 3) kept.delete(kept.keys().next().value!);
    return change;
  }

  function changeOfFrames(first: number, end: number): Float64Array {
    const from = first - margin;
    const nFrames = end + margin - from;
    const start = originSample + from * H - N / 2;
    const x = readFinite(source, start, (nFrames - 1) * H + N);
    const delta = healedFrames(x, gainsOf(raster, from, nFrames), framing);
    for (const part of [delta.re, delta.im]) {
      part.fill(0, 0, margin * raster.nBins);
      part.fill(0, (margin + end - first) * raster.nBins);
    }
    const change = istft(delta, { fftSize: N, hopLength: H, pad: 'none' });
    return Float64Array.from(change.subarray(margin * H, (margin + end - first - 1) * H + N));
  }

  function render(start: number, count: number): Float32Array {
    const sum = new Float64Array(count);
    const nStretches = Math.ceil((raster.endFrame - raster.firstFrame) / perStretch);
    for (let stretch = 0; stretch < nStretches; stretch++) {
      const first = raster.firstFrame + stretch * perStretch;
      const last = Math.min(raster.endFrame, first + perStretch) - 1;
      const at = originSample + first * H - N / 2 - start;
      if (at >= count || at + (last - first) * H + N <= 0) continue;
      const change = changeOf(stretch);
      const to = Math.min(change.length, count - at);
      for (let n = Math.max(0, -at); n < to; n++) sum[at + n] = sum[at + n]! + change[n]!;
    }
    return Float32Array.from(sum);
  }
  const change = { nSamples: source.nSamples, blockSamples: 16_384, render, anchorSample: originSample };
  return sumSource([{ source }, { source: blockSource(change) }], source.nSamples);
}

function gainsOf(raster: MaskRaster, from: number, nFrames: number): Float32Array {
  const gains = new Float32Array(nFrames * raster.nBins);
  for (let m = 0; m < nFrames; m++) {
    raster.column(from + m, gains.subarray(m * raster.nBins, (m + 1) * raster.nBins));
  }
  return gains;
}

/** g·(Â·exp(i·c) − X) */
function healedFrames(
  x: Float32Array,
  gains: Float32Array,
  { fftSize, hopLength, ...rest }: MaskFraming,
): ComplexFrames {
  const params = { fftSize, hopLength, pad: 'none' } as const;
  const frames = stft(x, params);
  const isMasked = Uint8Array.from(gains, (gain) => (gain > 0 ? 1 : 0));
  const magnitudes = { ...frames, values: stftLevels(frames, 'magnitude') };
  healMagnitudes(magnitudes, isMasked, { fftSize, hopLength, ...rest });
  const isKnown = isMasked.map((masked) => 1 - masked);
  const known = { isKnown, phases: Float32Array.from(frames.re, (re, i) => Math.atan2(frames.im[i]!, re)) };
  const phases = pghiPhases(magnitudes, { ...params, known });
  const { nFrames, nBins } = frames;
  const delta = { re: new Float32Array(frames.re.length), im: new Float32Array(frames.re.length), nFrames, nBins };
  const turn = (i: number, re: number, im: number) => {
    delta.re[i] = gains[i]! * (re - frames.re[i]!);
    delta.im[i] = gains[i]! * (im - frames.im[i]!);
  };
  for (let i = 0; i < phases.length; i++) {
    if (isMasked[i] === 1)
      turn(i, magnitudes.values[i]! * Math.cos(phases[i]!), magnitudes.values[i]! * Math.sin(phases[i]!));
  }
  for (let n = 0; n < nIterations; n++) {
    const change = istft(delta, params);
    const rebuilt = stft(
      x.map((value, at) => value + change[at]!),
      params,
    );
    for (let i = 0; i < phases.length; i++) {
      if (isMasked[i] !== 1) continue;
      const size = Math.hypot(rebuilt.re[i]!, rebuilt.im[i]!);
      if (!(size > 0)) continue;
      const scale = magnitudes.values[i]! / size;
      turn(i, scale * rebuilt.re[i]!, scale * rebuilt.im[i]!);
    }
  }
  return delta;
}
