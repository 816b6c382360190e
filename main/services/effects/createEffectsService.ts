/** Effects on the sound of a document: heard before they are done, done as a job, kept as one edit. */
import type { effectsContract } from '../../../preload/contract/effects.ts';
import type { Handlers, ParsedInputOf } from '../../../preload/contract/define.ts';
import { EngineError } from '../../engine/core/errors.ts';
import { magicWand } from '../../engine/dsp/mask/magicWand.ts';
import { checkMask } from '../../engine/dsp/mask/maskJson.ts';
import { copyMasked, type Patch } from '../../engine/dsp/mask/patch.ts';
import { checkEffect } from '../../engine/dsp/rendering/checkEffect.ts';
import type { EffectDescription } from '../../engine/dsp/rendering/effectDescription.ts';
import { renderEffect, type RenderedEffect } from '../../engine/dsp/rendering/renderEffect.ts';
import { withLength } from '../../engine/dsp/sampleSource.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import type { DocumentState } from '../../store/documentState.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import { newId } from '../../store/rows.ts';
import type { AudioService } from '../audio/createAudioService.ts';
import type { EditsService } from '../edits/createEditsService.ts';
import { findTrack } from '../edits/editFunction.ts';
import type { Span } from '../edits/clipLists.ts';
import type { JobRegistry } from '../jobs/jobRegistry.ts';
import { sourceIdOf } from '../projects/sourceId.ts';
import { effectTitle } from './effectTitle.ts';
import { discardRendered, replaceSpan, storeRendered } from './renderedClip.ts';
import { renderedSpan } from './renderedSpan.ts';
import { spanMapOf } from './spanMap.ts';

export interface EffectsDeps {
  /** @throws EngineError E_NOT_FOUND: no project is open */
  readonly store: () => ProjectStore;
  readonly audio: Pick<AudioService, 'source' | 'channel' | 'addPreview'>;
  readonly edits: Pick<EditsService, 'edit'>;
  readonly jobs: JobRegistry;
}

interface Copied {
  readonly project: ProjectStore;
  readonly patch: Patch;
  readonly described: unknown; // for the history
}

type ApplyInput = ParsedInputOf<(typeof effectsContract)['effects.apply']>;

