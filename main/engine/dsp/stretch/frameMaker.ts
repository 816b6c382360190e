/** Frames of a stretched sound, to be added up at multiples of hopLength. */
export interface FrameMaker {
  readonly frameSize: number; // N, samples; even
  readonly hopLength: number; // output samples between frames
  /**
   * Writes frame k of every channel, [N] each, weighted so that overlapping frames add up to the sound. Its middle
   * belongs at output sample k·hopLength. k rises by one; the first may be negative.
   */
  make(k: number, frames: readonly Float64Array[]): void;
}
