/**
 * The gain of a mask (mask.ts) on the frames and bins of an STFT: frame m is centred on sample originSample + m·hopLength,
 * bin k lies at k·sampleRateHz/fftSize. Across frequency g is exact; across time the region is known at the frames only.
 * A band narrower than a bin that meets no bin's frequency counts for the nearest bin. Frames centred before the sound or
 * after it take the section at its first or last sample: a mask that begins with the sound has its first samples in full.
 */
import { requireAbove, requireInteger } from '../requireInteger.ts';
import type { Bands } from './bands.ts';
import type { Mask } from './mask.ts';
import { regionSection } from './regionSection.ts';
import type { RegionSection } from './regionSection.ts';

export interface MaskGrid {
  readonly sampleRateHz: number;
  readonly fftSize: number; // even
  readonly hopLength: number;
  readonly originSample: number; // integer: the middle of frame 0
  readonly nSamples?: number | undefined; // of the sound; without end, and without beginning
}

/** Columns one by one, for masks of any length. */
export class MaskRaster {
  readonly nBins: number;
  /** Frames outside firstFrame ≤ m < endFrame are 0. */
  readonly firstFrame: number;
  readonly endFrame: number;
  readonly #section: RegionSection;
  readonly #grid: MaskGrid;
  readonly #featherHz: number;
  readonly #timeGains: Float64Array; // h of 0 … reach frames
  readonly #hard = new Map<number, Float64Array | null>(); // feathered in frequency only; null: all 0

  /** @throws EngineError E_PARAM */
  constructor({ region, featherSamples, featherHz }: Mask, grid: MaskGrid) {
    requireAbove('sampleRateHz', grid.sampleRateHz, 0);
    requireInteger('fftSize', grid.fftSize, 2);
    requireInteger('hopLength', grid.hopLength, 1);
    const { hopLength: H, originSample } = grid;
    this.nBins = Math.floor(grid.fftSize / 2) + 1;
    this.#grid = grid;
    this.#section = regionSection(region);
    this.#featherHz = featherHz;
    const reach = Math.max(0, Math.ceil(featherSamples / H) - 1);
    this.#timeGains = Float64Array.from({ length: reach + 1 }, (_, i) => featherGain(i * H, featherSamples));
    const { fromSample, toSample } = this.#section;
    const { fftSize: N, nSamples = Infinity } = grid;
    const before = reach + (nSamples < Infinity && fromSample <= 0 ? Math.ceil(N / 2 / H) : 0);
    const after = reach + (toSample >= nSamples ? Math.ceil(N / 2 / H) : 0);
    this.firstFrame = Math.floor((fromSample - originSample) / H) - before;
    this.endFrame = toSample > fromSample ? Math.ceil((toSample - originSample) / H) + 1 + after : this.firstFrame;
  }

  /** Writes g of frame m, [nBins], to `out`; false (and 0 everywhere) where the mask does not reach. */
  column(m: number, out: Float64Array | Float32Array): boolean {
    out.fill(0);
    if (m < this.firstFrame || m >= this.endFrame) return false;
    const reach = this.#timeGains.length - 1;
    let isReached = false;
    for (let frame = m - reach; frame <= m + reach; frame++) {
      const hard = this.#hardColumn(frame);
      if (!hard) continue;
      isReached = true;
      const gain = this.#timeGains[Math.abs(frame - m)]!;
      for (let k = 0; k < hard.length; k++) if (gain * hard[k]! > out[k]!) out[k] = gain * hard[k]!;
    }
    return isReached;
  }

  #hardColumn(m: number): Float64Array | null {
    const kept = this.#hard.get(m);
    if (kept !== undefined) return kept;
    const { hopLength: H, originSample, nSamples } = this.#grid;
    const centre = originSample + m * H;
    const inside = nSamples === undefined ? centre : Math.max(0, Math.min(nSamples - 1, centre));
    const column = this.#across(this.#section.bandsAt(inside, H));
    this.#hard.set(m, column);
    if (this.#hard.size > 2 * this.#timeGains.length + 2) this.#hard.delete(this.#hard.keys().next().value!);
    return column;
  }

  #across(bands: Bands): Float64Array | null {
    const binHz = this.#grid.sampleRateHz / this.#grid.fftSize;
    const out = new Float64Array(this.nBins);
    const raise = (k: number, gain: number) => {
      if (k >= 0 && k < out.length && gain > out[k]!) out[k] = gain;
    };
    for (let i = 0; i < bands.length; i += 2) {
      const [low, high] = [bands[i]!, bands[i + 1]!];
      const first = Math.ceil(low / binHz);
      const last = Math.min(out.length - 1, Math.floor(high / binHz));
      if (Math.floor(high / binHz) < first) raise(Math.round((low + high) / 2 / binHz), 1);
      for (let k = first; k <= last; k++) raise(k, 1);
      const gainAt = (k: number) => featherGain(Math.max(low - k * binHz, k * binHz - high), this.#featherHz);
      for (let k = Math.min(first, out.length) - 1; k >= 0 && gainAt(k) > 0; k--) raise(k, gainAt(k));
      for (let k = Math.max(last + 1, 0); k < out.length && gainAt(k) > 0; k++) raise(k, gainAt(k));
    }
    return out.some((gain) => gain > 0) ? out : null;
  }
}

const mostFrames = 2 ** 20;

/** @returns g, row-major [nFrames, nBins], of frames firstFrame … firstFrame + nFrames − 1. @throws EngineError E_PARAM */
export function rasterizeMask(mask: Mask, grid: MaskGrid, firstFrame: number, nFrames: number): Float32Array {
  requireInteger('firstFrame', firstFrame, Number.MIN_SAFE_INTEGER);
  requireInteger('nFrames', nFrames, 0, mostFrames);
  const raster = new MaskRaster(mask, grid);
  const out = new Float32Array(nFrames * raster.nBins);
  for (let m = 0; m < nFrames; m++) {
    raster.column(firstFrame + m, out.subarray(m * raster.nBins, (m + 1) * raster.nBins));
  }
  return out;
}

/** h(distance/feather) */
function featherGain(distance: number, feather: number): number {
  if (distance <= 0) return 1;
  return distance < feather ? 0.5 * (1 + Math.cos((Math.PI * distance) / feather)) : 0;
}
