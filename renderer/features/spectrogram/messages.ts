import type { FrequencyRange } from '../../shared/frequencyScale/frequencyAxis.ts';
import type { LevelColours } from '../../shared/colormap/levelColours.ts';
import type { TimeWindow } from './tileAddress.ts';

/** All that determines one lane's picture; its tiles are those of `set`. */
export interface Scene extends TimeWindow {
  readonly set: string; // source, channel and parameters
  readonly heightPx: number; // of the canvas
  readonly level: number;
  readonly nBins: number;
  readonly binHz: number;
  readonly range: FrequencyRange;
  readonly interpolate: boolean;
  readonly colours: LevelColours;
}

export interface TileData {
  readonly set: string;
  readonly level: number;
  readonly index: number;
  readonly data: Uint16Array;
  readonly nColumns: number;
  readonly nBins: number;
}

export type ToRasteriser =
  | { readonly kind: 'attach'; readonly laneKey: string; readonly canvas: OffscreenCanvas }
  | { readonly kind: 'detach'; readonly laneKey: string }
  | { readonly kind: 'draw'; readonly laneKey: string; readonly scene: Scene }
  /** A tile that is drawn later is not worth a picture of its own: 'draw' follows when more have come. */
  | { readonly kind: 'tile'; readonly tile: TileData; readonly isDrawnLater: boolean }
  | { readonly kind: 'drop'; readonly set: string; readonly level: number; readonly index: number }
  /** Pixels of the canvas; answered with 'probed'. */
  | { readonly kind: 'probe'; readonly laneKey: string; readonly x: number; readonly y: number }
  /** For tests and for people whose driver draws wrongly: 'auto' takes WebGL2 where it is hardware. */
  | { readonly kind: 'path'; readonly path: RasterPath };

export type RasterPath = 'auto' | 'webgl2' | '2d';

export type FromRasteriser =
  /** Graphics hardware that cannot draw this: the processor does. */
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'probed'; readonly laneKey: string; readonly levelDb: number | null }
  | {
      readonly kind: 'drawn';
      readonly laneKey: string;
      readonly path: 'webgl2' | '2d';
      readonly missing: number;
      readonly ms: number;
    };
