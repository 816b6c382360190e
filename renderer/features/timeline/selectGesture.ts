/** What a press and drag in the lanes does to the selection: new ones, moved edges, frequency bands. Pure. */
import type { FrequencyAxis } from '../../shared/frequencyScale/frequencyAxis.ts';
import type { FrequencyBand, Selection } from '../../state/selection.ts';

export type GestureKind = 'new' | 'start' | 'end' | 'low' | 'high';

export interface GesturePoint {
  readonly sample: number;
  readonly y: number;
}

export interface Gesture {
  readonly kind: GestureKind;
  readonly from: GesturePoint;
  readonly before: Selection | null;
  readonly axis: FrequencyAxis | null; // of the spectrogram it began in
}

/** Pixels around an edge in which it can be taken hold of. */
export const grabPx = 5;
/** Below this height a drag in a spectrogram is meant for time alone. */
const leastBandPx = 6;

export interface EdgePositions {
  readonly startPx: number;
  readonly endPx: number;
}

/** Which edge of the selection lies under a point, if any. */
export function edgeAt(
  point: { readonly x: number; readonly y: number },
  edges: EdgePositions,
  band: { readonly lowY: number; readonly highY: number } | null,
): Exclude<GestureKind, 'new'> | null {
  const toStart = Math.abs(point.x - edges.startPx);
  const toEnd = Math.abs(point.x - edges.endPx);
  if (Math.min(toStart, toEnd) <= grabPx) return toStart < toEnd ? 'start' : 'end';
  if (band === null || point.x < edges.startPx || point.x > edges.endPx) return null;
  if (Math.abs(point.y - band.lowY) <= grabPx) return 'low';
  return Math.abs(point.y - band.highY) <= grabPx ? 'high' : null;
}

export interface DragModifiers {
  readonly isTimeOnly: boolean;
}

/** The selection while the pointer is at `to`. */
export function dragSelection(gesture: Gesture, to: GesturePoint, { isTimeOnly }: DragModifiers): Selection | null {
  const { kind, before, from } = gesture;
  if (kind === 'new') return newSelection(gesture, from, to, isTimeOnly);
  if (before === null) return null;
  if (kind === 'start') return between(to.sample, before.endSample, before.band);
  if (kind === 'end') return between(before.startSample, to.sample, before.band);
  return { ...before, band: movedBand(gesture, before.band, to.y) };
}

function newSelection(gesture: Gesture, from: GesturePoint, to: GesturePoint, isTimeOnly: boolean): Selection | null {
  const { axis } = gesture;
  const isBand = axis !== null && !isTimeOnly && Math.abs(to.y - from.y) >= leastBandPx;
  return between(from.sample, to.sample, isBand ? bandOf(axis, from.y, to.y) : null);
}

function between(a: number, b: number, band: FrequencyBand | null): Selection | null {
  const startSample = Math.round(Math.min(a, b));
  const endSample = Math.round(Math.max(a, b));
  return endSample > startSample ? { startSample, endSample, band } : null;
}

function bandOf(axis: FrequencyAxis, y0: number, y1: number): FrequencyBand {
  return { lowHz: hzAt(axis, Math.max(y0, y1)), highHz: hzAt(axis, Math.min(y0, y1)) };
}

function movedBand({ kind, axis }: Gesture, band: FrequencyBand | null, y: number): FrequencyBand | null {
  if (band === null || axis === null) return band;
  const hz = hzAt(axis, y);
  const fixed = kind === 'low' ? band.highHz : band.lowHz;
  return { lowHz: Math.min(hz, fixed), highHz: Math.max(hz, fixed) };
}

function hzAt(axis: FrequencyAxis, y: number): number {
  return axis.hzAt(Math.min(Math.max(y, 0), axis.height));
}
