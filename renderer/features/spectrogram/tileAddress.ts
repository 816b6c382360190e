/** Which columns of which tiles show which samples. Column m of level L covers frames [m·2ᴸ, (m+1)·2ᴸ), frame k is centred on sample k·hop. */
import { spectrogramTileColumns } from '../../../preload/contract/tileFormat.ts';

export interface TimeWindow {
  readonly startSample: number;
  readonly samplesPerPixel: number; // of the canvas
  readonly widthPx: number; // of the canvas
  readonly lengthSamples: number;
  readonly hopLength: number;
}

export interface TileAddress {
  readonly level: number;
  readonly index: number;
}

/** The highest level whose columns are no longer than a pixel. */
export function spectrogramLevelFor(samplesPerPixel: number, hopLength: number): number {
  return Math.min(Math.max(Math.floor(Math.log2(samplesPerPixel / hopLength) + 1e-9), 0), 24);
}

/** Fractional column at a sample: frame k reaches from (k − ½)·hop to (k + ½)·hop. */
export function columnAt(sample: number, level: number, hopLength: number): number {
  return (sample / hopLength + 0.5) / 2 ** level;
}

export function lastColumn(lengthSamples: number, level: number, hopLength: number): number {
  return Math.floor(Math.max(0, lengthSamples) / hopLength / 2 ** level);
}

/** Tiles of `level` that the window shows, from its middle outwards. */
export function visibleTiles(view: TimeWindow, level: number): TileAddress[] {
  const last = Math.floor(lastColumn(view.lengthSamples, level, view.hopLength) / spectrogramTileColumns);
  const endSample = view.startSample + view.widthPx * view.samplesPerPixel;
  const tileOf = (sample: number) => Math.floor(columnAt(sample, level, view.hopLength) / spectrogramTileColumns);
  const first = Math.min(Math.max(tileOf(view.startSample), 0), last);
  const end = Math.min(Math.max(tileOf(endSample), first), last);
  const middle = (first + end) / 2;
  return Array.from({ length: end - first + 1 }, (_, i) => ({ level, index: first + i })).sort(
    (a, b) => Math.abs(a.index - middle) - Math.abs(b.index - middle),
  );
}

/** One tile to either side, and a coarser picture of the surroundings for when the view moves fast. */
export function surroundingTiles(view: TimeWindow, level: number): TileAddress[] {
  const visible = visibleTiles(view, level).map((t) => t.index);
  const last = Math.floor(lastColumn(view.lengthSamples, level, view.hopLength) / spectrogramTileColumns);
  const beside = [Math.max(...visible) + 1, Math.min(...visible) - 1].filter((i) => i >= 0 && i <= last);
  const wide = 2 * view.widthPx * view.samplesPerPixel;
  const around = { ...view, startSample: view.startSample - wide, samplesPerPixel: view.samplesPerPixel * 5 };
  return [...beside.map((index) => ({ level, index })), ...visibleTiles(around, Math.min(level + 3, 24))];
}

/** The level whose first tile holds the whole recording. */
export function topLevel(lengthSamples: number, hopLength: number): number {
  let level = 0;
  while (lastColumn(lengthSamples, level, hopLength) >= spectrogramTileColumns && level < 24) level++;
  return level;
}
