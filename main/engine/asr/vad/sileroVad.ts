/**
 * Silero VAD, a small recurrent network that gives the probability of speech for each 32 ms of 16 kHz sound:
 *
 *   p[t], h[t] = f(x[512t − 64 … 512t + 512), h[t−1])
 *
 * x: mono samples, full scale ±1, 16 kHz; the 64 samples before a frame are its context (zeros before the first);
 * h: state [2, 1, 128]; p in 0…1.
 * Source: github.com/snakers4/silero-vad 6.2, graph inputs input/state/sr, outputs output/stateN.
 */
import { EngineError } from '../../core/errors.ts';
import type { Session } from '../../core/session.ts';
import { finiteSamples } from '../../dsp/finiteSamples.ts';

export const vadSampleRateHz = 16_000;
export const vadFrameSamples = 512;
const contextSamples = 64;
const stateDims = [2, 1, 128] as const;
const stateLength = 2 * 1 * 128;

export interface SileroVad {
  /**
   * Probability of each whole frame that has become complete, [nFrames]; a rest waits for the next call.
   * With `last` the rest is zero-padded to a frame. NaN and infinite samples count as 0.
   * @throws EngineError E_ABORTED, E_PROVIDER
   */
  push(samples: Float32Array, last: boolean, signal?: AbortSignal): Promise<Float32Array>;
}

/** @throws EngineError E_MODEL_INVALID if the graph is not Silero VAD's */
export function createSileroVad(session: Session): SileroVad {
  const names = session.inputs.map((input) => input.name);
  for (const name of ['input', 'state', 'sr'])
    if (!names.includes(name))
      throw new EngineError(
        'E_MODEL_INVALID',
        `the graph has inputs ${names.join(', ')}; Silero VAD needs input, state, sr`,
      );

  const frame = new Float32Array(contextSamples + vadFrameSamples);
  const sampleRate = BigInt64Array.of(BigInt(vadSampleRateHz));
  let filled = 0; // samples of the current frame, after its context
  let state = new Float32Array(stateLength);

  const runFrame = async (signal: AbortSignal | undefined): Promise<number> => {
    const outputs = await session.run(
      {
        input: { type: 'float32', data: frame, dims: [1, frame.length] },
        state: { type: 'float32', data: state, dims: stateDims },
        sr: { type: 'int64', data: sampleRate, dims: [] },
      },
      signal,
    );
    const probability = outputs['output']?.data[0];
    const nextState = outputs['stateN']?.data;
    if (typeof probability !== 'number' || !(nextState instanceof Float32Array) || nextState.length !== stateLength)
      throw new EngineError('E_MODEL_INVALID', 'the graph does not answer with output and stateN as Silero VAD does');
    state = Float32Array.from(nextState);
    frame.copyWithin(0, vadFrameSamples); // the last 64 samples become the next frame's context
    filled = 0;
    return probability;
  };

  return {
    async push(given, last, signal) {
      const samples = finiteSamples(given); // one NaN would stay in the state, and nothing be speech from there on
      const probabilities: number[] = [];
      let read = 0;
      while (read < samples.length) {
        const take = Math.min(vadFrameSamples - filled, samples.length - read);
        frame.set(samples.subarray(read, read + take), contextSamples + filled);
        filled += take;
        read += take;
        if (filled === vadFrameSamples) probabilities.push(await runFrame(signal));
      }
      if (last && filled > 0) {
        frame.fill(0, contextSamples + filled);
        probabilities.push(await runFrame(signal));
      }
      return Float32Array.from(probabilities);
    },
  };
}
