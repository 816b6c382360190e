/** Contours of whole channels: analysed once for equal parameters, kept while there is room, corrected as by hand. */
import { createHash } from 'node:crypto';
import { EngineError } from '../../engine/core/errors.ts';
import type { PitchTrack } from '../../engine/dsp/pitch/pitchTrack.ts';
import type { Pulses } from '../../engine/dsp/voice/pulses.ts';
import { SharedWork } from '../analysis/sharedWork.ts';
import { BoundedCache } from '../audio/boundedCache.ts';
import type { JobRegistry } from '../jobs/jobRegistry.ts';
import type { ContourTask } from './analysisTask.ts';
import { longFromSec, type AnalysisThreads } from './analysisThreads.ts';
import { correctPitch, correctPulses, isPitchEdit, type ContourEdit } from './correctContours.ts';
import type { ContourParams, ContourResult, ContourTaskName, Sound } from './contourTask.ts';
import { arrayBytes } from './sharedArrays.ts';

/** One channel whose contours are wanted. */
export interface ContourSource extends Sound {
  readonly sourceId: string;
  readonly channel: number;
  readonly title: string; // for jobs
  readonly edits: readonly ContourEdit[];
}

export interface ContourLibrary {
  /** As analysed. @throws EngineError E_ABORTED, and as the engine's analyses */
  analysed<K extends Exclude<ContourTaskName, 'pulses'>>(
    source: ContourSource,
    name: K,
    params: ContourParams<K>,
    signal: AbortSignal,
  ): Promise<ContourResult<K>>;
  pitch(source: ContourSource, params: ContourParams<'pitch'>, signal: AbortSignal): Promise<PitchTrack>;
  pulses(source: ContourSource, params: ContourParams<'pitch'>, signal: AbortSignal): Promise<Pulses>;
  clear(): void;
}

const maxBytes = 192 * 2 ** 20;
/** Shorter ones take a moment; a job for each would only be noise. */
const jobFromSec = 60;

const titles: Readonly<Record<ContourTaskName, string>> = {
  pitch: 'Pitch',
  formants: 'Formants',
  intensity: 'Intensity',
  pulses: 'Pulses',
};

export function createContourLibrary(threads: AnalysisThreads, jobs: JobRegistry): ContourLibrary {
  const cache = new BoundedCache<unknown>(maxBytes, arrayBytes);
  const running = new SharedWork<unknown>();

  const analyse = async (task: ContourTask, source: ContourSource, parameters: object, signal: AbortSignal) => {
    const durationSec = source.source.nSamples / source.sampleRateHz;
    if (durationSec < jobFromSec) return threads.run(task, source, { signal });
    let result: unknown;
    const jobId = jobs.start(
      {
        kind: 'contour',
        title: `${titles[task.name]} of ${source.title}`,
        parameters: { ...parameters },
        isShort: durationSec < longFromSec,
      },
      async (jobSignal, onProgress) => {
        result = await threads.run(task, source, { signal: jobSignal, onProgress });
        return null;
      },
    );
    const cancel = () => {
      jobs.cancel(jobId);
    };
    signal.addEventListener('abort', cancel, { once: true });
    const { state, error } = await jobs.settled(jobId);
    signal.removeEventListener('abort', cancel);
    if (state === 'cancelled') throw new EngineError('E_ABORTED', 'cancelled');
    if (error !== null) throw new EngineError(error.code, error.message, { details: error.details });
    return result;
  };

  const make = async (
    task: ContourTask,
    source: ContourSource,
    address: { readonly parameters: object; readonly edits: readonly ContourEdit[] },
    signal: AbortSignal,
  ): Promise<unknown> => {
    const key = keyOf(source, task.name, address);
    const known = cache.get(key);
    if (known !== undefined) return known;
    return running.run(
      key,
      async (shared) => {
        const result = await analyse(task, source, address.parameters, shared);
        cache.set(key, result);
        return result;
      },
      signal,
    );
  };

  const library: ContourLibrary = {
    analysed: (source, name, params, signal) =>
      make({ name, params } as ContourTask, source, { parameters: params, edits: [] }, signal) as Promise<
        ContourResult<typeof name>
      >,
    async pitch(source, params, signal) {
      const track = await library.analysed(source, 'pitch', params, signal);
      const edits = source.edits.filter(isPitchEdit);
      if (edits.length === 0) return track;
      const key = keyOf(source, 'pitch', { parameters: params, edits });
      // The path alone: candidates are many times as large, and those of the track that was analysed.
      const known = cache.get(key) as Uint16Array | undefined;
      if (known !== undefined) return { ...track, chosen: known };
      const corrected = correctPitch(track, edits);
      cache.set(key, corrected.chosen);
      return corrected;
    },
    async pulses(source, params, signal) {
      const pitch = await library.pitch(source, params, signal);
      const address = { parameters: params, edits: source.edits.filter(isPitchEdit) };
      const found = await make({ name: 'pulses', params: { pitch } }, source, address, signal);
      return correctPulses(found as Pulses, source.edits);
    },
    clear: () => {
      cache.clear();
    },
  };
  return library;
}

function keyOf(
  { sourceId, channel }: ContourSource,
  name: ContourTaskName,
  { parameters, edits }: { readonly parameters: object; readonly edits: readonly ContourEdit[] },
): string {
  const sorted = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([sourceId, channel, name, sorted, edits]))
    .digest('hex');
}
