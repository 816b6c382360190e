import type { MacroPlace } from '../../../preload/contract/macros.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { DocumentState } from '../../store/documentState.ts';
import type { Span } from '../edits/clipLists.ts';
import { trackLength } from '../projects/projectInfo.ts';
import { patternOf } from './macroText.ts';

export interface MacroSpan extends Span {
  readonly label: string; // of its interval; empty: of none
}

export function lengthOfState({ tracks }: DocumentState): number {
  return Math.max(0, ...tracks.map(trackLength));
}

/** A moment in samples: negative counts from the end. */
export function sampleAt(timeSec: number, document: DocumentState): number {
  const length = lengthOfState(document);
  const at = Math.round(timeSec * document.sampleRateHz);
  return Math.min(Math.max(timeSec < 0 ? length + at : at, 0), length);
}

/**
 * Where a step acts: everywhere, between two moments, or on each interval of a tier that matches, in the order of time.
 * @throws EngineError E_PARAM: there is no sound there; E_NOT_FOUND: no such tier
 */
export function macroSpans(place: MacroPlace | undefined, document: DocumentState): readonly MacroSpan[] {
  const length = lengthOfState(document);
  if (place !== undefined && 'tier' in place) {
    const pattern = patternOf(place.matching);
    const tier = document.tiers.find(({ name, kind }) => name === place.tier && kind === 'interval');
    const names = document.tiers.filter(({ kind }) => kind === 'interval').map(({ name }) => `"${name}"`);
    if (tier === undefined)
      throw new EngineError(
        'E_NOT_FOUND',
        `${document.name} has no interval tier "${place.tier}"; there are: ${names.join(', ') || 'none'}`,
      );
    return tier.items
      .filter(({ label, startSample }) => pattern.test(label.trim()) && startSample < length)
      .map(({ startSample, endSample, label }) => ({ startSample, endSample: Math.min(endSample, length), label }));
  }
  const { startSec, endSec } = (place ?? {}) as { readonly startSec?: number; readonly endSec?: number };
  const startSample = startSec === undefined ? 0 : sampleAt(startSec, document);
  const endSample = endSec === undefined ? length : sampleAt(endSec, document);
  if (endSample <= startSample) {
    const lengthSec = (length / document.sampleRateHz).toFixed(3);
    throw new EngineError(
      'E_PARAM',
      `${startSec ?? 0} s to ${endSec === undefined ? 'the end' : `${endSec} s`} holds no sound: ${document.name} lasts ${lengthSec} s`,
    );
  }
  return [{ startSample, endSample, label: '' }];
}
