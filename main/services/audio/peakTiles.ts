import { peakBaseSamples, peakLevelFactor, peakTileBins } from '../../../preload/contract/audio.ts';
import type { PeakTile } from '../../../preload/contract/audio.ts';
import { EngineError, throwIfAborted } from '../../engine/core/errors.ts';
import { PeakPyramid } from '../../engine/dsp/peaks.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import { createTimeSlice } from './timeSlice.ts';

export interface PeakTileAddress {
  readonly channel: number;
  readonly level: number;
  readonly index: number;
}

export const samplesPerBin = (level: number) => peakBaseSamples * peakLevelFactor ** level;

/** Samples [start, end) of a tile, as far as there are `available`. */
export function peakTileSpan({ level, index }: PeakTileAddress, available = Infinity): { start: number; end: number } {
  const size = peakTileBins * samplesPerBin(level);
  return { start: index * size, end: Math.max(index * size, Math.min((index + 1) * size, available)) };
}

export function pyramidPeakTile(
  pyramid: PeakPyramid,
  address: PeakTileAddress,
  { available, isWhole }: { readonly available: number; readonly isWhole: boolean },
): PeakTile {
  const { start, end } = peakTileSpan(address, Math.min(available, pyramid.nSamples));
  const perBin = samplesPerBin(address.level);
  const nBins = Math.ceil((end - start) / perBin);
  const range = pyramid.range({
    channel: address.channel,
    startSample: start,
    samplesPerColumn: perBin,
    nColumns: nBins,
  });
  return { ...range, nBins, complete: isWhole };
}

const pieceSamples = 65_536;

/** x, with silence where the project is damaged: the rest of a recording must stay visible. */
export function withSilentDamage(x: SampleSource, onDamage: () => void): SampleSource {
  return {
    nSamples: x.nSamples,
    read(start, count) {
      try {
        return x.read(start, count);
      } catch (error) {
        if (!(error instanceof EngineError) || error.code !== 'E_PROJECT_CORRUPT') throw error;
        onDamage();
        return new Float32Array(count);
      }
    },
  };
}

/** Exactly, from the samples. */
export async function directPeakTile(
  x: SampleSource,
  address: PeakTileAddress,
  signal?: AbortSignal,
): Promise<PeakTile> {
  const { start, end } = peakTileSpan(address, x.nSamples);
  const pyramid = new PeakPyramid(1);
  const yieldIfDue = createTimeSlice();
  for (let at = start; at < end; at += pieceSamples) {
    throwIfAborted(signal);
    pyramid.add([x.read(at, Math.min(pieceSamples, end - at))]);
    await yieldIfDue();
  }
  const tile = { channel: 0, level: address.level, index: 0 };
  return pyramidPeakTile(pyramid, tile, { available: end - start, isWhole: true });
}

const maxProbes = 96;
const probeSamples = 16_384;

/** A first view: every stretch of one or more bins looks like the few thousand samples in its middle. */
export async function sparsePeakTile(
  x: SampleSource,
  address: PeakTileAddress,
  signal?: AbortSignal,
): Promise<PeakTile> {
  const { start, end } = peakTileSpan(address, x.nSamples);
  const perBin = samplesPerBin(address.level);
  const nBins = Math.ceil((end - start) / perBin);
  const binsPerProbe = Math.ceil(nBins / maxProbes);
  const tile = { min: new Float32Array(nBins), max: new Float32Array(nBins), rms: new Float32Array(nBins) };
  const yieldIfDue = createTimeSlice();
  for (let bin = 0; bin < nBins; bin += binsPerProbe) {
    throwIfAborted(signal);
    const from = start + bin * perBin;
    const to = Math.min(end, from + binsPerProbe * perBin);
    const count = Math.min(probeSamples, to - from);
    const pyramid = new PeakPyramid(1);
    pyramid.add([x.read(Math.floor((from + to - count) / 2), count)]);
    const { min, max, rms } = pyramid.range({ channel: 0, startSample: 0, samplesPerColumn: count, nColumns: 1 });
    tile.min.fill(min[0]!, bin, bin + binsPerProbe);
    tile.max.fill(max[0]!, bin, bin + binsPerProbe);
    tile.rms.fill(rms[0]!, bin, bin + binsPerProbe);
    await yieldIfDue();
  }
  return { ...tile, nBins, complete: false };
}
