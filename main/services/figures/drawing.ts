/** A figure as a list of things to draw, in units of 1/96 inch from the top left: PNG, SVG and PDF are three ways to draw it. */
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

/** "#rrggbb". */
export type Ink = string;

export interface Text {
  readonly kind: 'text';
  readonly text: string;
  readonly x: number;
  readonly y: number; // of the baseline
  readonly size: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly upright?: boolean; // turned a quarter to the left
  readonly ink?: Ink | undefined; // that of the theme
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** A picture stretched over the box. */
export interface Image extends Box {
  readonly kind: 'image';
  readonly raster: IndexedRaster;
}

/** Filled: frames and ticks are thin rectangles, so that they are crisp everywhere. */
export interface Bar extends Box {
  readonly kind: 'bar';
  readonly ink?: Ink | undefined; // that of the theme
}

/** Lines with round ends; one without length is a dot. */
export interface Lines {
  readonly kind: 'lines';
  readonly lines: readonly (readonly number[])[]; // each x₀, y₀, x₁, y₁, …
  readonly width: number;
  readonly ink: Ink;
  readonly dash?: readonly number[] | undefined; // lengths on, off, …
}

/** An area between two curves: column i lies from x + i·step on. */
export interface Envelope {
  readonly kind: 'envelope';
  readonly x: number;
  readonly step: number;
  readonly top: Float64Array; // y
  readonly bottom: Float64Array;
  readonly ink: Ink;
}

export type DrawingItem = Text | Image | Bar | Lines | Envelope;

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly items: readonly DrawingItem[];
  readonly title: string;
  readonly paper: Ink;
  readonly ink: Ink;
  /** What the figure shows and how it was made, for the file's metadata. */
  readonly parameters: object;
}

/** r, g, b from 0 to 255. @param ink "#rrggbb" */
export function inkBytes(ink: Ink): readonly [number, number, number] {
  const value = Number.parseInt(ink.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
