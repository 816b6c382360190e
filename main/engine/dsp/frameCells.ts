import { requireNumber, requireWithin } from './requireInteger.ts';

/**
 * Reading values off a grid of analysis frames, each standing for a cell of one time step around its time.
 *
 * A value between two frames is linear; it exists where the nearer frame has one, and is that one where the farther has
 * none. A mean is the integral of this curve over the part of the stretch where it exists, divided by that part. These are
 * the rules by which Praat answers "Get value at time…" and "Get mean…" of its sampled objects.
 */
export interface FrameGrid {
  readonly nFrames: number;
  readonly firstTimeSec: number; // of frame 0
  readonly timeStepSec: number;
  /** NaN: the frame has no value. */
  valueAt(frame: number): number;
}

/** NaN outside the cells and where the nearest frame has no value. */
export function cellValue(grid: FrameGrid, timeSec: number): number {
  const { nFrames, firstTimeSec, timeStepSec } = grid;
  const position = (timeSec - firstTimeSec) / timeStepSec;
  if (position < -0.5 || position > nFrames - 0.5) return Number.NaN;
  const left = Math.floor(position);
  const phase = position - left;
  const near = phase < 0.5 ? left : left + 1;
  const far = phase < 0.5 ? left + 1 : left;
  const value = near >= 0 && near < nFrames ? grid.valueAt(near) : Number.NaN;
  const other = far >= 0 && far < nFrames ? grid.valueAt(far) : Number.NaN;
  if (Number.isNaN(other)) return value;
  return value + (phase < 0.5 ? phase : 1 - phase) * (other - value);
}

/** The mean of `cellValue` over the part of a stretch where it exists, of g(value) where g is given; NaN if nowhere. @throws EngineError E_PARAM: an end is NaN */
export function cellMean(
  grid: FrameGrid,
  startSec: number,
  endSec: number,
  g: (value: number) => number = (value) => value,
): number {
  requireNumber('startSec', startSec);
  requireNumber('endSec', endSec);
  const { nFrames, firstTimeSec, timeStepSec } = grid;
  const start = Math.max(-0.5, (startSec - firstTimeSec) / timeStepSec);
  const end = Math.min(nFrames - 0.5, (endSec - firstTimeSec) / timeStepSec);
  const at = (m: number) => (m >= 0 && m < nFrames ? g(grid.valueAt(m)) : Number.NaN);
  let sum = 0;
  let length = 0;
  for (let m = Math.floor(start); m < end; m++) {
    // From frame m to the next one: linear, or each value over its own half.
    const left = at(m);
    const right = at(m + 1);
    const from = Math.max(0, start - m);
    const to = Math.min(1, end - m);
    const leftLength = Number.isNaN(left) ? 0 : Math.max(0, Math.min(to, 0.5) - from);
    const rightLength = Number.isNaN(right) ? 0 : Math.max(0, to - Math.max(from, 0.5));
    length += leftLength + rightLength;
    if (!Number.isNaN(left) && !Number.isNaN(right)) sum += (to - from) * (left + 0.5 * (from + to) * (right - left));
    else sum += (leftLength > 0 ? leftLength * left : 0) + (rightLength > 0 ? rightLength * right : 0);
  }
  return length > 0 ? sum / length : Number.NaN;
}

/** The values of the frames whose time lies in the stretch, rising; frames without one are left out. @throws as cellMean */
export function sortedValues(grid: FrameGrid, startSec: number, endSec: number): Float64Array {
  requireNumber('startSec', startSec);
  requireNumber('endSec', endSec);
  const { nFrames, firstTimeSec, timeStepSec } = grid;
  const from = Math.max(0, Math.ceil((startSec - firstTimeSec) / timeStepSec));
  const to = Math.min(nFrames - 1, Math.floor((endSec - firstTimeSec) / timeStepSec));
  const values = [];
  for (let m = from; m <= to; m++) {
    const value = grid.valueAt(m);
    if (!Number.isNaN(value)) values.push(value);
  }
  return Float64Array.from(values).sort();
}

/**
 * The least and the greatest value of a stretch between frames too: of the curve at both ends, of the frames, and of the
 * parabola through a frame that lies above (below) its neighbours. Null if nothing has a value there. This is what Praat
 * calls "parabolic" in "Get minimum…" and "Get maximum…". @throws as cellMean
 */
export function cellExtremes(grid: FrameGrid, startSec: number, endSec: number): { min: number; max: number } | null {
  requireNumber('startSec', startSec);
  requireNumber('endSec', endSec);
  const { nFrames, firstTimeSec, timeStepSec } = grid;
  const at = (m: number) => (m >= 0 && m < nFrames ? grid.valueAt(m) : Number.NaN);
  const from = Math.max(0, Math.ceil((startSec - firstTimeSec) / timeStepSec));
  const to = Math.min(nFrames - 1, Math.floor((endSec - firstTimeSec) / timeStepSec));
  const values = [cellValue(grid, startSec), cellValue(grid, endSec)];
  for (let m = from; m <= to; m++) values.push(vertex(at(m - 1), at(m), at(m + 1)));
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return null;
  return { min: known.reduce((a, b) => Math.min(a, b)), max: known.reduce((a, b) => Math.max(a, b)) };
}

/** The extremum of the parabola through three neighbours, if the middle one is one; else the middle one. */
function vertex(left: number, middle: number, right: number): number {
  const isPeak = (middle > left && middle >= right) || (middle < left && middle <= right);
  if (!isPeak) return middle;
  return middle + (right - left) ** 2 / (8 * (2 * middle - left - right));
}

/**
 * The value below which a fraction of the sorted values lies: value i of n stands at (i + ½)/n, linear in between, the
 * outermost values beyond. NaN of none. Hyndman & Fan, "Sample quantiles in statistical packages", 1996, definition 5.
 * @throws EngineError E_PARAM: fraction not from 0 to 1
 */
export function quantile(sorted: Float64Array, fraction: number): number {
  requireWithin('fraction', fraction, 0, 1);
  const n = sorted.length;
  if (n === 0) return Number.NaN;
  const place = Math.min(n - 1, Math.max(0, fraction * n - 0.5));
  const left = Math.min(n - 1, Math.floor(place));
  const right = Math.min(n - 1, left + 1);
  return sorted[left]! + (place - left) * (sorted[right]! - sorted[left]!);
}
