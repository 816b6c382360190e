/** Speech detection as a job whose result is an interval tier on the timeline. */
import type { Client, Handlers } from '../../../preload/contract/define.ts';
import type { InferenceContract } from '../../../preload/contract/inference.ts';
import type { speechContract } from '../../../preload/contract/speech.ts';
import { EngineError } from '../../engine/core/errors.ts';
import { resampledSource } from '../../engine/dsp/resample/resample.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import { newId } from '../../store/rows.ts';
import type { AudioService } from '../audio/createAudioService.ts';
import { monoSource } from '../audio/monoSource.ts';
import type { EditsService } from '../edits/createEditsService.ts';
import type { JobRegistry } from '../jobs/jobRegistry.ts';
import { sourceIdOf } from '../projects/sourceId.ts';
import { detectSpeech, type MonoSound } from './detectSpeech.ts';

const pushSamples = 16_384; // about a second of the model's clock: often enough to cancel, rare enough to be cheap

export interface SpeechServiceDeps {
  readonly inference: Client<InferenceContract>;
  readonly jobs: JobRegistry;
  readonly audio: AudioService;
  readonly store: () => ProjectStore;
  readonly edits: Pick<EditsService, 'edit'>;
}

export function createSpeechService(deps: SpeechServiceDeps): Handlers<typeof speechContract, AbortSignal> {
  return {
    'speech.detect': ({ documentId, trackId, ...params }) => {
      const store = deps.store();
      const document = store.documents().find((d) => d.documentId === documentId);
      const track = document?.tracks.find((t) => t.trackId === trackId);
      if (!document || !track)
        throw new EngineError('E_NOT_FOUND', `track ${trackId} of document ${documentId} is not in the project`);
      const source = deps.audio.source(sourceIdOf(document, track));
      if (!source.complete)
        throw new EngineError(
          'E_PARAM',
          `${document.name} is still being imported: speech is detected in whole recordings`,
        );
      const channels = Array.from({ length: track.channels }, (_, c) => deps.audio.channel(source, c));

      const job = { kind: 'vad' as const, title: `Detect speech in ${document.name}`, parameters: { ...params } };
      const jobId = deps.jobs.start(job, async (signal, onProgress) => {
        const open = (rateHz: number) => monoSound(monoSource(channels), source.sampleRateHz, rateHz);
        const work = { signal, onProgress };
        const { segments, sampleRateHz, provider } = await detectSpeech(deps.inference, open, params, work);
        if (deps.store() !== store) throw new EngineError('E_ABORTED', 'the project was closed');
        const toDocument = source.sampleRateHz / sampleRateHz;
        const items = segments.map(({ startSample, endSample }) => ({
          startSample: Math.round(startSample * toDocument),
          endSample: Math.min(source.lengthSamples, Math.round(endSample * toDocument)),
          label: 'speech',
          itemId: newId(),
          attributes: null,
        }));
        const parameters = { model: 'silero-vad', provider, ...params };
        const tierId = newId();
        const tier = { tierId, name: 'Speech', kind: 'interval', origin: 'vad', parameters, items } as const;
        const edit = { title: 'Detect speech', command: { kind: 'speech.detect', trackId, ...parameters } };
        deps.edits.edit(documentId, edit, (state) => ({ ...state, tiers: [...state.tiers, tier] }));
        return { tierId, segments: segments.length };
      });
      return { jobId };
    },
  };
}

/** Resampled to the model's rate and read in pieces. */
export function monoSound(mono: SampleSource, fromHz: number, toHz: number): MonoSound {
  const source = fromHz === toHz ? mono : resampledSource(mono, { fromHz, toHz });
  return {
    nSamples: source.nSamples,
    async *blocks() {
      for (let at = 0; at < source.nSamples; at += pushSamples)
        yield await Promise.resolve(source.read(at, Math.min(pushSamples, source.nSamples - at)));
    },
  };
}
