/** The picture on graphics hardware: tiles lie in an R16UI texture, colours and decibel range are uniforms. */
import { spectrogramDbMin, spectrogramDbStep } from '../../../preload/contract/tileFormat.ts';
import type { ColourMapName } from '../../shared/colormap/colourMaps.ts';
import { colourTable, colourTableSize } from '../../shared/colormap/colourTable.ts';
import { planColumns, planDepth, type PlannedTile } from './columnPlan.ts';
import { createGlProgram, dataTexture, type GlProgram } from './glProgram.ts';
import type { Picture } from './raster2d.ts';
import type { RowMap } from '../../shared/frequencyScale/rowMap.ts';
import { createTileAtlas, type TileAtlas } from './tileAtlas.ts';
import type { TileMemory } from './tileMemory.ts';

export interface GlRaster {
  readonly canvas: OffscreenCanvas;
  /** @returns false when this picture is beyond the hardware's limits: draw it on the processor */
  draw(laneKey: string, picture: Picture, memory: TileMemory): boolean;
  forget(laneKey: string): void;
  isLost(): boolean;
  /** Gives the context back: of contexts there are only so many. */
  dispose(): void;
}

/** Null without WebGL2, and with a renderer that is software in disguise (unless `force`): the 2D path is faster then. */
export function createGlRaster(force: boolean, onLost: () => void): GlRaster | null {
  const canvas = new OffscreenCanvas(1, 1);
  const gl = canvas.getContext('webgl2', { antialias: false, depth: false, premultipliedAlpha: true });
  if (gl === null) return null;
  if (!force && isSoftware(gl)) {
    giveBack(gl);
    return null;
  }
  canvas.addEventListener('webglcontextlost', onLost, { once: true });
  return new GlRasterOf(canvas, gl, () => {
    canvas.removeEventListener('webglcontextlost', onLost);
    giveBack(gl);
  });
}

function giveBack(gl: WebGL2RenderingContext): void {
  gl.getExtension('WEBGL_lose_context')?.loseContext();
}

function isSoftware(gl: WebGL2RenderingContext): boolean {
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name = String(gl.getParameter(info === null ? gl.RENDERER : info.UNMASKED_RENDERER_WEBGL));
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(name);
}

class GlRasterOf implements GlRaster {
  readonly canvas: OffscreenCanvas;
  readonly #gl: WebGL2RenderingContext;
  readonly #program: GlProgram;
  readonly #maxSize: number;
  readonly #atlases = new Map<string, TileAtlas>();
  readonly #columns: WebGLTexture;
  readonly #columnBlend: WebGLTexture;
  readonly #rows: WebGLTexture;
  readonly #rowBlend: WebGLTexture;
  readonly #colours: WebGLTexture;
  #coloursName: ColourMapName | null = null;
  #rowsMap: RowMap | null = null;

  readonly dispose: () => void;

  constructor(canvas: OffscreenCanvas, gl: WebGL2RenderingContext, dispose: () => void) {
    this.dispose = dispose;
    this.canvas = canvas;
    this.#gl = gl;
    this.#program = createGlProgram(gl);
    this.#maxSize = Number(gl.getParameter(gl.MAX_TEXTURE_SIZE));
    this.#columns = dataTexture(gl);
    this.#columnBlend = dataTexture(gl);
    this.#rows = dataTexture(gl);
    this.#rowBlend = dataTexture(gl);
    this.#colours = dataTexture(gl);
  }

  isLost(): boolean {
    return this.#gl.isContextLost();
  }

  forget(laneKey: string): void {
    this.#atlases.get(laneKey)?.free();
    this.#atlases.delete(laneKey);
  }

