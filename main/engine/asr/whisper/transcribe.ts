/**
 * A whole recording, window by window of 30 s: where the next begins is decided by what the one before said.
 * Source: openai/whisper, whisper/transcribe.py. Log-mel levels are limited to 80 dB below the loudest of the whole
 * recording, as there.
 */
import { EngineError, throwIfAborted } from '../../core/errors.ts';
import type { WorkOptions } from '../../core/progress.ts';
import { seededRandom } from '../../core/seededRandom.ts';
import { melSpectrogram, type MelFrames } from '../../dsp/mel.ts';
import { melPresets } from '../../dsp/melPresets.ts';
import { toSource, withLength, type Signal } from '../../dsp/sampleSource.ts';
import {
  decodeWithFallback,
  fallbackDefaults,
  type DecodingTools,
  type FallbackOptions,
} from './decoding/decodeWithFallback.ts';
import { decodingDefaults, type DecodingOptions } from './decoding/decodeWindow.ts';
import { detectLanguage } from './decoding/detectLanguage.ts';
import { followWindow, type TranscriptSegment, type WindowPlace } from './followWindow.ts';

export interface TranscribeOptions
  extends Omit<DecodingOptions, 'language' | 'temperature' | 'promptTokens' | 'prefixTokens'>, FallbackOptions {
  readonly language: string | null; // null: detected in the first window
  readonly initialPrompt: string; // text that could stand before the recording
  readonly carriesInitialPrompt: boolean; // before every window, not the first alone
  readonly conditionsOnPrevious: boolean; // each window is told what was said before
  readonly words: boolean; // with times
  readonly silenceGuardSec: number | null; // skips doubtful text between silences of this length; needs words
  readonly clips: readonly Clip[] | null; // null: all of it
  readonly seed: number; // of sampling above temperature 0
}

export interface Clip {
  readonly startSec: number;
  readonly endSec: number | null; // null: to the end
}

export const transcribeDefaults: TranscribeOptions = {
  ...decodingDefaults,
  ...fallbackDefaults,
  language: null,
  beamSize: 5,
  bestOf: 5,
  initialPrompt: '',
  carriesInitialPrompt: false,
  conditionsOnPrevious: false,
  words: false,
  silenceGuardSec: null,
  clips: null,
  seed: 0,
};

export interface Transcript {
  readonly language: string;
  readonly languageProb: number; // 1 where it was given
  readonly segments: readonly TranscriptSegment[];
}

const framesPerSec = 100;
const windowFrames = 3000;
const hopLength = 160;

/**
 * @param signal mono at 16 kHz, full scale ±1; of less than 10 ms nothing is said
 * @param onSegment called with each segment as it is known
 * @throws EngineError E_PARAM: a sample that is not finite, an unknown language, words of a model without
 * cross-attentions; E_ABORTED, between any two tokens; E_PROVIDER
 */
export async function transcribe(
  signal: Signal,
  model: Pick<DecodingTools, 'network' | 'tokenizer' | 'deflate'>,
  given: Partial<TranscribeOptions> = {},
  work: WorkOptions & { readonly onSegment?: (segment: TranscriptSegment) => void } = {},
): Promise<Transcript> {
  const options: TranscribeOptions = { ...transcribeDefaults, ...given };
  const { network, tokenizer } = model;
  if (options.words && !network.hasCrossAttentions)
    throw new EngineError('E_PARAM', 'words=true needs a model with cross_attentions outputs');
  const { nSamples } = toSource(signal);
  const contentFrames = Math.floor(nSamples / hopLength);
  const { nMels } = network.config;
  const preset = nMels === 128 ? melPresets.whisper128 : melPresets.whisper;
  const mel = melSpectrogram(withLength(signal, nSamples + windowFrames * hopLength), { ...preset, nMels });
  const tools: DecodingTools = { ...model, random: seededRandom(options.seed), signal: work.signal };

  const detected = await languageOf(mel, tools, options.language);
  const decoding: DecodingOptions & FallbackOptions = {
    ...options,
    ...detected,
    temperature: 0,
    promptTokens: [],
    prefixTokens: [],
  };
  const initial = options.initialPrompt === '' ? [] : tokenizer.encode(` ${options.initialPrompt.trim()}`);
  const history = [...initial];
  let forgotten = 0; // tokens of the history that are no longer told
  let lastSpeechSec = 0;
  const segments: TranscriptSegment[] = [];
  for (const [clipStart, clipEnd] of clipFrames(options.clips, contentFrames)) {
    for (let seek = clipStart; seek < clipEnd;) {
      throwIfAborted(work.signal);
      const nFrames = Math.min(windowFrames, contentFrames - seek, clipEnd - seek);
      if (nFrames <= 0) break;
      const place: WindowPlace = { seek, nFrames, contentFrames, lastSpeechSec };
      const window = await network.encode(windowMel(mel, seek, nFrames), work.signal);
      const told = options.carriesInitialPrompt
        ? [
            ...initial,
            ...lastTokens(history.slice(Math.max(initial.length, forgotten)), maxPrompt(network) - initial.length),
          ]
        : history.slice(forgotten);
      const result = await decodeWithFallback(tools, window, { ...decoding, promptTokens: told });
      const followed = await followWindow(tools, window, result, place, { ...options, language: detected.language });
      for (const segment of followed.segments) {
        segments.push(segment);
        history.push(...segment.tokens);
        work.onSegment?.(segment);
      }
      if (!followed.isSkipped && (!options.conditionsOnPrevious || result.temperature > 0.5))
        forgotten = history.length;
      lastSpeechSec = followed.lastSpeechSec;
      seek = followed.seek > seek ? followed.seek : seek + nFrames; // never the same window again
      work.onProgress?.({ done: Math.min(contentFrames, seek), total: contentFrames, unit: 'frames' });
    }
  }
  return { ...detected, segments };
}

async function languageOf(
  mel: MelFrames,
  { network, tokenizer, signal }: DecodingTools,
  language: string | null,
): Promise<Pick<Transcript, 'language' | 'languageProb'>> {
  if (language !== null || tokenizer.languages.size === 0) return { language: language ?? 'en', languageProb: 1 };
  const window = await network.encode(windowMel(mel, 0, windowFrames), signal);
  const [likeliest] = await detectLanguage(network, tokenizer, window, signal);
  return { language: likeliest!.language, languageProb: likeliest!.probability };
}

/** [nMels, windowFrames] of the frames from `first` on, zeros after `nFrames`. */
function windowMel({ values, nMels, nFrames: all }: MelFrames, first: number, nFrames: number): Float32Array {
  const out = new Float32Array(nMels * windowFrames);
  const count = Math.min(nFrames, all - first);
  for (let m = 0; m < count; m++)
    for (let i = 0; i < nMels; i++) out[i * windowFrames + m] = values[(first + m) * nMels + i]!;
  return out;
}

function clipFrames(clips: readonly Clip[] | null, contentFrames: number): [number, number][] {
  if (clips === null) return [[0, contentFrames]];
  const frame = (sec: number) => Math.round(sec * framesPerSec);
  return clips.map(({ startSec, endSec }) => [frame(startSec), endSec === null ? contentFrames : frame(endSec)]);
}

function maxPrompt({ config }: DecodingTools['network']): number {
  return Math.floor(config.nTextPositions / 2) - 1;
}

function lastTokens(tokens: readonly number[], count: number): readonly number[] {
  return count <= 0 ? [] : tokens.slice(-count);
}
