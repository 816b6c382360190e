/** A selected region over a spectrogram: veiled, with what is taken from it open again. */
import type { Tokens } from '../../../shared/theme/readTokens.ts';
import { sampleToPx, type Viewport } from '../../../state/viewportMaths.ts';
import type { CellRegion } from '../../../../preload/contract/effects.ts';
import type { BrushRegion, DrawnRegion, MaskRegion, PolygonRegion } from './maskRegion.ts';

type Ctx = CanvasRenderingContext2D;

export interface RegionScene {
  readonly view: Viewport;
  readonly yAt: (hz: number) => number;
  readonly tokens: Tokens;
}

export function drawRegion(ctx: Ctx, region: MaskRegion, scene: RegionScene): void {
  if ('regions' in region) {
    const [first, second] = region.regions;
    drawRegion(ctx, first, scene);
    if (region.kind === 'union') drawRegion(ctx, second, scene);
    else cutOut(ctx, pathOf(second, scene));
    return;
  }
  const path = pathOf(region, scene);
  cutOut(ctx, path); // where two lie over each other, one veil
  ctx.fillStyle = scene.tokens.selectionFill;
  ctx.fill(path, 'evenodd');
  if (region.kind !== 'polygon') return;
  ctx.strokeStyle = scene.tokens.contourSeam;
  ctx.lineWidth = 3;
  ctx.stroke(path);
  ctx.strokeStyle = scene.tokens.contourHand;
  ctx.lineWidth = 1;
  ctx.stroke(path);
}

function cutOut(ctx: Ctx, path: Path2D): void {
  ctx.save();
  ctx.globalCompositeOperation = 'destination-out';
  ctx.fillStyle = '#000';
  ctx.fill(path, 'evenodd');
  ctx.restore();
}

function pathOf(region: DrawnRegion, scene: RegionScene): Path2D {
  switch (region.kind) {
    case 'polygon':
      return polygonPath(region, scene);
    case 'brush':
      return brushPath(region, scene);
    case 'cells':
      return cellPath(region, scene);
  }
}

function polygonPath({ samples, hz }: PolygonRegion, { view, yAt }: RegionScene): Path2D {
  const path = new Path2D();
  samples.forEach((sample, i) => {
    path.lineTo(sampleToPx(view, sample), yAt(hz[i] ?? 0));
  });
  path.closePath();
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
