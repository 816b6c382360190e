/** Envelopes of what a view shows, from the peaks and samples that are cached. */
import { peakTileBins } from '../../preload/contract/tileFormat.ts';
import { peakBinSamples, sampleTileSamples, type PeakSource, type PeakWish } from './peakTiles.ts';

/** One value per column of the canvas, full scale ±1; rms is NaN where nothing is known yet. */
export interface PeakColumns {
  readonly min: Float32Array;
  readonly max: Float32Array;
  readonly rms: Float32Array;
}

export interface ColumnView {
  readonly startSample: number;
  readonly samplesPerColumn: number;
  readonly nColumns: number;
  readonly lengthSamples: number;
}

const samplesLevel = -1;

/** The coarsest level whose bins are no longer than a column; −1: the samples themselves. */
export function peakLevelFor(samplesPerColumn: number): number {
  let level = samplesLevel;
  while (peakBinSamples(level + 1) <= samplesPerColumn && level < 16) level++;
  return level;
}

/** The level at which one tile holds the whole source: always kept, so that nothing is ever blank. */
export function topLevelFor(lengthSamples: number): number {
  let level = 0;
  while (peakBinSamples(level) * peakTileBins < lengthSamples && level < 16) level++;
  return level;
}

function tileSamples(level: number): number {
  return level < 0 ? sampleTileSamples : peakBinSamples(level) * peakTileBins;
}

/** The whole source coarsely first, then what is visible from its middle outwards, then what lies next to it. */
export function peakWishes(view: ColumnView): PeakWish[] {
  const level = peakLevelFor(view.samplesPerColumn);
  const span = tileSamples(level);
  const last = Math.max(0, Math.ceil(view.lengthSamples / span) - 1);
  const first = Math.max(0, Math.floor(view.startSample / span));
  const end = Math.min(last, Math.floor((view.startSample + view.nColumns * view.samplesPerColumn) / span));
  const middle = (first + end) / 2;
  const visible = Array.from({ length: Math.max(0, end - first + 1) }, (_, i) => first + i).sort(
    (a, b) => Math.abs(a - middle) - Math.abs(b - middle),
  );
  const beside = [end + 1, first - 1].filter((index) => index >= 0 && index <= last);
  return [
    { level: topLevelFor(view.lengthSamples), index: 0 },
    ...[...visible, ...beside].map((index) => ({ level, index })),
  ];
}

/** Fills `columns` from the best that is cached: the wanted level, else coarser ones stretched, else finer ones. */
export function fillColumns(source: PeakSource, view: ColumnView, columns: PeakColumns): void {
  const level = peakLevelFor(view.samplesPerColumn);
  const top = topLevelFor(view.lengthSamples);
  const levels = [level, ...range(level + 1, Math.max(top, level)), level - 1, level - 2].filter((l) => l >= -1);
  for (let i = 0; i < view.nColumns; i++) {
    const from = view.startSample + i * view.samplesPerColumn;
    const to = Math.min(from + view.samplesPerColumn, view.lengthSamples);
    const isKnown =
      from < view.lengthSamples &&
      to > 0 &&
      levels.some((l) =>
        l < 0 ? fromSamples(source, from, to, columns, i) : fromPeaks(source, { level: l, from, to }, columns, i),
      );
    if (!isKnown) columns.min[i] = columns.max[i] = columns.rms[i] = Number.NaN;
  }
}

/** Whether all that the view wishes for is there: what is unknown then lies behind the source's end. */
export function isArrived(source: PeakSource, view: ColumnView): boolean {
  return peakWishes(view).every(
    ({ level, index }) => (level < 0 ? source.samples.get(0, index) : source.peaks.get(level, index)) !== undefined,
  );
}

/** Where `columns` knows nothing, what another source has there. */
export function fillGaps(source: PeakSource, view: ColumnView, columns: PeakColumns): void {
  const others = createPeakColumns(view.nColumns);
  fillColumns(source, view, others);
  for (let i = 0; i < view.nColumns; i++) {
    if (!Number.isNaN(columns.rms[i])) continue;
    columns.min[i] = others.min[i]!;
    columns.max[i] = others.max[i]!;
    columns.rms[i] = others.rms[i]!;
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}

interface Span {
  readonly level: number;
  readonly from: number;
  readonly to: number;
}

function fromPeaks(source: PeakSource, { level, from, to }: Span, out: PeakColumns, column: number): boolean {
  const bin = peakBinSamples(level);
  // Bins go to the column that holds most of them, so that each is drawn once; a column inside a bin shows that bin.
  const first = bin > to - from ? Math.floor((from + to) / 2 / bin) : Math.round(from / bin);
  const end = Math.max(first + 1, Math.round(to / bin));
  let min = Infinity;
  let max = -Infinity;
  let power = 0;
  for (let b = first; b < end; b++) {
    const tile = source.peaks.get(level, Math.floor(b / peakTileBins));
    const at = b % peakTileBins;
    if (tile === undefined || at >= tile.nBins) {
      if (b > first) break; // the last bin of the source may round past its end
      return false;
    }
    min = Math.min(min, tile.min[at] ?? 0);
    max = Math.max(max, tile.max[at] ?? 0);
    power += (tile.rms[at] ?? 0) ** 2;
  }
  out.min[column] = min;
  out.max[column] = max;
  out.rms[column] = Math.sqrt(power / (end - first));
  return true;
}

function fromSamples(source: PeakSource, from: number, to: number, out: PeakColumns, column: number): boolean {
  // One sample of the column before joins the two, as the line between the samples does.
  const first = Math.max(0, Math.floor(from) - 1);
  const end = Math.max(first + 1, Math.ceil(to));
  let min = Infinity;
  let max = -Infinity;
  let power = 0;
  let n = first;
  while (n < end) {
    const tile = source.samples.get(0, Math.floor(n / sampleTileSamples));
    if (tile === undefined) return false;
    const stop = Math.min(end - tile.startSample, tile.samples.length);
    if (n - tile.startSample >= stop) break;
    for (let k = n - tile.startSample; k < stop; k++) {
      const value = tile.samples[k] ?? 0;
      if (value < min) min = value;
      if (value > max) max = value;
      power += value * value;
    }
    n = tile.startSample + stop;
    if (stop === tile.samples.length && stop < sampleTileSamples) break;
  }
  if (n === first) return false;
  out.min[column] = min;
  out.max[column] = max;
  out.rms[column] = Math.sqrt(power / (n - first));
  return true;
}

/** The sample itself, when it is cached. */
export function sampleAt(source: PeakSource, sample: number): number | null {
  const tile = source.samples.get(0, Math.floor(sample / sampleTileSamples));
  return tile?.samples[sample - tile.startSample] ?? null;
}

export function createPeakColumns(n: number): PeakColumns {
  return { min: new Float32Array(n), max: new Float32Array(n), rms: new Float32Array(n).fill(Number.NaN) };
}
