/**
 * A mask filled with what its surroundings suggest: magnitudes Â from healedMagnitudes.ts; phases that continue the known
 * ones around the mask (pghi.ts), then drawn towards a sound that has them all by alternating projections inside the mask
 * only, the sound around it given:
 *
 *   cₙ = arg (X + STFT(iSTFT(g·(Â·exp(i·cₙ₋₁) − X)))),   n = 1 … nIterations;   y = x + iSTFT(g·(Â·exp(i·c) − X))
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

/** g·(Â·exp(i·c) − X). All but the transforms looks only at the band around the mask. */
function healedFrames(x: Float32Array, gains: Float32Array, framing: MaskFraming): ComplexFrames {
  const { fftSize, hopLength } = framing;
  const params = { fftSize, hopLength, pad: 'none' } as const;
  const frames = stft(x, params);
  const band = bandOf(gains, frames);
  const { firstBin, nBins } = band;
  const g = croppedTo(band, gains, frames);
  const known = { re: croppedTo(band, frames.re, frames), im: croppedTo(band, frames.im, frames) };
  const isMasked = Uint8Array.from(g, (gain) => (gain > 0 ? 1 : 0));
  const magnitudes = { nFrames: frames.nFrames, nBins, values: stftLevels({ ...frames, ...known }, 'magnitude') };
  healMagnitudes(magnitudes, isMasked, framing);
  const phases = pghiPhases(magnitudes, {
    ...params,
    firstBin,
    known: {
      isKnown: isMasked.map((masked) => 1 - masked),
      phases: Float32Array.from(known.re, (re, i) => Math.atan2(known.im[i]!, re)),
    },
  });
  const delta = { ...frames, re: new Float32Array(frames.re.length), im: new Float32Array(frames.re.length) };
  /** Calls with every masked cell: its place in the band and in the frames. */
  const eachMasked = (act: (i: number, whole: number) => void) => {
    for (let i = 0; i < isMasked.length; i++) {
      if (isMasked[i] === 1) act(i, Math.floor(i / nBins) * frames.nBins + firstBin + (i % nBins));
    }
  };
  eachMasked((i, whole) => {
    delta.re[whole] = g[i]! * (magnitudes.values[i]! * Math.cos(phases[i]!) - known.re[i]!);
    delta.im[whole] = g[i]! * (magnitudes.values[i]! * Math.sin(phases[i]!) - known.im[i]!);
  });
  for (let n = 0; n < nIterations; n++) {
    const change = stft(istft(delta, params), params);
    eachMasked((i, whole) => {
      const re = known.re[i]! + change.re[whole]!;
      const im = known.im[i]! + change.im[whole]!;
      const size = Math.sqrt(re * re + im * im);
      if (!(size > 0)) return;
      const scale = magnitudes.values[i]! / size;
      delta.re[whole] = g[i]! * (scale * re - known.re[i]!);
      delta.im[whole] = g[i]! * (scale * im - known.im[i]!);
    });
  }
  return delta;
}

interface Band {
  readonly firstBin: number;
  readonly nBins: number;
}

const besideBins = 8; // more than guard and witnesses of healedMagnitudes.ts

/** The bins that a mask reaches, and some beside them. */
function bandOf(gains: Float32Array, { nBins }: ComplexFrames): Band {
  let [low, high] = [nBins, 0];
  gains.forEach((gain, i) => {
    if (gain === 0) return;
    low = Math.min(low, i % nBins);
    high = Math.max(high, i % nBins);
  });
  const firstBin = Math.max(0, Math.min(low, high) - besideBins);
  return { firstBin, nBins: Math.min(nBins, high + 1 + besideBins) - firstBin };
}

function croppedTo(band: Band, values: Float32Array, { nFrames, nBins }: ComplexFrames): Float32Array {
  const out = new Float32Array(nFrames * band.nBins);
  for (let m = 0; m < nFrames; m++) {
    const start = m * nBins + band.firstBin;
    out.set(values.subarray(start, start + band.nBins), m * band.nBins);
  }
  return out;
}
