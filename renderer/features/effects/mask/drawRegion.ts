/** A region over a spectrogram as an outline: what is inside keeps its colours. */
import { sampleToPx, type Viewport } from '../../../state/viewportMaths.ts';
import type {
  BrushRegion,
  CellRegion,
  HarmonicRegion,
  MaskRegion,
  PolygonRegion,
  RectangleRegion,
} from '../../../../preload/contract/maskShapes.ts';
import { regionBounds } from './maskRegion.ts';

type Ctx = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
type SimpleRegion = RectangleRegion | PolygonRegion | BrushRegion | HarmonicRegion | CellRegion;

export interface RegionScene {
  readonly view: Viewport;
  readonly yAt: (hz: number) => number;
  readonly heightPx: number;
}

export interface OutlineStyle {
  readonly line: string;
  readonly seam: string; // around the line, so that it is seen on any colour
}

interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const marginPx = 3;

/** @returns where it was drawn; null: it is not in view */
export function drawOutline(
  ctx: CanvasRenderingContext2D,
  region: MaskRegion,
  scene: RegionScene,
  { line, seam }: OutlineStyle,
): Area | null {
  const area = areaOf(region, scene);
  if (area === null) return null;
  const shape = stencil(region, scene, area);
  const put = (layer: OffscreenCanvas) => {
    ctx.drawImage(layer, area.left, area.top, area.width, area.height);
  };
  put(ring(shape, area, 2, seam));
  put(ring(shape, area, 1, line));
  return area;
}

function areaOf(region: MaskRegion, { view, yAt, heightPx }: RegionScene): Area | null {
  const bounds = regionBounds(region);
  if (bounds === null) return null;
  const left = Math.max(Math.floor(sampleToPx(view, bounds.startSample)) - marginPx, -marginPx);
  const right = Math.min(Math.ceil(sampleToPx(view, bounds.endSample)) + marginPx, view.widthPx + marginPx);
  const top = Math.max(Math.floor(yAt(bounds.highHz)) - marginPx, -marginPx);
  const bottom = Math.min(Math.ceil(yAt(bounds.lowHz)) + marginPx, heightPx + marginPx);
  return right - left > 2 * marginPx - 2 && bottom - top > 2 * marginPx - 2
    ? { left, top, width: right - left, height: bottom - top }
    : null;
}

function layer({ width, height }: Area): { canvas: OffscreenCanvas; ctx: OffscreenCanvasRenderingContext2D | null } {
  const ratio = window.devicePixelRatio;
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio)));
  return { canvas, ctx: canvas.getContext('2d') };
}

/** All of the region, opaque. */
function stencil(region: MaskRegion, scene: RegionScene, area: Area): OffscreenCanvas {
  const { canvas, ctx } = layer(area);
  if (ctx === null) return canvas;
  const ratio = window.devicePixelRatio;
  ctx.setTransform(ratio, 0, 0, ratio, -area.left * ratio, -area.top * ratio);
  fillRegion(ctx, region, scene, area);
  return canvas;
}

function fillRegion(ctx: Ctx, region: MaskRegion, scene: RegionScene, area: Area): void {
  switch (region.kind) {
    case 'union':
      for (const part of region.regions) fillRegion(ctx, part, scene, area);
      return;
    case 'intersection':
    case 'difference': {
      const [first, ...others] = region.regions.map((part) => stencil(part, scene, area));
      const under = first?.getContext('2d');
      if (first === undefined || under == null) return;
      under.resetTransform();
      under.globalCompositeOperation = region.kind === 'intersection' ? 'destination-in' : 'destination-out';
      for (const other of others) under.drawImage(other, 0, 0);
      ctx.drawImage(first, area.left, area.top, area.width, area.height);
      return;
    }
    case 'rectangle':
    case 'polygon':
    case 'brush':
    case 'harmonics':
    case 'cells':
      ctx.fill(pathOf(region, scene), region.kind === 'polygon' ? 'evenodd' : 'nonzero');
  }
}

const around = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => [dx, dy] as const));

/** What lies within `widthPx` of the shape and not in it. */
function ring(shape: OffscreenCanvas, area: Area, widthPx: number, colour: string): OffscreenCanvas {
  const { canvas, ctx } = layer(area);
  if (ctx === null) return canvas;
  const far = widthPx * window.devicePixelRatio;
  for (const [dx, dy] of around) ctx.drawImage(shape, dx * far, dy * far);
  ctx.globalCompositeOperation = 'destination-out';
  ctx.drawImage(shape, 0, 0);
  ctx.globalCompositeOperation = 'source-in';
  ctx.fillStyle = colour;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  return canvas;
}

