/** A figure as a list of things to draw, in pixels from the top left: PNG, SVG and PDF are three ways to draw it. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array; // [height, width, 3], top row first
}

/** A picture of at most 256 colours: a third of the bytes. */
export interface IndexedRaster {
  readonly width: number;
  readonly height: number;
  readonly indices: Uint8Array; // [height, width], top row first
  readonly palette: Uint8Array; // [256, 3]
}

export interface Text {
  readonly kind: 'text';
  readonly text: string;
  readonly x: number;
  readonly y: number; // of the baseline
  readonly size: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly upright?: boolean; // turned a quarter to the left
  readonly grey?: boolean;
}

export type DrawingItem =
  | Text
  | {
      readonly kind: 'image';
      readonly x: number;
      readonly y: number;
      readonly w: number;
      readonly h: number;
      readonly raster: IndexedRaster;
    }
  /** Filled with black: frames and ticks are thin rectangles, so that they are crisp everywhere. */
  | { readonly kind: 'bar'; readonly x: number; readonly y: number; readonly w: number; readonly h: number };

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly items: readonly DrawingItem[];
  readonly title: string;
  /** What the figure shows and how it was made, for the file's metadata. */
  readonly parameters: object;
}
