import type { ClipRow } from '../../store/projectStore.ts';

export const clipEnd = ({ startSample, lengthSamples }: Pick<ClipRow, 'startSample' | 'lengthSamples'>): number =>
  startSample + lengthSamples;

/** Index of the first clip that ends behind `atSample`. @param clips by start, without overlap */
export function firstClipFrom(clips: readonly ClipRow[], atSample: number): number {
  let low = 0;
  let high = clips.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (clipEnd(clips[middle]!) <= atSample) low = middle + 1;
    else high = middle;
  }
  return low;
}
