/** Speech detection over a whole recording, in pushes of a second or so: any length, cancellable, progress reported. */
import type { Client } from '../../../preload/contract/define.ts';
import type { InferenceContract } from '../../../preload/contract/inference.ts';
import { speechSegments, type SpeechSegment } from '../../engine/asr/vad/speechSegments.ts';
import { throwIfAborted } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';

export interface DetectSpeechParams {
  readonly threshold: number;
  readonly minSpeechMs: number;
  readonly minSilenceMs: number;
  readonly padMs: number;
}

export const detectSpeechDefaults: DetectSpeechParams = {
  threshold: 0.5,
  minSpeechMs: 250,
  minSilenceMs: 100,
  padMs: 30,
};

/** Mono sound at the model's rate, in order. */
export interface MonoSound {
  readonly nSamples: number; // at the model's rate
  blocks(): AsyncIterable<Float32Array>;
}

export interface DetectedSpeech {
  readonly segments: readonly SpeechSegment[]; // on the model's clock
  readonly sampleRateHz: number;
  readonly provider: string;
}

export const vadPackId = 'silero-vad';

/**
 * @param openSound gives the sound at the rate the model asks for
 * @throws EngineError or WireError E_ABORTED, E_ENGINE_LOST, E_MODEL_MISSING, E_MODEL_INVALID
 */
export async function detectSpeech(
  inference: Pick<Client<InferenceContract>, 'vad.open' | 'vad.push' | 'vad.close'>,
  openSound: (sampleRateHz: number) => MonoSound,
  { threshold, minSpeechMs, minSilenceMs, padMs }: DetectSpeechParams,
  { signal, onProgress }: WorkOptions = {},
): Promise<DetectedSpeech> {
  const call = signal === undefined ? {} : { signal };
  const { taskId, sampleRateHz, frameSamples, provider } = await inference['vad.open']({ packId: vadPackId }, call);
  const parts: Float32Array[] = [];
  const push = async (samples: Float32Array, last: boolean) => {
    parts.push((await inference['vad.push']({ taskId, samples, last }, call)).probabilities);
  };
  let done = 0;
  try {
    const sound = openSound(sampleRateHz);
    for await (const samples of sound.blocks()) {
      throwIfAborted(signal);
      await push(samples, false);
      done += samples.length;
      onProgress?.({ done, total: sound.nSamples, unit: 'samples' });
    }
    await push(new Float32Array(0), true);
  } finally {
    await inference['vad.close']({ taskId }).catch(() => undefined); // if the host is gone, so is the task
  }
  const samplesOf = (ms: number) => (sampleRateHz * ms) / 1000;
  const segments = speechSegments(concatenate(parts), done, {
    threshold,
    frameSamples,
    minSpeechSamples: samplesOf(minSpeechMs),
    minSilenceSamples: samplesOf(minSilenceMs),
    padSamples: samplesOf(padMs),
  });
  return { segments, sampleRateHz, provider };
}

function concatenate(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
