/** Draws lanes on their canvases whenever their scene or their tiles have changed. Runs in a worker. */
import { spectrogramDbMin, spectrogramDbStep, spectrogramTileColumns } from '../../../preload/contract/tileFormat.ts';
import { createColumnPlan, levelsFrom, planDepth, type ColumnPlan } from './columnPlan.ts';
import { levelPixels } from '../../shared/colormap/levelColours.ts';
import type { FromRasteriser, RasterPath, Scene, TileData } from './messages.ts';
import { raster2d, planInMemory, type Picture } from './raster2d.ts';
import { createGlRaster, type GlRaster } from './rasterGl.ts';
import { rowMap, rowValue, type RowMap } from '../../shared/frequencyScale/rowMap.ts';
import { createStalePicture, type StalePicture } from './stalePicture.ts';
import { topLevel } from './tileAddress.ts';
import { createTileMemory } from './tileMemory.ts';

const retryMs = 2000;

interface LanePainter {
  readonly canvas: OffscreenCanvas;
  readonly context: OffscreenCanvasRenderingContext2D;
  readonly stale: StalePicture;
  scene: Scene | null;
  plan: ColumnPlan;
  rows: { readonly key: string; readonly map: RowMap } | null;
  image: ImageData | null; // of the 2D path, kept: a megabyte for each frame would be garbage by the next
  isDirty: boolean;
}

export interface Rasteriser {
  attach(laneKey: string, canvas: OffscreenCanvas): void;
  detach(laneKey: string): void;
  draw(laneKey: string, scene: Scene): void;
  putTile(tile: TileData, isDrawnLater: boolean): void;
  dropTile(set: string, level: number, index: number): void;
  probe(laneKey: string, x: number, y: number): number | null;
  usePath(path: RasterPath): void;
}

