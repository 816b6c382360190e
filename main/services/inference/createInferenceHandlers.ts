/** The tasks of the inference host: models live here, and their state between calls. */
import type { Handlers } from '../../../preload/contract/define.ts';
import type { InferenceContract } from '../../../preload/contract/inference.ts';
import { createSileroVad, vadFrameSamples, vadSampleRateHz, type SileroVad } from '../../engine/asr/vad/sileroVad.ts';
import type { Session } from '../../engine/core/session.ts';
import { onnxruntimeVersion, openOnnxSession } from '../../engine/runtime/onnxSession.ts';
import { openSpectralRunner, type SpectralRunner } from '../../engine/runtime/spectral/spectralRunner.ts';
import type { PackLibrary } from '../models/packLibrary.ts';
import { installedProviders } from './installedProviders.ts';
import { createTaskTable } from './taskTable.ts';

const vadModelFile = 'silero_vad.onnx';

/** Loaded models by pack, shared by every caller and task. */
export type LoadedModels = Map<string, Promise<Session>>;

/** For one caller: its tasks go with it, so that a studio host that died leaves none behind. */
export function createInferenceHandlers(
  packs: PackLibrary,
  sessions: LoadedModels = new Map(),
): Handlers<InferenceContract, AbortSignal> {
  const vadTasks = createTaskTable<SileroVad>('speech detection');
  const spectralTasks = createTaskTable<SpectralRunner>('spectral analysis');

  const openSession = (packId: string, file: string): Promise<Session> => {
    const open = packs.filePath(packId, file).then((path) => openOnnxSession(path, { providers: ['cpu'], threads: 1 }));
    open.catch(() => sessions.delete(packId)); // a pack that was put right can be tried again
    return open;
  };

  return {
    'inference.status': () => ({
      providers: installedProviders(),
      version: onnxruntimeVersion(),
      loaded: [...sessions.keys()],
    }),
    'vad.open': async ({ packId }) => {
      vadTasks.requireRoom();
      const session = sessions.get(packId) ?? openSession(packId, vadModelFile);
      sessions.set(packId, session);
      const taskId = vadTasks.add(createSileroVad(await session));
      return { taskId, sampleRateHz: vadSampleRateHz, frameSamples: vadFrameSamples, provider: 'cpu' };
    },
    'vad.push': async ({ taskId, samples, last }, { signal }) => ({
      probabilities: await vadTasks.get(taskId).push(samples, last, signal),
    }),
    'vad.close': ({ taskId }) => {
      vadTasks.remove(taskId);
      return null;
    },
    'spectra.open': async ({ plan, provider }) => {
      spectralTasks.requireRoom();
      return { taskId: spectralTasks.add(await openSpectralRunner(plan, provider)) };
    },
    'spectra.run': async ({ taskId, samples }, { signal }) => ({
      values: await spectralTasks.get(taskId).run(samples, signal),
    }),
    'spectra.close': async ({ taskId }) => {
      await spectralTasks.remove(taskId)?.release();
      return null;
    },
  };
}
