/** The tasks of the inference host: models live here, and their state between calls. */
import { randomUUID } from 'node:crypto';
import type { Handlers } from '../../../preload/contract/define.ts';
import type { InferenceContract } from '../../../preload/contract/inference.ts';
import { createSileroVad, vadFrameSamples, vadSampleRateHz, type SileroVad } from '../../engine/asr/vad/sileroVad.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { Session } from '../../engine/core/session.ts';
import { onnxProviders, onnxruntimeVersion, openOnnxSession } from '../../engine/runtime/onnxSession.ts';
import type { PackLibrary } from '../models/packLibrary.ts';

const maxOpenTasks = 64;
const vadModelFile = 'silero_vad.onnx';

/** Loaded models by pack, shared by every caller and task. */
export type LoadedModels = Map<string, Promise<Session>>;

/** For one caller: its tasks go with it, so that a studio host that died leaves none behind. */
export function createInferenceHandlers(
  packs: PackLibrary,
  sessions: LoadedModels = new Map(),
): Handlers<InferenceContract, AbortSignal> {
  const vadTasks = new Map<string, SileroVad>();

  const openSession = (packId: string, file: string): Promise<Session> => {
    const open = packs.filePath(packId, file).then((path) => openOnnxSession(path, { providers: ['cpu'], threads: 1 }));
    open.catch(() => sessions.delete(packId)); // a pack that was put right can be tried again
    return open;
  };

  const vadTask = (taskId: string): SileroVad => {
    const task = vadTasks.get(taskId);
    if (task === undefined) throw new EngineError('E_NOT_FOUND', `there is no speech detection ${taskId}`);
    return task;
  };

  return {
    'inference.status': () => ({
      providers: onnxProviders(),
      version: onnxruntimeVersion(),
      loaded: [...sessions.keys()],
    }),
    'vad.open': async ({ packId }) => {
      if (vadTasks.size >= maxOpenTasks)
        throw new EngineError('E_OOM', `${vadTasks.size} speech detections are open, at most ${maxOpenTasks} may be`);
      const session = sessions.get(packId) ?? openSession(packId, vadModelFile);
      sessions.set(packId, session);
      const taskId = randomUUID();
      vadTasks.set(taskId, createSileroVad(await session));
      return { taskId, sampleRateHz: vadSampleRateHz, frameSamples: vadFrameSamples, provider: 'cpu' };
    },
    'vad.push': async ({ taskId, samples, last }, { signal }) => ({
      probabilities: await vadTask(taskId).push(samples, last, signal),
    }),
    'vad.close': ({ taskId }) => {
      vadTasks.delete(taskId);
      return null;
    },
  };
}
