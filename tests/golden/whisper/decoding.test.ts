import { beforeAll, describe, expect, it } from 'vitest';
import {
  decodeWindow,
  decodingDefaults,
  type DecodingOptions,
} from '../../../main/engine/asr/whisper/decoding/decodeWindow.ts';
import { detectLanguage } from '../../../main/engine/asr/whisper/decoding/detectLanguage.ts';
import type { EncodedWindow } from '../../../main/engine/asr/whisper/whisperNetwork.ts';
import { melSpectrogram } from '../../../main/engine/dsp/mel.ts';
import { melPresets } from '../../../main/engine/dsp/melPresets.ts';
import { withLength } from '../../../main/engine/dsp/sampleSource.ts';
import { noise, openMiniWhisper, readGolden, readJfk } from './miniWhisper.ts';

interface Decoded {
  sound: string;
  search: string;
  tokens: number[];
  avgLogProb: number;
  noSpeechProb: number;
}
type Languages = { sound: string; languages: [string, number][] };

const cases = readGolden<(Decoded | Languages)[]>('decoded');
const decoded = cases.filter((one) => 'tokens' in one);
const languages = cases.filter((one) => 'languages' in one);
const model = await openMiniWhisper();
const encode = (text: string) => model.tokenizer.encode(` ${text}`);

const searches: Record<string, Partial<DecodingOptions>> = {
  greedy: {},
  'greedy, no timestamps': { withTimestamps: false },
  'beam 5': { beamSize: 5, maxTokens: 60 },
  'beam 5, no timestamps': { beamSize: 5, withTimestamps: false, maxTokens: 60 },
  'beam 3, patience 2, penalty 0.6': { beamSize: 3, patience: 2, lengthPenalty: 0.6, maxTokens: 30 },
  'translate from German after a prompt': {
    language: 'de',
    task: 'translate',
    promptTokens: encode('Ask not what, said Äneas.'),
    maxTokens: 40,
  },
  'at most 20 tokens after a prefix': { beamSize: 5, maxTokens: 20, prefixTokens: encode('And so') },
  'all tokens, any first time': {
    suppressNonSpeech: false,
    suppressBlank: false,
    maxInitialTimestampSec: null,
    maxTokens: 40,
  },
};

describe('a miniature Whisper, token for token as openai/whisper', () => {
  const windows = new Map<string, EncodedWindow>();
  beforeAll(async () => {
    for (const [name, samples] of [
      ['jfk', readJfk()],
      ['noise', noise(64_000, 7)],
    ] as const) {
      const { values, nFrames, nMels } = melSpectrogram(withLength(samples, 480_000), melPresets.whisper);
      const mel = Float32Array.from(values, (_, at) => values[(at % nFrames) * nMels + Math.floor(at / nFrames)]!);
      windows.set(name, await model.network.encode(mel));
    }
  });

  it.each(decoded)('$sound, $search', async ({ sound, search, tokens, avgLogProb, noSpeechProb }) => {
    const options = { ...decodingDefaults, ...searches[search] };
    expect(searches).toHaveProperty([search]);
    const work = { random: () => 0 };
    const found = await decodeWindow(model.network, model.tokenizer, windows.get(sound)!, options, work);
    expect(found.tokens).toEqual(tokens);
    expect(Math.abs(found.avgLogProb - avgLogProb)).toBeLessThan(2e-3);
    expect(Math.abs(found.noSpeechProb / noSpeechProb - 1)).toBeLessThan(1e-2);
  });

  it.each(languages)('the languages of $sound', async ({ sound, languages: expected }) => {
    const found = await detectLanguage(model.network, model.tokenizer, windows.get(sound)!);
    expect(found.slice(0, 3).map(({ language }) => language)).toEqual(expected.map(([code]) => code));
    for (const [i, [, probability]] of expected.entries()) expect(found[i]!.probability).toBeCloseTo(probability, 2);
    expect(found.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 6);
  });
});
