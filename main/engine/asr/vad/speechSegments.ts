/**
 * From frame probabilities to stretches of speech, with hysteresis: a stretch starts where p ≥ threshold and ends where
 * p < threshold − 0.15 and stays so for minSilence. Stretches shorter than minSpeech are dropped, the others widened by
 * `pad` on both sides, neighbours sharing a gap that is too short for both pads.
 * Rules and defaults are those of github.com/snakers4/silero-vad 6.2 (get_speech_timestamps, no maximum length);
 * all times are samples at the model's rate.
 */
import { EngineError } from '../../core/errors.ts';

export interface SpeechSegmentParams {
  readonly threshold: number; // 0…1
  readonly frameSamples: number; // ≥ 1
  readonly minSpeechSamples: number;
  readonly minSilenceSamples: number;
  readonly padSamples: number;
}

/** [startSample, endSample). */
export interface SpeechSegment {
  readonly startSample: number;
  readonly endSample: number;
}

const hysteresis = 0.15;
const lowestExitThreshold = 0.01;

/**
 * @param probabilities p, [nFrames], 0…1
 * @param nSamples length of the sound; the last frame may reach past it
 * @throws EngineError E_PARAM if threshold is outside 0…1
 */
export function speechSegments(
  probabilities: Float32Array,
  nSamples: number,
  params: SpeechSegmentParams,
): SpeechSegment[] {
  if (!(params.threshold > 0 && params.threshold < 1))
    throw new EngineError('E_PARAM', `threshold=${params.threshold} must lie between 0 and 1`);
  const stretches = findStretches(probabilities, nSamples, params).filter(
    ({ startSample, endSample }) => endSample - startSample > params.minSpeechSamples,
  );
  return widen(stretches, nSamples, params.padSamples);
}

function findStretches(
  probabilities: Float32Array,
  nSamples: number,
  { threshold, frameSamples, minSilenceSamples }: SpeechSegmentParams,
): SpeechSegment[] {
  const exitThreshold = Math.max(threshold - hysteresis, lowestExitThreshold);
  const stretches: SpeechSegment[] = [];
  let start: number | null = null;
  let silenceStart: number | null = null;
  for (const [frame, probability] of probabilities.entries()) {
    const sample = frame * frameSamples;
    if (probability >= threshold) {
      start ??= sample;
      silenceStart = null;
    } else if (start !== null && probability < exitThreshold) {
      silenceStart ??= sample;
      if (sample - silenceStart >= minSilenceSamples) {
        stretches.push({ startSample: start, endSample: silenceStart });
        start = silenceStart = null;
      }
    }
  }
  if (start !== null) stretches.push({ startSample: start, endSample: nSamples });
  return stretches;
}

function widen(stretches: readonly SpeechSegment[], nSamples: number, padSamples: number): SpeechSegment[] {
  return stretches.map(({ startSample, endSample }, i) => {
    const before = startSample - (stretches[i - 1]?.endSample ?? -Infinity);
    const after = (stretches[i + 1]?.startSample ?? Infinity) - endSample;
    return {
      startSample: Math.max(0, startSample - padOf(before, padSamples)),
      endSample: Math.min(nSamples, endSample + padOf(after, padSamples)),
    };
  });
}

function padOf(gapSamples: number, padSamples: number): number {
  return gapSamples < 2 * padSamples ? Math.floor(gapSamples / 2) : Math.floor(padSamples);
}
