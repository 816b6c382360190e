/** For every pixel row of the canvas: the bins whose maximum it shows. Bin k lies at k·binHz. */
import { frequencyAxis, type FrequencyRange } from './frequencyAxis.ts';

export interface RowMap {
  readonly first: Int32Array; // [heightPx]
  readonly last: Int32Array; // [heightPx], inclusive
  /** Weight of `last` against `first` where the picture is interpolated in frequency, else −1. */
  readonly blend: Float32Array;
}

export interface RowMapOptions {
  readonly heightPx: number;
  readonly nBins: number;
  readonly binHz: number;
  readonly interpolate: boolean;
}

/** Bins go to the row that holds their middle, so that each is shown once; a row between two shows the nearest. */
export function rowMap(range: FrequencyRange, { heightPx, nBins, binHz, interpolate }: RowMapOptions): RowMap {
  const axis = frequencyAxis(range, heightPx);
  const first = new Int32Array(heightPx);
  const last = new Int32Array(heightPx);
  const blend = new Float32Array(heightPx).fill(-1);
  const clamp = (bin: number) => Math.min(Math.max(bin, 0), nBins - 1);
  for (let y = 0; y < heightPx; y++) {
    const low = Math.ceil(axis.hzAt(y + 1) / binHz - 1e-9);
    const high = Math.ceil(axis.hzAt(y) / binHz - 1e-9) - 1;
    const middle = axis.hzAt(y + 0.5) / binHz;
    if (high >= low) {
      first[y] = clamp(low);
      last[y] = clamp(high);
    } else if (interpolate) {
      first[y] = clamp(Math.floor(middle));
      last[y] = clamp(Math.floor(middle) + 1);
      blend[y] = middle - Math.floor(middle);
    } else {
      first[y] = last[y] = clamp(Math.round(middle));
    }
  }
  return { first, last, blend };
}

/** The value that a row shows of one spectrum that starts at `offset` of `data`. */
export function rowValue(rows: RowMap, y: number, data: Uint16Array, offset: number): number {
  const first = rows.first[y] ?? 0;
  const last = rows.last[y] ?? 0;
  const blend = rows.blend[y] ?? -1;
  if (blend >= 0) return Math.round((data[offset + first] ?? 0) * (1 - blend) + (data[offset + last] ?? 0) * blend);
  let max = 0;
  for (let k = offset + first; k <= offset + last; k++) max = Math.max(max, data[k] ?? 0);
  return max;
}