  draw(laneKey: string, picture: Picture, memory: TileMemory): boolean {
    const { scene, plan, rows } = picture;
    if (Math.max(scene.nBins, scene.widthPx, scene.heightPx) > this.#maxSize) return false;
    const atlas = this.#atlasFor(laneKey, scene.nBins);
    if (!atlas.begin(scene.set)) return false;
    const tileAt = (level: number, index: number): PlannedTile | null => atlas.tileAt(level, index, memory);
    planColumns(plan, scene, { levels: picture.levels, tileAt, interpolate: scene.interpolate });
    if (atlas.isOverfull) return false;
    this.#uploadRows(rows);
    this.#uploadColumns(picture);
    this.#uploadColours(scene.colours.colourMap);
    this.#paint(picture, atlas);
    return true;
  }

  #atlasFor(laneKey: string, nBins: number): TileAtlas {
    const known = this.#atlases.get(laneKey);
    if (known?.nBins === nBins) return known;
    known?.free();
    const created = createTileAtlas(this.#gl, nBins, this.#maxSize);
    this.#atlases.set(laneKey, created);
    return created;
  }

  #uploadRows(map: RowMap): void {
    if (this.#rowsMap === map) return;
    this.#rowsMap = map;
    const gl = this.#gl;
    const bins = new Int32Array(map.first.length * 2);
    map.first.forEach((first, y) => {
      bins[y * 2] = first;
      bins[y * 2 + 1] = map.last[y] ?? first;
    });
    gl.bindTexture(gl.TEXTURE_2D, this.#rows);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RG32I, map.first.length, 1, 0, gl.RG_INTEGER, gl.INT, bins);
    gl.bindTexture(gl.TEXTURE_2D, this.#rowBlend);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R32F, map.blend.length, 1, 0, gl.RED, gl.FLOAT, map.blend);
  }

  #uploadColumns({ plan, scene }: Picture): void {
    const gl = this.#gl;
    gl.bindTexture(gl.TEXTURE_2D, this.#columns);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R32I, scene.widthPx, planDepth, 0, gl.RED_INTEGER, gl.INT, plan.refs);
    gl.bindTexture(gl.TEXTURE_2D, this.#columnBlend);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R32F, scene.widthPx, 1, 0, gl.RED, gl.FLOAT, plan.blend);
  }

  #uploadColours(name: ColourMapName): void {
    if (this.#coloursName === name) return;
    this.#coloursName = name;
    const gl = this.#gl;
    const rgba = new Uint8Array(colourTableSize * 4).fill(255);
    const table = colourTable(name);
    for (let i = 0; i < colourTableSize; i++) rgba.set(table.subarray(i * 3, i * 3 + 3), i * 4);
    gl.bindTexture(gl.TEXTURE_2D, this.#colours);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, colourTableSize, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, rgba);
  }

  #paint({ scene }: Picture, atlas: TileAtlas): void {
    const gl = this.#gl;
    const { program, location } = this.#program;
    if (this.canvas.width !== scene.widthPx) this.canvas.width = scene.widthPx;
    if (this.canvas.height !== scene.heightPx) this.canvas.height = scene.heightPx;
    gl.viewport(0, 0, scene.widthPx, scene.heightPx);
    gl.useProgram(program);
    const textures = [
      ['tiles', atlas.texture],
      ['columns', this.#columns],
      ['columnBlend', this.#columnBlend],
      ['rows', this.#rows],
      ['rowBlend', this.#rowBlend],
      ['colours', this.#colours],
    ] as const;
    textures.forEach(([name, texture], unit) => {
      gl.activeTexture(gl.TEXTURE0 + unit);
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.uniform1i(location(name), unit);
    });
    gl.activeTexture(gl.TEXTURE0);
    gl.uniform1i(location('depth'), planDepth);
    gl.uniform1i(location('columnsWidth'), scene.widthPx);
    gl.uniform1i(location('height'), scene.heightPx);
    gl.uniform1f(location('dbMin'), spectrogramDbMin);
    gl.uniform1f(location('dbStep'), spectrogramDbStep);
    gl.uniform1f(location('floorDb'), scene.colours.floorDb);
    gl.uniform1f(location('rangeDb'), scene.colours.rangeDb);
    gl.uniform1f(location('gamma'), scene.colours.gamma);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }
}
