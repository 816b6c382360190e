import type { EffectDescription } from '../../engine/dsp/rendering/effectDescription.ts';
import { TimeMap } from '../../engine/dsp/stretch/timeMap.ts';
import type { Span } from '../edits/clipLists.ts';
import type { SpanMap } from '../edits/timeLists.ts';

export interface Stretched {
  readonly sampleRateHz: number;
  readonly span: Span;
  readonly lengthSamples: number; // of the result
}

/** Where an effect takes the moments of its span; null: what it makes is other sound, in which labels have no place. */
export function spanMapOf(effect: EffectDescription, { sampleRateHz, span, lengthSamples }: Stretched): SpanMap | null {
  const before = span.endSample - span.startSample;
  if (effect.kind === 'timeStretch') return (offset) => offset * (lengthSamples / before);
  if (effect.kind !== 'manipulate') return null;
  const { duration } = effect;
  const curve = duration && {
    timesSec: Float64Array.from(duration.timesSec),
    values: Float64Array.from(duration.values),
  };
  const map = new TimeMap(before / sampleRateHz, curve);
  return (offset) => map.toOutput(offset / sampleRateHz) * sampleRateHz;
}
