/** The one list of cues of a subtitle file, from all tiers. */
import { EngineError } from '../core/errors.ts';
import type { AnnotationDocument, AnnotationItem, AnnotationTier } from './annotationDocument.ts';
import type { Losses } from './losses.ts';
import { cueLines } from './labelText.ts';

export interface Cue {
  readonly startMs: number;
  readonly endMs: number; // > startMs
  readonly text: string; // no empty lines
  readonly item: AnnotationItem;
  readonly tier: AnnotationTier;
}

/** By start. Points last a millisecond; what has no text is left out, as no player shows it. */
export function toCues({ tiers }: AnnotationDocument, losses: Losses): Cue[] {
  const cues: Cue[] = [];
  for (const tier of tiers)
    for (const item of tier.items) {
      const text = cueLines(item.label, losses);
      if (text === '') {
        losses.add('item', 'left out, as it has no label');
        continue;
      }
      const startMs = toMilliseconds(item.startSec, losses);
      const endMs = item.endSec === item.startSec ? startMs : toMilliseconds(item.endSec, losses);
      if (endMs <= startMs) losses.add('item', 'too short for a cue, lasts 1 ms there');
      cues.push({ startMs, endMs: Math.max(endMs, startMs + 1), text, item, tier });
    }
  return cues.sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
}

/** @throws EngineError E_PARAM: the time is negative */
export function toMilliseconds(timeSec: number, losses: Losses): number {
  const ms = Math.round(timeSec * 1000);
  if (ms < 0) throw new EngineError('E_PARAM', `a time of ${timeSec} s cannot be written, must be ≥ 0`);
  if (ms / 1000 !== timeSec) losses.add('time', 'rounded to the millisecond');
  return ms === 0 ? 0 : ms;
}
