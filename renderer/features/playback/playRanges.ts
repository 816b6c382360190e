/** Several ranges played one after the other. Pure. */
import type { PlayRequest } from './player.ts';

type Ranged = Pick<PlayRequest, 'startSample' | 'endSample' | 'loop' | 'ranges'>;

/** Of several ranges none is looped by itself. */
export const loopsAlone = ({ loop, ranges }: Ranged): boolean => loop && ranges === undefined;

/** @returns null: this was the last range, or the only one */
export function requestAfter<R extends Ranged>(request: R): R | null {
  const { ranges = [], endSample, loop } = request;
  const next = ranges.find(({ startSample }) => startSample >= endSample) ?? (loop ? ranges[0] : undefined);
  return next === undefined ? null : { ...request, startSample: next.startSample, endSample: next.endSample };
}
