/** Which columns of a contour lie in view, and where; while fine tiles are on their way, coarser ones stand in. */
import { contourTileColumns } from '../../../preload/contract/contourFormat.ts';
import type { ContourTile } from '../../../preload/contract/contours.ts';
import { contourLevel, type Contour } from '../../client/contours.ts';
import { endSampleOf, type Viewport } from '../../state/viewportMaths.ts';

export interface ContourColumn {
  readonly x: number; // of its middle
  readonly widthPx: number;
  readonly tile: ContourTile;
  readonly column: number; // of the tile
  readonly isFrame: boolean; // else the least, median and greatest of several
}

export interface ContourView {
  readonly level: number;
  readonly tiles: readonly number[]; // that are needed
}

/** Frames around the view are needed too: lines lead there. */
const beyondColumns = 2;

export function contourView({ info }: Contour, view: Viewport, sampleRateHz: number): ContourView {
  const framesPerPx = view.samplesPerPixel / sampleRateHz / info.timeStepSec;
  const level = contourLevel(info, framesPerPx);
  const columnAt = (sample: number) => (sample / sampleRateHz - info.firstTimeSec) / info.timeStepSec / 2 ** level;
  const nColumns = Math.ceil(info.nFrames / 2 ** level);
  const first = Math.max(0, Math.floor(columnAt(view.startSample)) - beyondColumns);
  const last = Math.min(nColumns - 1, Math.ceil(columnAt(endSampleOf(view))) + beyondColumns);
  const from = Math.floor(first / contourTileColumns);
  const count = last < first ? 0 : Math.floor(last / contourTileColumns) - from + 1;
  return { level, tiles: Array.from({ length: count }, (_, i) => from + i) };
}

export function contourColumns(contour: Contour, view: Viewport, sampleRateHz: number): ContourColumn[] {
  const wanted = contourView(contour, view, sampleRateHz);
  const { firstTimeSec, timeStepSec } = contour.info;
  const framePx = (timeStepSec * sampleRateHz) / view.samplesPerPixel;
  const columns: ContourColumn[] = [];
  for (const { tile, level, index, from, end } of tilesFor(contour, wanted)) {
    const frames = 2 ** level;
    for (let column = from; column < end; column++) {
      const frame = (index * contourTileColumns + column + 0.5) * frames - 0.5;
      const x = ((firstTimeSec + frame * timeStepSec) * sampleRateHz - view.startSample) / view.samplesPerPixel;
      const widthPx = framePx * frames;
      if (x >= -beyondColumns * widthPx && x <= view.widthPx + beyondColumns * widthPx)
        columns.push({ x, widthPx, tile, column, isFrame: level === 0 });
    }
  }
  return columns;
}

interface TilePart {
  readonly tile: ContourTile;
  readonly level: number;
  readonly index: number;
  readonly from: number;
  readonly end: number;
}

const coarsestLevel = 24;

function* tilesFor({ tiles }: Contour, { level, tiles: indices }: ContourView): Generator<TilePart> {
  for (const index of indices) {
    for (let up = 0; level + up <= coarsestLevel; up++) {
      const ancestor = Math.floor(index / 2 ** up);
      const tile = tiles.get(level + up, ancestor);
      if (tile === undefined) continue;
      const share = contourTileColumns / 2 ** up;
      const from = Math.floor((index - ancestor * 2 ** up) * share);
      yield { tile, level: level + up, index: ancestor, from, end: Math.min(tile.nColumns, Math.ceil(from + share)) };
      break;
    }
  }
}
