/** For every pixel column of the canvas: the tile columns whose maximum it shows. */
import { spectrogramTileColumns } from '../../../preload/contract/tileFormat.ts';
import { columnAt, lastColumn, type TimeWindow } from './tileAddress.ts';

/** Tile columns one pixel can take; more (only while finer tiles stand in for missing ones) are thinned out. */
export const planDepth = 8;

export interface ColumnPlan {
  /** [widthPx · planDepth]: slot · 64 + column in the tile; −1: none. */
  readonly refs: Int32Array;
  /** [widthPx]: weight of the second column where the picture is interpolated in time, else 0. */
  readonly blend: Float32Array;
  /** Pixels inside the recording for which no tile is there yet. */
  missing: number;
}

export interface PlannedTile {
  readonly slot: number;
  readonly nColumns: number;
}

export interface PlanOptions {
  readonly levels: readonly number[]; // in order of preference
  readonly tileAt: (level: number, index: number) => PlannedTile | null;
  readonly interpolate: boolean;
}

export function createColumnPlan(widthPx: number): ColumnPlan {
  return { refs: new Int32Array(widthPx * planDepth), blend: new Float32Array(widthPx), missing: 0 };
}

/** The wanted level, else ever coarser ones stretched, else finer ones. */
export function levelsFrom(wanted: number, coarsest: number): number[] {
  const coarser = Array.from({ length: Math.max(0, coarsest - wanted) }, (_, i) => wanted + 1 + i);
  const finer = Array.from({ length: Math.min(wanted, 4) }, (_, i) => wanted - 1 - i);
  return [wanted, ...coarser, ...finer];
}

export function planColumns(plan: ColumnPlan, view: TimeWindow, options: PlanOptions): void {
  plan.refs.fill(-1);
  plan.blend.fill(0);
  plan.missing = 0;
  for (let x = 0; x < view.widthPx; x++) {
    const from = view.startSample + x * view.samplesPerPixel;
    if (from + view.samplesPerPixel <= 0 || from >= view.lengthSamples) continue;
    const isPlanned = options.levels.some((level) => planPixel(plan, x, { view, level, from, options }));
    if (!isPlanned) plan.missing++;
  }
}

interface Pixel {
  readonly view: TimeWindow;
  readonly level: number;
  readonly from: number; // sample at its left edge
  readonly options: PlanOptions;
}

function planPixel(plan: ColumnPlan, x: number, { view, level, from, options }: Pixel): boolean {
  const u0 = columnAt(from, level, view.hopLength);
  const u1 = columnAt(from + view.samplesPerPixel, level, view.hopLength);
  const last = lastColumn(view.lengthSamples, level, view.hopLength);
  let first = Math.ceil(u0 - 0.5); // columns whose middle lies in the pixel: each is shown by exactly one
  let end = Math.ceil(u1 - 0.5);
  if (end <= first) {
    const middle = (u0 + u1) / 2;
    first = options.interpolate ? Math.floor(middle - 0.5) : Math.floor(middle);
    end = first + (options.interpolate ? 2 : 1);
    if (options.interpolate) plan.blend[x] = middle - 0.5 - first;
  }
  return takeColumns(plan, x, { first, end, last, level, tileAt: options.tileAt });
}

interface Columns extends Pick<PlanOptions, 'tileAt'> {
  readonly first: number;
  readonly end: number;
  readonly last: number;
  readonly level: number;
}

function takeColumns(plan: ColumnPlan, x: number, { first, end, last, level, tileAt }: Columns): boolean {
  const count = Math.min(end - first, planDepth);
  const stride = (end - first) / count;
  for (let i = 0; i < count; i++) {
    const column = Math.min(Math.max(first + Math.floor(i * stride), 0), last);
    const tile = tileAt(level, Math.floor(column / spectrogramTileColumns));
    if (tile === null) {
      plan.refs.fill(-1, x * planDepth, (x + 1) * planDepth);
      plan.blend[x] = 0;
      return false;
    }
    const at = column % spectrogramTileColumns;
    plan.refs[x * planDepth + i] = at < tile.nColumns ? tile.slot * spectrogramTileColumns + at : -1;
  }
  return true;
}
