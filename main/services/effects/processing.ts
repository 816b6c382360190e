/** What can be done to the sound of a span, in the terms of a document: effects of the engine, and what is laid over it. */
import { EngineError } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import type { Patch } from '../../engine/dsp/mask/patch.ts';
import type { EffectDescription } from '../../engine/dsp/rendering/effectDescription.ts';
import { renderEffect, type RenderedEffect } from '../../engine/dsp/rendering/renderEffect.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import type { DocumentState } from '../../store/documentState.ts';
import type { Span } from '../edits/clipLists.ts';
import type { SpanMap } from '../edits/timeLists.ts';
import { effectTitle } from './effectTitle.ts';
import { renderedSpan } from './renderedSpan.ts';
import { spanMapOf, type Stretched } from './spanMap.ts';

export interface ProcessedPart {
  readonly channels: readonly SampleSource[]; // of the track, from sample 0 on, at least as long as the span
  readonly sampleRateHz: number;
  readonly trackIndex: number; // among those that were named
  readonly span: Span;
}

export interface Processing {
  readonly title: string;
  readonly keepsLength: boolean;
  readonly keepsItems: boolean; // pitch and pulses stay where they are in time
  /** Where moments of the span go in what it became; null: it is other sound. */
  mapOf(stretched: Stretched): SpanMap | null;
  /** @throws EngineError E_PARAM */
  spanOf(asked: Span, document: DocumentState): Span;
  /** @throws EngineError */
  render(part: ProcessedPart, work: WorkOptions): RenderedEffect;
}

type Kind = EffectDescription['kind'];

const levelKinds: readonly Kind[] = ['gain', 'invert', 'fade', 'removeDc', 'normalizePeak', 'normalizeLoudness'];
const otherLengthKinds: readonly Kind[] = ['timeStretch', 'manipulate', 'generate', 'mask', 'resample', 'pasteMasked'];

/**
 * @param patch what was copied out of a mask
 * @throws EngineError E_PARAM: an effect that a part of a document cannot have
 */
export function effectProcessing(effect: EffectDescription, patch?: Patch): Processing {
  if (effect.kind === 'resample')
    throw new EngineError(
      'E_PARAM',
      'effect.kind=resample: a part of a document is always at the rate of the document',
    );
  return {
    title: effectTitle(effect),
    mapOf: (stretched) => spanMapOf(effect, stretched),
    keepsLength: !otherLengthKinds.includes(effect.kind),
    keepsItems: levelKinds.includes(effect.kind),
    spanOf: (asked, document) => renderedSpan(effect, asked, document, patch),
    render: ({ channels, sampleRateHz, span }, work) => {
      const range = { fromSample: span.startSample, toSample: span.endSample };
      return renderEffect({ channels, sampleRateHz, range, patch }, effect, work);
    },
  };
}