export function createEffectsService({
  store,
  audio,
  edits,
  jobs,
}: EffectsDeps): Handlers<typeof effectsContract, AbortSignal> {
  /** @throws EngineError E_PARAM: a recording still arrives, or the effect breaks a rule */
  const render = (
    document: DocumentState,
    { trackId, span, effect }: { readonly trackId: string; readonly span: Span; readonly effect: EffectDescription },
    work: WorkOptions,
  ): RenderedEffect => {
    const track = findTrack(document, trackId);
    const source = audio.source(sourceIdOf(document, track));
    if (!source.complete)
      throw new EngineError(
        'E_PARAM',
        `${track.name} is still being imported: its sound can be edited when it is whole`,
      );
    const nSamples = Math.max(source.lengthSamples, span.endSample);
    const channels = Array.from({ length: source.channels }, (_, c) => withLength(audio.channel(source, c), nSamples));
    const range = { fromSample: span.startSample, toSample: span.endSample };
    const { sampleRateHz } = document;
    return renderEffect({ channels, sampleRateHz, range, patch: copied()?.patch }, effect, work);
  };

  let clipboard: Copied | null = null;
  /** What was copied reads recordings of its project. */
  const copied = () => (clipboard?.project === store() ? clipboard : null);

  const run = async (
    before: DocumentState,
    { trackIds, ripple, ...asked }: Omit<ApplyInput, 'effect' | 'documentId'>,
    effect: EffectDescription,
    work: WorkOptions,
  ) => {
    const project = store();
    const { documentId } = before;
    const title = effectTitle(effect);
    const span = renderedSpan(effect, asked, before, copied()?.patch);
    const requireUnedited = () => {
      if (store() !== project) throw new EngineError('E_ABORTED', 'the project was closed');
      const now = project.documentState(documentId);
      const isSame = trackIds.every((trackId) => findTrack(now, trackId).clips === findTrack(before, trackId).clips);
      if (!isSame)
        throw new EngineError('E_PARAM', `the sound was edited while "${title}" was computed: it has to be done again`);
    };
    requireUnedited();
    const assetIds = new Map<string, string>();
    let lengthSamples = 0;
    try {
      for (const [i, trackId] of trackIds.entries()) {
        const rendered = render(before, { trackId, span, effect }, work);
        lengthSamples = rendered.channels[0]?.nSamples ?? 0;
        const onProgress: WorkOptions['onProgress'] = ({ done, total, unit }) =>
          work.onProgress?.({
            done: done + i * (total ?? 0),
            total: total === null ? null : total * trackIds.length,
            unit,
          });
        const name = `${title}: ${findTrack(before, trackId).name}`.slice(0, 200);
        assetIds.set(trackId, await storeRendered(project, rendered, { name, signal: work.signal, onProgress }));
      }
      requireUnedited();
      const map = spanMapOf(effect, { sampleRateHz: before.sampleRateHz, span, lengthSamples });
      const from = effect.kind === 'pasteMasked' ? { copied: copied()?.described } : {};
      const command = { kind: 'effects.apply', trackIds, ...asked, ripple, effect, ...from };
      return project.transaction(() => {
        for (const assetId of assetIds.values())
          project.finishAsset(assetId, { nSamples: lengthSamples, warnings: [] });
        return edits.edit(documentId, { title, command }, (document) =>
          replaceSpan(document, { span, ripple, assetIds, lengthSamples, map }, newId),
        );
      });
    } catch (error) {
      discardRendered(project, assetIds.values());
      throw error;
    }
  };

  return {
    'effects.magicWand': ({ sourceId, channel, ...seed }) => {
      const source = audio.source(sourceId);
      return magicWand(audio.channel(source, channel), { ...seed, sampleRateHz: source.sampleRateHz });
    },
    'effects.copyMasked': ({ documentId, trackId, mask: wanted }) => {
      const project = store();
      const document = project.documentState(documentId);
      const mask = checkMask(wanted);
      const source = audio.source(sourceIdOf(document, findTrack(document, trackId)));
      if (!source.complete)
        throw new EngineError('E_PARAM', 'a recording that still arrives can be copied when it is whole');
      const { sampleRateHz } = document;
      const channels = Array.from({ length: source.channels }, (_, c) => audio.channel(source, c));
      const patch = copyMasked(channels, mask, { sampleRateHz });
      const lengthSamples = patch.channels[0]?.nSamples ?? 0;
      if (lengthSamples === 0)
        throw new EngineError('E_PARAM', 'the mask does not reach the sound: nothing was copied');
      clipboard = { project, patch, described: { documentId, trackId, mask } };
      return { lengthSamples, sampleRateHz };
    },
    'effects.apply': ({ documentId, effect: wanted, ...target }) => {
      const effect = checkEffect(wanted);
      if (effect.kind === 'resample')
        throw new EngineError(
          'E_PARAM',
          'effect.kind=resample: a part of a document is always at the rate of the document',
        );
      const document = store().documentState(documentId);
      renderedSpan(effect, target, document, copied()?.patch);
      for (const trackId of target.trackIds) findTrack(document, trackId);
      const parameters = { effect: effect.kind, startSample: target.startSample, endSample: target.endSample };
      const job = { kind: 'effect' as const, title: `${effectTitle(effect)} in ${document.name}`, parameters };
      const jobId = jobs.start(job, async (signal, onProgress) => ({
        editId: await run(document, target, effect, { signal, onProgress }),
      }));
      return { jobId };
    },
    'effects.preview': ({ documentId, trackIds, effect: wanted, ...asked }, { signal }) => {
      const document = store().documentState(documentId);
      const [trackId = ''] = trackIds;
      const effect = checkEffect(wanted);
      const span = renderedSpan(effect, asked, document, copied()?.patch);
      const { channels, sampleRateHz } = render(document, { trackId, span, effect }, { signal });
      const lengthSamples = channels[0]?.nSamples ?? 0;
      const sourceId = audio.addPreview({ sampleRateHz, channels: channels.length, lengthSamples, rendered: channels });
      return { sourceId, sampleRateHz, channels: channels.length, lengthSamples, startSample: span.startSample };
    },
  };
}
