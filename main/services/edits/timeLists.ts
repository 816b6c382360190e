/** What cutting and inserting time does to what is annotated in it: intervals, points, and what belongs to a track. */
import type { Span } from './clipLists.ts';

interface InTime {
  readonly startSample: number;
  readonly endSample: number;
}

/**
 * The span goes, what follows closes the gap. What lies within it whole goes too, a point at its very beginning stays;
 * an interval that reaches into it is shortened, one that reaches over it keeps both ends.
 */
export function removeTime<T extends InTime>(items: readonly T[], { startSample, endSample }: Span): readonly T[] {
  const removed = endSample - startSample;
  const moved = (at: number) => (at <= startSample ? at : Math.max(startSample, at - removed));
  return items.flatMap((item) => {
    if (item.endSample <= startSample) return [item];
    const isPoint = item.startSample === item.endSample;
    const isWithin =
      item.startSample >= startSample && (isPoint ? item.endSample < endSample : item.endSample <= endSample);
    if (isWithin) return [];
    return [{ ...item, startSample: moved(item.startSample), endSample: moved(item.endSample) }];
  });
}

/** Where a moment of a span goes; both count from its beginning. */
export type SpanMap = (offsetSamples: number) => number;

/**
 * What happens in the span takes `lengthSamples` instead: what lies in it goes where `map` takes it, and so keeps its
 * place in the sound. An interval that becomes shorter than half a sample goes.
 */
export function stretchTime<T extends InTime>(
  items: readonly T[],
  { startSample, endSample }: Span,
  { lengthSamples, map }: { readonly lengthSamples: number; readonly map: SpanMap },
): readonly T[] {
  const moved = (at: number) => {
    if (at <= startSample) return at;
    return at < endSample
      ? startSample + Math.min(lengthSamples, Math.round(map(at - startSample)))
      : at - endSample + startSample + lengthSamples;
  };
  return items.flatMap((item) => {
    const stretched = { ...item, startSample: moved(item.startSample), endSample: moved(item.endSample) };
    const isGone = stretched.startSample === stretched.endSample && item.startSample !== item.endSample;
    return isGone ? [] : [stretched];
  });
}

/** Time is inserted: what begins there or later moves, what reaches over the place grows. */
export function insertTime<T extends InTime>(
  items: readonly T[],
  atSample: number,
  lengthSamples: number,
): readonly T[] {
  if (lengthSamples === 0) return items;
  return items.map((item) => {
    if (item.startSample >= atSample)
      return { ...item, startSample: item.startSample + lengthSamples, endSample: item.endSample + lengthSamples };
    return item.endSample > atSample ? { ...item, endSample: item.endSample + lengthSamples } : item;
  });
}