export function createRasteriser(tell: (message: FromRasteriser) => void): Rasteriser {
  const lanes = new Map<string, LanePainter>();
  const memory = createTileMemory();
  const palette = createPalette();
  let isScheduled = false;

  const schedule = () => {
    if (isScheduled) return;
    isScheduled = true;
    requestAnimationFrame(() => {
      isScheduled = false;
      for (const [laneKey, lane] of lanes) if (lane.isDirty && lane.scene !== null) paint(laneKey, lane, lane.scene);
    });
  };

  const soil = (set: string | null) => {
    for (const lane of lanes.values()) if (set === null || lane.scene?.set === set) lane.isDirty = true;
    schedule();
  };

  const openGl = (): GlRaster | null => {
    try {
      return createGlRaster(path === 'webgl2', () => {
        soil(null);
      });
    } catch (error) {
      tell({ kind: 'refused', message: error instanceof Error ? error.message : String(error) });
      return null;
    }
  };
  let path: RasterPath = 'auto';
  let gl: GlRaster | null = openGl();
  let retryAtMs = Infinity;

  /** A lost context (the driver restarted, another window took the memory) is made anew; not at once if there is none. */
  const currentGl = (): GlRaster | null => {
    if (gl?.isLost() === true || performance.now() >= retryAtMs) {
      gl?.dispose();
      gl = openGl();
      retryAtMs = gl === null ? performance.now() + retryMs : Infinity;
    }
    return gl;
  };

  const paint = (laneKey: string, lane: LanePainter, scene: Scene) => {
    const start = performance.now();
    lane.isDirty = false;
    if (lane.canvas.width !== scene.widthPx) lane.canvas.width = scene.widthPx;
    if (lane.canvas.height !== scene.heightPx) lane.canvas.height = scene.heightPx;
    const picture = pictureOf(lane, scene);
    const graphics = currentGl();
    const isOnGl = graphics?.draw(laneKey, picture, memory) ?? false;
    if (isOnGl && graphics !== null) {
      lane.context.clearRect(0, 0, scene.widthPx, scene.heightPx);
      if (picture.plan.missing > 0) lane.stale.drawInto(lane.context, scene);
      lane.context.drawImage(graphics.canvas, 0, 0);
    } else {
      const image = imageOf(lane, scene);
      raster2d(picture, memory, new Uint32Array(image.data.buffer), palette(scene));
      lane.context.putImageData(image, 0, 0);
      if (picture.plan.missing > 0) lane.stale.drawBehind(lane.context, scene);
    }
    if (picture.plan.missing === 0) lane.stale.clear();
    tell({
      kind: 'drawn',
      laneKey,
      path: isOnGl ? 'webgl2' : '2d',
      missing: picture.plan.missing,
      ms: performance.now() - start,
    });
  };

  return {
    attach: (laneKey, canvas) => {
      const context = canvas.getContext('2d');
      if (context === null) return;
      const lane: LanePainter = {
        canvas,
        context,
        stale: createStalePicture(),
        scene: null,
        plan: createColumnPlan(0),
        rows: null,
        image: null,
        isDirty: false,
      };
      lanes.set(laneKey, lane);
    },
    detach: (laneKey) => {
      lanes.delete(laneKey);
      gl?.forget(laneKey);
    },
    draw: (laneKey, scene) => {
      const lane = lanes.get(laneKey);
      if (lane === undefined) return;
      if (lane.scene !== null && lane.scene.set !== scene.set) lane.stale.keep(lane.canvas, lane.scene);
      lane.scene = scene;
      lane.isDirty = true;
      schedule();
    },
    putTile: (tile, isDrawnLater) => {
      memory.put(tile);
      if (!isDrawnLater) soil(tile.set);
    },
    dropTile: memory.drop,
    probe: (laneKey, x, y) => {
      const lane = lanes.get(laneKey);
      return lane?.scene == null ? null : levelAt(pictureOf(lane, lane.scene), x, y);
    },
    usePath: (next) => {
      path = next;
      gl?.dispose();
      gl = next === '2d' ? null : openGl();
      retryAtMs = Infinity;
      soil(null);
    },
  };

  function levelAt(picture: Picture, x: number, y: number): number | null {
    const { scene, rows, plan } = picture;
    if (x < 0 || x >= scene.widthPx || y < 0 || y >= scene.heightPx) return null;
    const tiles = planInMemory(picture, memory);
    let level = -1;
    for (let i = 0; i < planDepth; i++) {
      const ref = plan.refs[x * planDepth + i] ?? -1;
      const tile = ref < 0 ? undefined : tiles[Math.floor(ref / spectrogramTileColumns)];
      if (tile === undefined) continue;
      level = Math.max(level, rowValue(rows, y, tile.data, (ref % spectrogramTileColumns) * tile.nBins));
    }
    return level < 0 ? null : spectrogramDbMin + level * spectrogramDbStep;
  }
}

function imageOf(lane: LanePainter, { widthPx, heightPx }: Scene): ImageData {
  const isFitting = lane.image?.width === widthPx && lane.image.height === heightPx;
  if (lane.image === null || !isFitting) lane.image = new ImageData(widthPx, heightPx);
  return lane.image;
}

function pictureOf(lane: LanePainter, scene: Scene): Picture {
  const { heightPx, nBins, binHz, interpolate, range } = scene;
  if (lane.plan.blend.length !== scene.widthPx) lane.plan = createColumnPlan(scene.widthPx);
  const key = JSON.stringify([range, heightPx, nBins, binHz, interpolate]);
  if (lane.rows?.key !== key) lane.rows = { key, map: rowMap(range, { heightPx, nBins, binHz, interpolate }) };
  return {
    scene,
    levels: levelsFrom(scene.level, topLevel(scene.lengthSamples, scene.hopLength)),
    rows: lane.rows.map,
    plan: lane.plan,
  };
}

/** Colours by level, made anew only when floor, range, gamma or map change. */
function createPalette(): (scene: Scene) => Uint32Array {
  let key = '';
  let pixels: Uint32Array = new Uint32Array(0);
  return ({ colours }) => {
    const wanted = JSON.stringify(colours);
    if (wanted !== key) pixels = levelPixels(colours);
    key = wanted;
    return pixels;
  };
}
