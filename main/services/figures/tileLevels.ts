/**
 * Levels of a spectrogram's pixels from its tiles: the numbers that the window shows. A pixel takes the greatest (or the
 * mean power) of the columns whose middles it covers, of the nearest where it covers none.
 */
import {
  spectrogramDbMin,
  spectrogramDbStep,
  spectrogramTileColumns,
  type SpectrogramParams,
  type SpectrogramTile,
} from '../../../preload/contract/analysis.ts';
import { throwIfAborted } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import { countSpectrogramColumns } from '../../engine/dsp/spectrogramColumns.ts';
import { createTimeSlice } from '../audio/timeSlice.ts';
import { pixelRows, type PictureBand } from './spectrogramRaster.ts';

export interface TileAddress {
  readonly params: SpectrogramParams;
  readonly level: number;
  readonly index: number;
}

export interface TilePicture {
  readonly params: SpectrogramParams;
  readonly band: PictureBand;
  readonly sampleRateHz: number;
  readonly nSamples: number; // of the whole sound
  readonly startSample: number;
  readonly endSample: number;
  readonly width: number; // pixels
}

export type ReadTile = (address: TileAddress, signal: AbortSignal | undefined) => Promise<SpectrogramTile>;

/** Hops no longer than a pixel is wide: a figure is finer than a window. */
export function figureParams(params: SpectrogramParams, samplesPerPixel: number): SpectrogramParams {
  return { ...params, hopLength: Math.max(1, Math.min(params.hopLength, Math.floor(samplesPerPixel))) };
}

const tilesAhead = 4;
const keptTiles = tilesAhead + 2;
const highestLevel = 24;

/** @returns [band.height, width] dB, the highest frequency first. @throws as reading tiles; EngineError E_ABORTED */
export async function tileLevels(
  readTile: ReadTile,
  picture: TilePicture,
  { signal, onProgress }: WorkOptions = {},
): Promise<Float32Array> {
  const { params, band, sampleRateHz, nSamples, startSample, endSample, width } = picture;
  const { height } = band;
  const samplesPerPixel = (endSample - startSample) / width;
  const level = Math.min(highestLevel, Math.max(0, Math.floor(Math.log2(samplesPerPixel / params.hopLength))));
  const columnSamples = params.hopLength * 2 ** level;
  const nColumns = countSpectrogramColumns(nSamples, params.hopLength, level);
  const nBins = params.fftSize / 2 + 1;
  const columnAt = (sample: number) => (sample + params.hopLength / 2) / columnSamples - 0.5; // whole at its middle
  const within = (column: number) => Math.min(Math.max(column, 0), nColumns - 1);
  const lastTile = Math.floor(within(Math.ceil(columnAt(endSample))) / spectrogramTileColumns);
  const tiles = new Map<number, Promise<SpectrogramTile>>();

  const tileAt = (index: number): Promise<SpectrogramTile> => {
    for (let ahead = index; ahead <= Math.min(index + tilesAhead - 1, lastTile); ahead++) {
      if (tiles.has(ahead)) continue;
      const coming = readTile({ params, level, index: ahead }, signal);
      coming.catch(() => undefined); // who awaits it learns of it
      tiles.set(ahead, coming);
    }
    for (const known of tiles.keys()) if (known < index && tiles.size > keptTiles) tiles.delete(known);
    return tiles.get(index) ?? readTile({ params, level, index }, signal);
  };

  const levels = new Float32Array(width * height);
  const toRows = pixelRows(band, sampleRateHz / params.fftSize, nBins);
  const bins = new Float32Array(nBins);
  const rows = new Float32Array(height);
  const yieldIfDue = createTimeSlice();
  let tileIndex = -1;
  let tile: SpectrogramTile | null = null;
  for (let x = 0; x < width; x++) {
    throwIfAborted(signal);
    const from = startSample + x * samplesPerPixel;
    const nearest = within(Math.round(columnAt(from + samplesPerPixel / 2)));
    const first = Math.ceil(columnAt(from));
    const end = Math.min(Math.ceil(columnAt(from + samplesPerPixel)), nColumns);
    const [start, stop] = first < end && first >= 0 ? [first, end] : [nearest, nearest + 1];
    const reduced = createReducer(bins, params.reduce, stop - start);
    for (let column = start; column < stop; column++) {
      const wanted = Math.floor(column / spectrogramTileColumns);
      if (tile === null || wanted !== tileIndex) {
        tile = await tileAt(wanted);
        tileIndex = wanted;
      }
      const offset = (column - wanted * spectrogramTileColumns) * nBins;
      reduced.add(tile.data, offset);
    }
    reduced.finish();
    toRows(bins, rows);
    for (let y = 0; y < height; y++) levels[y * width + x] = rows[y]!;
    onProgress?.({ done: x + 1, total: width, unit: 'columns' });
    await yieldIfDue();
  }
  return levels;
}

/** Into dB of each bin: the greatest, or the mean power. */
function createReducer(bins: Float32Array, reduce: 'max' | 'mean', nColumns: number) {
  const isMean = reduce === 'mean' && nColumns > 1;
  bins.fill(isMean ? 0 : spectrogramDbMin);
  return {
    add(data: Uint16Array, offset: number) {
      for (let k = 0; k < bins.length; k++) {
        const db = spectrogramDbMin + spectrogramDbStep * data[offset + k]!;
        if (isMean) bins[k] = bins[k]! + 10 ** (db / 10) / nColumns;
        else if (db > bins[k]!) bins[k] = db;
      }
    },
    finish() {
      if (isMean) for (let k = 0; k < bins.length; k++) bins[k] = 10 * Math.log10(bins[k]!);
    },
  };
}
