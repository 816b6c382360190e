import { describe, expect, it } from 'vitest';
import { decodeWithFallback, fallbackDefaults } from '../../../main/engine/asr/whisper/decoding/decodeWithFallback.ts';
import { decodingDefaults } from '../../../main/engine/asr/whisper/decoding/decodeWindow.ts';
import { createSplitNetwork } from '../../../main/engine/asr/whisper/splitNetwork.ts';
import { gatherRows } from '../../../main/engine/asr/whisper/whisperNetwork.ts';
import { transcribe } from '../../../main/engine/asr/whisper/transcribe.ts';
import { noise, openMiniWhisper } from './miniWhisper.ts';

const model = await openMiniWhisper();
const { network } = model;
const vocabulary = network.config.vocabularySize;
const mel = Float32Array.from(noise(80 * 3000, 3), (value) => value * 5);
const window = await network.encode(mel);
const prompt = [50258, 50259, 50359, 50363, 400, 370];

function worst(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}

describe('the split layout', () => {
  it('gives with a cache what it gives without', async () => {
    const whole = await network.decode(window, [prompt], network.emptyCache(1));
    let cache = network.emptyCache(1);
    for (const [i, token] of prompt.entries()) {
      const step = await network.decode(window, [[token]], cache);
      ({ cache } = step);
      expect(worst(step.logits, whole.logits.subarray(i * vocabulary, (i + 1) * vocabulary))).toBeLessThan(1e-3);
    }
    expect(cache.length).toBe(prompt.length);
  });

  it('shares a window among rows, which do not hear each other', async () => {
    const { cache } = await network.decode(window, [prompt], network.emptyCache(1));
    const alone = await Promise.all([7, 8, 9].map(async (id) => (await network.decode(window, [[id]], cache)).logits));
    const rows = await network.decode(window, [[7], [8], [9]], gatherRows(cache, [0, 0, 0]));
    for (const [i, logits] of alone.entries())
      expect(worst(rows.logits.subarray(i * vocabulary, (i + 1) * vocabulary), logits)).toBeLessThan(1e-3);
  });

  it('gives cross-attentions that sum to 1', async () => {
    const options = { attentionLayers: [1] };
    const { crossAttentions } = await network.decode(window, [prompt], network.emptyCache(1), options);
    const { data, dims } = crossAttentions.get(1)!;
    expect(dims).toEqual([1, 2, prompt.length, 1500]);
    const sum = (data as Float32Array).subarray(0, 1500).reduce((total, weight) => total + weight, 0);
    expect(sum).toBeCloseTo(1, 4);
  });

  it('takes a shorter window', async () => {
    const short = await network.encode(mel.subarray(0, 80 * 1000));
    expect(short.tensors['past_key_values.0.encoder.key']!.dims).toEqual([1, 2, 500, 8]);
  });

  it('refuses graphs of another layout and rows of unequal length', async () => {
    const bare = { inputs: [], outputs: [], run: () => Promise.resolve({}), release: () => Promise.resolve() };
    expect(() => createSplitNetwork(bare, bare, network.config)).toThrow(/the encoder's inputs lack input_features/);
    const uneven = network.decode(window, [[1], [1, 2]], network.emptyCache(2));
    await expect(uneven).rejects.toMatchObject({ code: 'E_SHAPE' });
  });
});

describe('falling back to higher temperatures', () => {
  const options = { ...decodingDefaults, ...fallbackDefaults, maxTokens: 8, bestOf: 2 };
  const tools = { ...model, random: () => 0.5 };

  it('ends at the first that is accepted, or at the last', async () => {
    const accepted = { ...options, minAvgLogProb: null, maxCompressionRatio: null };
    expect((await decodeWithFallback(tools, window, accepted)).temperature).toBe(0);
    const refused = { ...options, minAvgLogProb: 0, maxNoSpeechProb: null };
    expect((await decodeWithFallback(tools, window, refused)).temperature).toBe(1);
    const repetitive = { ...options, minAvgLogProb: null, maxCompressionRatio: 0 };
    expect((await decodeWithFallback(tools, window, repetitive)).temperature).toBe(1);
  });

  it('takes silence for done', async () => {
    const silent = { ...options, minAvgLogProb: 0, maxNoSpeechProb: 0 };
    expect((await decodeWithFallback(tools, window, silent)).temperature).toBe(0);
  });
});

describe('transcribing', () => {
  it('says nothing of less than a frame, and the same with the same seed', async () => {
    expect((await transcribe(new Float32Array(159), model, { language: 'en' })).segments).toEqual([]);
    const options = { temperatures: [1], bestOf: 2, maxTokens: 6, language: 'en', maxNoSpeechProb: null, seed: 4 };
    const once = await transcribe(noise(16_000, 1), model, options);
    expect(await transcribe(noise(16_000, 1), model, options)).toEqual(once);
    expect(once.segments.length).toBeGreaterThan(0);
  });

  it('ends between two tokens when it is cancelled', async () => {
    const controller = new AbortController();
    let runs = 0;
    const decode: typeof network.decode = (...given) => {
      if (++runs === 3) controller.abort();
      return network.decode(...given);
    };
    const stopped = transcribe(
      noise(16_000, 1),
      { ...model, network: { ...network, decode } },
      { language: 'en' },
      { signal: controller.signal },
    );
    await expect(stopped).rejects.toMatchObject({ code: 'E_ABORTED' });
    expect(runs).toBe(3);
  });

  it('refuses an unknown language and samples that are not finite', async () => {
    const sound = noise(16_000, 1);
    await expect(transcribe(sound, model, { language: 'xx' })).rejects.toMatchObject({ code: 'E_PARAM' });
    sound[5] = NaN;
    await expect(transcribe(sound, model, { language: 'en' })).rejects.toMatchObject({ code: 'E_PARAM' });
  });
});
