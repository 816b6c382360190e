/** Effects on the sound of a document: heard before they are done, done as a job, kept as one edit. */
import type { effectsContract } from '../../../preload/contract/effects.ts';
import type { Handlers, ParsedInputOf } from '../../../preload/contract/define.ts';
import { EngineError } from '../../engine/core/errors.ts';
import { JsonMembers } from '../../engine/core/jsonMembers.ts';
import { magicWand } from '../../engine/dsp/mask/magicWand.ts';
import { checkMask } from '../../engine/dsp/mask/maskJson.ts';
import { copyMasked, type Patch } from '../../engine/dsp/mask/patch.ts';
import { checkEffect, effectRanges } from '../../engine/dsp/rendering/checkEffect.ts';
import type { RenderedEffect } from '../../engine/dsp/rendering/renderEffect.ts';
import { withLength, type SampleSource } from '../../engine/dsp/sampleSource.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import type { DocumentState, TrackState } from '../../store/documentState.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import { newId } from '../../store/rows.ts';
import type { AudioService } from '../audio/createAudioService.ts';
import { requireClipboard } from '../edits/clipboard.ts';
import type { EditsService } from '../edits/createEditsService.ts';
import { durationText, findTrack, requireApart } from '../edits/editFunction.ts';
import type { Span } from '../edits/clipLists.ts';
import type { JobRegistry } from '../jobs/jobRegistry.ts';
import { sourceIdOf } from '../projects/sourceId.ts';
import { planChannels } from './channelPlan.ts';
import { drawnSpan } from './drawnSamples.ts';
import { editWithRecordings, type NewRecording, type RecordingDeps } from './editWithRecordings.ts';
import { clipboardProcessing } from './mixClipboard.ts';
import { placeChannels, plannedLength, plannedSound } from './placeChannels.ts';
import { effectProcessing, type Processing } from './processing.ts';
import { replaceSpan, type Replacement } from './renderedClip.ts';

export interface EffectsDeps extends RecordingDeps {
  readonly audio: Pick<AudioService, 'source' | 'channel' | 'addPreview'>;
  readonly edits: Pick<EditsService, 'edit' | 'clipboard'>;
  readonly jobs: JobRegistry;
}

interface Copied {
  readonly project: ProjectStore;
  readonly patch: Patch;
  readonly described: unknown; // for the history
}

type ApplyInput = ParsedInputOf<(typeof effectsContract)['effects.apply']>;

