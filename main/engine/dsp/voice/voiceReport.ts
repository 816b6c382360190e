/**
 * Everything about a voice over a range: pitch, pulses, voicing, jitter, shimmer, noise. Periods are those between
 * 0.8/ceiling and 1.25/floor. With r the strength of a voiced frame, and ⟨·⟩ the mean between voiced frames
 * (frameCells.ts):
 *
 *   mean autocorrelation ⟨r⟩     noise-to-harmonics ⟨(1 − r)/r⟩     harmonics-to-noise ⟨10·log₁₀(r/(1 − r))⟩ dB
 *
 * Praat manual, "Voice" 1 to 6.
 */
import { cellMean } from '../frameCells.ts';
import { pitchGrid, pitchStrength, type PitchTrack } from '../pitch/pitchTrack.ts';
import { summarizePitch, type PitchSummary } from '../pitch/summarizePitch.ts';
import type { TimeSpan } from '../timeSpan.ts';
import { harmonicsToNoiseDb } from './harmonicity.ts';
import { measureJitter, type Jitter } from './jitter.ts';
import type { SoundAt } from './matchPeriod.ts';
import { periodLimits, periodStatistics, pulsesWithin, type PeriodStatistics } from './periods.ts';
import type { Pulses } from './pulses.ts';
import { measureShimmer, shimmerLimits, type Shimmer } from './shimmer.ts';
import { locallyUnvoicedFrames, voiceBreaks, type UnvoicedFrames, type VoiceBreaks } from './voicing.ts';

export interface VoiceReportParams {
  readonly maxPeriodFactor: number;
  readonly maxAmplitudeFactor: number;
  readonly silenceThreshold: number;
  readonly voicingThreshold: number;
}

/** Praat's. */
export const voiceReportParams: VoiceReportParams = {
  maxPeriodFactor: periodLimits.maxPeriodFactor,
  maxAmplitudeFactor: shimmerLimits.maxAmplitudeFactor,
  silenceThreshold: 0.03,
  voicingThreshold: 0.45,
};

export interface VoiceReport {
  readonly span: TimeSpan;
  readonly pitch: PitchSummary;
  readonly nPulses: number;
  readonly periods: PeriodStatistics;
  readonly unvoiced: UnvoicedFrames & { readonly fraction: number | null };
  readonly breaks: VoiceBreaks & { readonly degree: number };
  readonly jitter: Jitter;
  readonly shimmer: Shimmer;
  readonly harmonicity: VoicedHarmonicity | null; // null without a voiced frame
}

export interface VoicedHarmonicity {
  readonly meanAutocorrelation: number;
  readonly noiseToHarmonics: number;
  readonly harmonicsToNoiseDb: number;
}

export interface AnalysedVoice {
  readonly sound: SoundAt;
  readonly pitch: PitchTrack;
  readonly pulses: Pulses;
}

/** @throws EngineError E_PARAM: a factor; E_ABORTED */
export function reportVoice(
  { sound, pitch, pulses }: AnalysedVoice,
  span: TimeSpan,
  params: VoiceReportParams = voiceReportParams,
  signal?: AbortSignal,
): VoiceReport {
  const limits = {
    minPeriodSec: 0.8 / pitch.ceilingHz,
    maxPeriodSec: 1.25 / pitch.floorHz,
    maxPeriodFactor: params.maxPeriodFactor,
    maxAmplitudeFactor: params.maxAmplitudeFactor,
  };
  const [first, end] = pulsesWithin(pulses, span);
  const unvoiced = locallyUnvoicedFrames(pitch, span, params);
  const breaks = voiceBreaks(pulses, span, pitch.floorHz);
  return {
    span,
    pitch: summarizePitch(pitch, span),
    nPulses: end - first,
    periods: periodStatistics(pulses, span, limits),
    unvoiced: { ...unvoiced, fraction: unvoiced.nFrames === 0 ? null : unvoiced.nUnvoiced / unvoiced.nFrames },
    breaks: { ...breaks, degree: breaks.totalSec > 0 ? breaks.totalSec / (span.toSec - span.fromSec) : 0 },
    jitter: measureJitter(pulses, span, limits),
    shimmer: measureShimmer(sound, pulses, span, limits, signal),
    harmonicity: voicedHarmonicity(pitch, span),
  };
}

function voicedHarmonicity(track: PitchTrack, { fromSec, toSec }: TimeSpan): VoicedHarmonicity | null {
  const strengths = pitchGrid(track, (frame) => pitchStrength(track, frame));
  const meanAutocorrelation = cellMean(strengths, fromSec, toSec);
  if (Number.isNaN(meanAutocorrelation)) return null;
  return {
    meanAutocorrelation,
    noiseToHarmonics: cellMean(strengths, fromSec, toSec, (r) => (1 - r) / r),
    harmonicsToNoiseDb: cellMean(strengths, fromSec, toSec, harmonicsToNoiseDb),
  };
}