function pathOf(region: SimpleRegion, scene: RegionScene): Path2D {
  switch (region.kind) {
    case 'rectangle':
      return rectanglePath(region, scene);
    case 'polygon':
      return polygonPath(region, scene);
    case 'brush':
      return brushPath(region, scene);
    case 'harmonics':
      return harmonicPath(region, scene);
    case 'cells':
      return cellPath(region, scene);
  }
}

function rectanglePath({ fromSample, toSample, fLowHz, fHighHz }: RectangleRegion, { view, yAt }: RegionScene): Path2D {
  const path = new Path2D();
  const [left, right] = [sampleToPx(view, fromSample), sampleToPx(view, toSample)];
  const [top, bottom] = [Math.max(yAt(fHighHz), -marginPx), yAt(fLowHz)];
  path.rect(left, top, right - left, bottom - top);
  return path;
}

function polygonPath({ samples, hz }: PolygonRegion, { view, yAt }: RegionScene): Path2D {
  const path = new Path2D();
  samples.forEach((sample, i) => {
    path.lineTo(sampleToPx(view, sample), yAt(hz[i] ?? 0));
  });
  path.closePath();
  return path;
}

function harmonicPath(region: HarmonicRegion, { view, yAt }: RegionScene): Path2D {
  const { samples, hz, firstHarmonic, nHarmonics, bandwidthHz } = region;
  const path = new Path2D();
  const edge = (harmonic: number, side: number) =>
    samples.map((sample, i) => ({
      x: sampleToPx(view, sample),
      y: yAt(Math.max(0, harmonic * (hz[i] ?? 0) + (side * bandwidthHz) / 2)),
    }));
  for (let harmonic = firstHarmonic; harmonic < firstHarmonic + nHarmonics; harmonic++) {
    const corners = [...edge(harmonic, 1), ...edge(harmonic, -1).reverse()];
    corners.forEach(({ x, y }, i) => {
      if (i === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    });
    path.closePath();
  }
  return path;
}

/** As a band around its points: the outline of what the ellipse covers, near enough to see where it went. */
function brushPath({ samples, hz, radiusSamples, radiusHz }: BrushRegion, { view, yAt }: RegionScene): Path2D {
  const rx = Math.abs(sampleToPx(view, radiusSamples) - sampleToPx(view, 0));
  const dabs = samples.map((sample, i) => {
    const [top, bottom] = [yAt((hz[i] ?? 0) + radiusHz), yAt(Math.max(0, (hz[i] ?? 0) - radiusHz))];
    return { x: sampleToPx(view, sample), y: (top + bottom) / 2, ry: (bottom - top) / 2 };
  });
  const columns = new Map<number, { top: number; bottom: number }>();
  const cover = (x: number, y: number, ry: number) => {
    for (let column = Math.floor(x - rx); column <= x + rx; column++) {
      const height = ry * Math.sqrt(Math.max(0, 1 - ((column - x) / Math.max(rx, 1)) ** 2));
      const { top, bottom } = columns.get(column) ?? { top: Infinity, bottom: -Infinity };
      columns.set(column, { top: Math.min(top, y - height), bottom: Math.max(bottom, y + height) });
    }
  };
  dabs.forEach(({ x, y, ry }, i) => {
    const last = dabs[i - 1] ?? { x, y, ry };
    const steps = Math.max(1, Math.ceil(Math.hypot(x - last.x, y - last.y) / 2));
    for (let step = 1; step <= steps; step++) {
      const share = step / steps;
      cover(last.x + (x - last.x) * share, last.y + (y - last.y) * share, last.ry + (ry - last.ry) * share);
    }
  });
  const path = new Path2D();
  for (const [column, { top, bottom }] of columns) path.rect(column, top, 1, bottom - top);
  return path;
}

function cellPath({ fromSample, stepSamples, binHz, columns }: CellRegion, { view, yAt }: RegionScene): Path2D {
  const path = new Path2D();
  columns.forEach((bins, i) => {
    const left = sampleToPx(view, fromSample + i * stepSamples);
    const right = sampleToPx(view, fromSample + (i + 1) * stepSamples);
    for (let run = 0; run + 1 < bins.length; run += 2) {
      const bottom = yAt(Math.max(0, ((bins[run] ?? 0) - 0.5) * binHz));
      const top = yAt(((bins[run + 1] ?? 0) - 0.5) * binHz);
      path.rect(left, top, right - left, bottom - top);
    }
  });
  return path;
}
