/**
 * What of a sound lies inside a mask, and what outside:
 *
 *   inside = Σₘ w·iDFT(g[m, k]·X[m, k]) / Σ w²,   outside = x − inside
 *
 * X the STFT of x under Hann windows w around the mask's frames (maskFraming.ts), g the mask on them (maskRaster.ts).
 * Frames that the mask does not reach add nothing: inside is exactly 0, and outside exactly x, further than
 * featherSamples + fftSize/2 from the region. Any part read alone is the very part of the whole.
 */
import { blockSource } from '../blockSource.ts';
import { sumSource } from '../effects/sumSource.ts';
import { realFft } from '../fft.ts';
import { readFinite } from '../readFinite.ts';
import type { SampleSource } from '../sampleSource.ts';
import { makeWindow } from '../window.ts';
import type { Mask } from './mask.ts';
import { maskFraming, windowSum } from './maskFraming.ts';
import type { MaskParams } from './maskFraming.ts';
import { MaskRaster } from './maskRaster.ts';

/** @throws EngineError E_PARAM; reading: a sample that is not finite, its index in the message */
export function insideSource(source: SampleSource, mask: Mask, params: MaskParams): SampleSource {
  const framing = maskFraming(mask, source.nSamples, params);
  const { fftSize: N, hopLength: H, originSample } = framing;
  const raster = new MaskRaster(mask, framing);
  const fft = realFft(N);
  const window = makeWindow('hann', N);
  const scale = 1 / windowSum(framing);
  const gains = new Float64Array(fft.nBins);
  const frame = new Float64Array(N);
  const [re, im] = [new Float64Array(fft.nBins), new Float64Array(fft.nBins)];

  function render(start: number, count: number): Float32Array {
    const { first, end } = framesOver(start, count, { fftSize: N, hopLength: H, originSample });
    const sum = new Float64Array(count);
    let x: Float32Array | null = null;
    for (let m = Math.max(first, raster.firstFrame); m < Math.min(end, raster.endFrame); m++) {
      if (!raster.column(m, gains)) continue;
      x ??= readFinite(source, start - N, count + 2 * N);
      const at = originSample + m * H - N / 2 - start; // of the frame's first sample
      for (let n = 0; n < N; n++) frame[n] = x[at + N + n]! * window[n]!;
      fft.forward(frame, re, im);
      for (let k = 0; k < gains.length; k++) {
        re[k] = re[k]! * gains[k]!;
        im[k] = im[k]! * gains[k]!;
      }
      fft.inverse(re, im, frame);
      const to = Math.min(N, count - at);
      for (let n = Math.max(0, -at); n < to; n++) sum[at + n] = sum[at + n]! + scale * window[n]! * frame[n]!;
    }
    return Float32Array.from(sum);
  }
  const blockSamples = Math.max(2 * N, 16_384);
  return blockSource({ nSamples: source.nSamples, blockSamples, render, anchorSample: originSample });
}

/** x − inside. Inside and outside add up to x. @throws EngineError as insideSource */
export function outsideSource(source: SampleSource, mask: Mask, params: MaskParams): SampleSource {
  return sumSource([{ source }, { source: insideSource(source, mask, params), gain: -1 }], source.nSamples);
}

/** The frames that reach samples start … start + count − 1. */
export function framesOver(
  start: number,
  count: number,
  { fftSize: N, hopLength: H, originSample }: { fftSize: number; hopLength: number; originSample: number },
): { readonly first: number; readonly end: number } {
  const first = Math.floor((start - originSample - N / 2) / H) + 1;
  return { first, end: Math.ceil((start + count - originSample + N / 2) / H) };
}
