/** The picture on the processor: no graphics hardware needed, and the reference of the WebGL2 path. */
import { spectrogramTileColumns } from '../../../preload/contract/tileFormat.ts';
import { planColumns, planDepth, type ColumnPlan, type PlannedTile } from './columnPlan.ts';
import type { Scene } from './messages.ts';
import type { RowMap } from '../../shared/frequencyScale/rowMap.ts';
import { rowsOf, type HeldTile, type TileMemory } from './tileMemory.ts';

export interface Picture {
  readonly scene: Scene;
  readonly levels: readonly number[];
  readonly rows: RowMap;
  readonly plan: ColumnPlan;
}

interface Planned extends PlannedTile {
  readonly tile: HeldTile;
}

/** Plans the picture with tiles in memory. @returns them by slot */
export function planInMemory({ scene, levels, plan }: Picture, memory: TileMemory): HeldTile[] {
  const tiles: HeldTile[] = [];
  const known = new Map<number, Planned | null>();
  const tileAt = (level: number, index: number): Planned | null => {
    const key = level * 2 ** 48 + index;
    const cached = known.get(key);
    if (cached !== undefined) return cached;
    const tile = memory.get(scene.set, level, index);
    const planned = tile === undefined ? null : { slot: tiles.push(tile) - 1, nColumns: tile.nColumns, tile };
    known.set(key, planned);
    return planned;
  };
  planColumns(plan, scene, { levels, tileAt, interpolate: scene.interpolate });
  return tiles;
}

/** Writes opaque pixels where the plan has columns and leaves the others transparent. */
export function raster2d(picture: Picture, memory: TileMemory, pixels: Uint32Array, colours: Uint32Array): void {
  const tiles = planInMemory(picture, memory);
  const rows = tiles.map((tile) => rowsOf(tile, picture.rows));
  const { widthPx, heightPx } = picture.scene;
  const { refs, blend } = picture.plan;
  pixels.fill(0);
  for (let x = 0; x < widthPx; x++) {
    const base = x * planDepth;
    const first = refs[base] ?? -1;
    const second = refs[base + 1] ?? -1;
    if (first < 0 && second < 0) continue;
    const weight = blend[x] ?? 0;
    if (second < 0) copyColumn(rows, first, { x, widthPx, heightPx }, pixels, colours);
    else if (weight > 0 && first >= 0)
      blendColumns(rows, [first, second, weight], { x, widthPx, heightPx }, pixels, colours);
    else maxColumns(rows, refs.subarray(base, base + planDepth), { x, widthPx, heightPx }, pixels, colours);
  }
}

interface Target {
  readonly x: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

const mask = spectrogramTileColumns - 1;
const shift = Math.log2(spectrogramTileColumns);
const nothing = new Uint16Array(0);

function copyColumn(
  rows: readonly Uint16Array[],
  ref: number,
  target: Target,
  pixels: Uint32Array,
  colours: Uint32Array,
): void {
  const data = rows[ref >> shift] ?? nothing;
  let at = ref & mask;
  let out = target.x;
  for (let y = 0; y < target.heightPx; y++) {
    pixels[out] = colours[data[at] ?? 0] ?? 0;
    at += spectrogramTileColumns;
    out += target.widthPx;
  }
}

function maxColumns(
  rows: readonly Uint16Array[],
  refs: Int32Array,
  target: Target,
  pixels: Uint32Array,
  colours: Uint32Array,
): void {
  const used = [...refs].filter((ref) => ref >= 0);
  const [a = 0, b = a] = used;
  const dataA = rows[a >> shift] ?? nothing;
  const dataB = rows[b >> shift] ?? nothing;
  const rest = used.slice(2).map((ref) => ({ data: rows[ref >> shift] ?? nothing, at: ref & mask }));
  let out = target.x;
  for (let y = 0; y < target.heightPx; y++) {
    const row = y * spectrogramTileColumns;
    let q = Math.max(dataA[row + (a & mask)] ?? 0, dataB[row + (b & mask)] ?? 0);
    for (const { data, at } of rest) q = Math.max(q, data[row + at] ?? 0);
    pixels[out] = colours[q] ?? 0;
    out += target.widthPx;
  }
}

function blendColumns(
  rows: readonly Uint16Array[],
  [a, b, weight]: readonly [number, number, number],
  target: Target,
  pixels: Uint32Array,
  colours: Uint32Array,
): void {
  const dataA = rows[a >> shift] ?? nothing;
  const dataB = rows[b >> shift] ?? nothing;
  let out = target.x;
  for (let y = 0; y < target.heightPx; y++) {
    const row = y * spectrogramTileColumns;
    const q = (dataA[row + (a & mask)] ?? 0) * (1 - weight) + (dataB[row + (b & mask)] ?? 0) * weight;
    pixels[out] = colours[Math.round(q)] ?? 0;
    out += target.widthPx;
  }
}