export function createEffectsService(deps: EffectsDeps): Handlers<typeof effectsContract, AbortSignal> {
  const { store, audio, edits, jobs } = deps;
  let masked: Copied | null = null;
  /** What was copied reads recordings of its project. */
  const copied = () => (masked?.project === store() ? masked : null);

  /** @throws EngineError E_PARAM: a recording still arrives */
  const channelsOf = (document: DocumentState, track: TrackState): readonly SampleSource[] => {
    const source = audio.source(sourceIdOf(document, track));
    if (!source.complete)
      throw new EngineError(
        'E_PARAM',
        `${track.name} is still being imported: its sound can be edited when it is whole`,
      );
    return Array.from({ length: source.channels }, (_, c) => audio.channel(source, c));
  };

  /** @throws EngineError E_PARAM: the effect breaks a rule, or there is nothing to mix */
  const processingOf = (document: DocumentState, wanted: { readonly kind: string }): Processing => {
    if (wanted.kind !== 'mixPaste') return effectProcessing(checkEffect(wanted), copied()?.patch);
    const members = new JsonMembers('effect', wanted, { left: 0 });
    const gains = {
      gainDb: members.number('gainDb', effectRanges.gainDb),
      pastedGainDb: members.number('pastedGainDb', effectRanges.gainDb),
    };
    const sound = requireClipboard(edits.clipboard(), document);
    return clipboardProcessing({ store: store(), channel: audio.channel }, sound, gains);
  };

  const render = (
    document: DocumentState,
    place: { readonly trackId: string; readonly trackIndex: number; readonly span: Span },
    processing: Processing,
    work: WorkOptions,
  ): RenderedEffect => {
    const { sampleRateHz } = document;
    const { span, trackIndex, trackId } = place;
    const sources = channelsOf(document, findTrack(document, trackId));
    const nSamples = Math.max(sources[0]?.nSamples ?? 0, span.endSample);
    const channels = sources.map((source) => withLength(source, nSamples));
    return processing.render({ channels, sampleRateHz, trackIndex, span }, work);
  };

  const run = (
    before: DocumentState,
    { trackIds, ripple, more = [], effect, ...asked }: Omit<ApplyInput, 'documentId'>,
    processing: Processing,
    work: WorkOptions,
  ) => {
    const { title, keepsItems } = processing;
    const { sampleRateHz } = before;
    const spans = [asked, ...more].map((span) => processing.spanOf(span, before));
    const lengths: number[] = [];
    const recordings = spans.flatMap((span, i) =>
      trackIds.map((trackId, trackIndex): NewRecording => ({
        name: `${title}: ${findTrack(before, trackId).name}`,
        atSample: span.startSample,
        render: (options) => {
          const rendered = render(before, { trackId, trackIndex, span }, processing, options);
          lengths[i] = rendered.channels[0]?.nSamples ?? 0;
          return rendered;
        },
      })),
    );
    const place = (document: DocumentState, assetIds: readonly string[]): DocumentState =>
      spans.reduce((changed, span, i): DocumentState => {
        const ofSpan = trackIds.map((trackId, t) => [trackId, assetIds[i * trackIds.length + t] ?? ''] as const);
        const lengthSamples = lengths[i] ?? 0;
        const map = processing.mapOf({ sampleRateHz, span, lengthSamples });
        const replacement: Replacement = { span, ripple, keepsItems, map, assetIds: new Map(ofSpan), lengthSamples };
        return replaceSpan(changed, replacement, newId);
      }, document);
    const from = effect.kind === 'pasteMasked' ? { copied: copied()?.described } : {};
    const others = more.length > 0 ? { more } : {};
    const command = { kind: 'effects.apply', trackIds, ...asked, ripple, effect, ...others, ...from };
    const named = more.length === 0 ? title : `${title} in ${spans.length} ranges`;
    return editWithRecordings(deps, { before, trackIds, title: named, command, recordings, place }, work);
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
      const { sampleRateHz } = document;
      const patch = copyMasked(channelsOf(document, findTrack(document, trackId)), mask, { sampleRateHz });
      const lengthSamples = patch.channels[0]?.nSamples ?? 0;
      if (lengthSamples === 0)
        throw new EngineError('E_PARAM', 'the mask does not reach the sound: nothing was copied');
      masked = { project, patch, described: { documentId, trackId, mask } };
      return { lengthSamples, sampleRateHz };
    },
    'effects.apply': ({ documentId, ...target }) => {
      const document = store().documentState(documentId);
      const { effect, trackIds, startSample, endSample, more = [] } = target;
      const processing = processingOf(document, effect);
      processing.spanOf(target, document);
      if (more.length > 0) {
        if (!processing.keepsLength || effect.kind === 'mixPaste')
          throw new EngineError(
            'E_PARAM',
            `effect.kind=${effect.kind} takes 1 range, must not have ${more.length} more`,
          );
        requireApart([{ startSample, endSample }, ...more]);
      }
      for (const trackId of trackIds) findTrack(document, trackId);
      const parameters = { effect: effect.kind, startSample, endSample };
      const job = { kind: 'effect' as const, title: `${processing.title} in ${document.name}`, parameters };
      const jobId = jobs.start(job, async (signal, onProgress) => ({
        ...(await run(document, target, processing, { signal, onProgress })),
      }));
      return { jobId };
    },
    'effects.channels': ({ documentId, trackIds, operation }) => {
      const before = store().documentState(documentId);
      const plan = planChannels(before, trackIds, operation);
      const { title } = plan;
      const sounding = plan.tracks.filter((planned) => plannedLength(planned) > 0);
      const recordings = sounding.map((planned): NewRecording => ({
        name: `${title}: ${planned.name}`,
        atSample: 0,
        render: () => ({
          channels: plannedSound(planned, (track) => channelsOf(before, track)),
          sampleRateHz: before.sampleRateHz,
        }),
      }));
      const place = (document: DocumentState, assetIds: readonly string[]) =>
        placeChannels(
          document,
          plan,
          plan.tracks.map((planned) => assetIds[sounding.indexOf(planned)] ?? null),
          newId,
        );
      const command = { kind: 'effects.channels', trackIds, operation };
      const job = { kind: 'effect' as const, title, parameters: { operation: operation.kind } };
      const jobId = jobs.start(job, async (signal, onProgress) => ({
        ...(await editWithRecordings(
          deps,
          { before, trackIds, title, command, recordings, place },
          { signal, onProgress },
        )),
      }));
      return { jobId };
    },
    'effects.drawSamples': async ({ documentId, trackId, ...drawn }, { signal }) => {
      const before = store().documentState(documentId);
      const track = findTrack(before, trackId);
      const { startSample, channel, values } = drawn;
      const span = { startSample, endSample: startSample + values.length };
      const channels = drawnSpan(channelsOf(before, track), drawn);
      const title =
        values.length === 1
          ? `Draw a sample at ${durationText(startSample, before)}`
          : `Draw ${values.length} samples at ${durationText(startSample, before)}`;
      const { editId } = await editWithRecordings(
        deps,
        {
          before,
          trackIds: [trackId],
          title,
          command: { kind: 'effects.drawSamples', trackId, channel, ...span },
          recordings: [
            {
              name: `Drawn: ${track.name}`,
              atSample: startSample,
              render: () => ({ channels, sampleRateHz: before.sampleRateHz }),
            },
          ],
          place: (document, [assetId = '']) => {
            const replacement: Replacement = {
              ...{ span, ripple: 'none', map: null, keepsItems: true },
              assetIds: new Map([[trackId, assetId]]),
              lengthSamples: values.length,
            };
            return replaceSpan(document, replacement, newId);
          },
        },
        { signal },
      );
      return { editId };
    },
    'effects.preview': ({ documentId, trackIds, effect: wanted, ...asked }, { signal }) => {
      const document = store().documentState(documentId);
      const [trackId = ''] = trackIds;
      const processing = processingOf(document, wanted);
      const span = processing.spanOf(asked, document);
      const { channels, sampleRateHz } = render(document, { trackId, trackIndex: 0, span }, processing, { signal });
      const lengthSamples = channels[0]?.nSamples ?? 0;
      const sourceId = audio.addPreview({ sampleRateHz, channels: channels.length, lengthSamples, rendered: channels });
      return { sourceId, sampleRateHz, channels: channels.length, lengthSamples, startSample: span.startSample };
    },
  };
}
