import { pitchParams, type PitchParams } from '../../engine/dsp/pitch/pitchParams.ts';
import { trackPitch } from '../../engine/dsp/pitch/trackPitch.ts';
import { toSource } from '../../engine/dsp/sampleSource.ts';
import { findPulses } from '../../engine/dsp/voice/pulses.ts';
import {
  reportVoice,
  voiceReportParams,
  type VoiceReport,
  type VoiceReportParams,
} from '../../engine/dsp/voice/voiceReport.ts';
import type { IntervalMeasure, MeasuredSound } from './intervalMeasure.ts';

export interface VoiceMeasureParams {
  readonly pitch?: Partial<PitchParams> | undefined;
  readonly report?: Partial<VoiceReportParams> | undefined;
}

/** Every number of a voice report under its name, with its unit as suffix. */
const values: Readonly<Record<string, (report: VoiceReport) => number | null | undefined>> = {
  pitchMedianHz: ({ pitch }) => pitch.hz?.median,
  pitchMeanHz: ({ pitch }) => pitch.hz?.mean,
  pitchSdHz: ({ pitch }) => pitch.hz?.sd,
  pitchMinHz: ({ pitch }) => pitch.hz?.min,
  pitchMaxHz: ({ pitch }) => pitch.hz?.max,
  nPulses: ({ nPulses }) => nPulses,
  nPeriods: ({ periods }) => periods.nPeriods,
  periodMeanSec: ({ periods }) => periods.meanSec,
  periodSdSec: ({ periods }) => periods.sdSec,
  unvoicedFraction: ({ unvoiced }) => unvoiced.fraction,
  nUnvoicedFrames: ({ unvoiced }) => unvoiced.nUnvoiced,
  nFrames: ({ unvoiced }) => unvoiced.nFrames,
  nVoiceBreaks: ({ breaks }) => breaks.nBreaks,
  voiceBreakFraction: ({ breaks }) => breaks.degree,
  voiceBreakSec: ({ breaks }) => breaks.totalSec,
  jitterLocal: ({ jitter }) => jitter.local,
  jitterLocalAbsoluteSec: ({ jitter }) => jitter.localAbsoluteSec,
  jitterRap: ({ jitter }) => jitter.rap,
  jitterPpq5: ({ jitter }) => jitter.ppq5,
  jitterDdp: ({ jitter }) => jitter.ddp,
  shimmerLocal: ({ shimmer }) => shimmer.local,
  shimmerLocalDb: ({ shimmer }) => shimmer.localDb,
  shimmerApq3: ({ shimmer }) => shimmer.apq3,
  shimmerApq5: ({ shimmer }) => shimmer.apq5,
  shimmerApq11: ({ shimmer }) => shimmer.apq11,
  shimmerDda: ({ shimmer }) => shimmer.dda,
  meanAutocorrelation: ({ harmonicity }) => harmonicity?.meanAutocorrelation,
  noiseToHarmonics: ({ harmonicity }) => harmonicity?.noiseToHarmonics,
  harmonicsToNoiseDb: ({ harmonicity }) => harmonicity?.harmonicsToNoiseDb,
};

/** As columns; a unit is what the name ends in. */
export const voiceColumns = Object.keys(values).map((name) => ({ name, unit: /(Hz|Sec|Db)$/.exec(name)?.[1] ?? '' }));

/** Praat's voice report asks for pitch by cross-correlation. */
export function voiceParams({ pitch, report }: VoiceMeasureParams): { pitch: PitchParams; report: VoiceReportParams } {
  const pitchOf = pitchParams({ method: 'raw-cc', ...pitch });
  const { silenceThreshold, voicingThreshold } = pitchOf;
  return { pitch: pitchOf, report: { ...voiceReportParams, silenceThreshold, voicingThreshold, ...report } };
}

/** The voice report of each interval. */
export function voiceMeasure(given: VoiceMeasureParams = {}): IntervalMeasure {
  const params = voiceParams(given);
  return {
    name: 'voice',
    columns: voiceColumns,
    parameters: params,
    prepare({ signal, sampleRateHz, contours }: MeasuredSound, work) {
      const pitch = contours?.pitch ?? trackPitch(signal, sampleRateHz, params.pitch, work);
      const pulses = contours?.pulses ?? findPulses(signal, sampleRateHz, pitch, work);
      const voice = { sound: { source: toSource(signal), sampleRateHz }, pitch, pulses };
      return (startSec, endSec) => {
        const report = reportVoice(voice, { fromSec: startSec, toSec: endSec }, params.report, work.signal);
        return Object.values(values).map((valueOf) => valueOf(report) ?? Number.NaN);
      };
    },
  };
}
