/** What an effect makes of a state of a document, which need not be the one that is stored: several can follow each other. */
import { EngineError } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import type { Patch } from '../../engine/dsp/mask/patch.ts';
import type { EffectDescription } from '../../engine/dsp/rendering/effectDescription.ts';
import { renderEffect, type RenderedEffect } from '../../engine/dsp/rendering/renderEffect.ts';
import { withLength } from '../../engine/dsp/sampleSource.ts';
import type { DocumentState } from '../../store/documentState.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import { newId } from '../../store/rows.ts';
import type { AudioService } from '../audio/createAudioService.ts';
import { trackSource } from '../audio/sourceResolver.ts';
import type { Span } from '../edits/clipLists.ts';
import { findTrack } from '../edits/editFunction.ts';
import type { Ripple } from '../edits/ripple.ts';
import { effectProcessing } from './processing.ts';
import { discardRendered, isRendered, replaceSpan, storeRendered } from './renderedClip.ts';

export interface EffectSite {
  readonly store: ProjectStore;
  readonly audio: Pick<AudioService, 'channel'>;
  /** What was copied out of a mask, for the effect that pastes it. */
  readonly patch?: Patch | undefined;
}

/** @throws EngineError E_PARAM: a recording still arrives, or the effect breaks a rule */
export function renderOnTrack(
  { store, audio, patch }: EffectSite,
  document: DocumentState,
  { trackId, span, effect }: { readonly trackId: string; readonly span: Span; readonly effect: EffectDescription },
  work: WorkOptions,
): RenderedEffect {
  const track = findTrack(document, trackId);
  const source = trackSource(store, document, track);
  const arrives = [...source.assets.values()].some((asset) => asset.state === 'importing' && !isRendered(asset));
  if (arrives)
    throw new EngineError('E_PARAM', `${track.name} is still being imported: its sound can be edited when it is whole`);
  const nSamples = Math.max(source.lengthSamples, span.endSample);
  const channels = Array.from({ length: source.channels }, (_, c) => withLength(audio.channel(source, c), nSamples));
  const range = { fromSample: span.startSample, toSample: span.endSample };
  return renderEffect({ channels, sampleRateHz: document.sampleRateHz, range, patch }, effect, work);
}

export interface StateEffect {
  readonly trackIds: readonly string[];
  readonly span: Span;
  readonly ripple: Ripple;
  readonly effect: EffectDescription;
}

export interface Rendered {
  /** What it does to the document, which may have other labels or names by then. */
  readonly change: (document: DocumentState) => DocumentState;
  /** The sound that was made, by its length: it still arrives, until the edit that plays it finishes it. */
  readonly made: ReadonlyMap<string, number>;
}

/** @throws EngineError as renderOnTrack, E_ABORTED; nothing of it is then left in the project */
export async function effectOnState(
  site: EffectSite,
  before: DocumentState,
  { trackIds, span: asked, ripple, effect }: StateEffect,
  work: WorkOptions,
): Promise<Rendered> {
  const { title, keepsItems, ...processing } = effectProcessing(effect, site.patch);
  const span = processing.spanOf(asked, before);
  const assetIds = new Map<string, string>();
  let lengthSamples = 0;
  try {
    for (const [i, trackId] of trackIds.entries()) {
      const rendered = renderOnTrack(site, before, { trackId, span, effect }, work);
      lengthSamples = rendered.channels[0]?.nSamples ?? 0;
      const onProgress: WorkOptions['onProgress'] = ({ done, total, unit }) =>
        work.onProgress?.({
          done: done + i * (total ?? 0),
          total: total === null ? null : total * trackIds.length,
          unit,
        });
      const name = `${title}: ${findTrack(before, trackId).name}`.slice(0, 200);
      const stored = await storeRendered(site.store, rendered, { name, signal: work.signal, onProgress });
      assetIds.set(trackId, stored.assetId);
    }
  } catch (error) {
    discardRendered(site.store, assetIds.values());
    throw error;
  }
  const map = processing.mapOf({ sampleRateHz: before.sampleRateHz, span, lengthSamples });
  return {
    change: (document) => replaceSpan(document, { span, ripple, assetIds, lengthSamples, map, keepsItems }, newId),
    made: new Map([...assetIds.values()].map((assetId) => [assetId, lengthSamples])),
  };
}
