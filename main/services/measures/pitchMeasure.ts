import { cellValue } from '../../engine/dsp/frameCells.ts';
import { pitchParams, type PitchParams } from '../../engine/dsp/pitch/pitchParams.ts';
import { pitchGrid } from '../../engine/dsp/pitch/pitchTrack.ts';
import { summarizePitch } from '../../engine/dsp/pitch/summarizePitch.ts';
import { trackPitch } from '../../engine/dsp/pitch/trackPitch.ts';
import type { IntervalMeasure } from './intervalMeasure.ts';

const columns = [
  ...['pitchMeanHz', 'pitchMedianHz', 'pitchMidpointHz', 'pitchMinHz', 'pitchMaxHz', 'pitchSdHz'].map((name) => ({
    name,
    unit: 'Hz',
  })),
  { name: 'pitchSdSemitones', unit: 'semitones' },
  { name: 'voicedFraction', unit: '' },
];

/** Of the voiced frames: mean, median, midpoint value, least, greatest, deviation; and how many are voiced. */
export function pitchMeasure(given: Partial<PitchParams> = {}): IntervalMeasure {
  return {
    name: 'pitch',
    columns,
    parameters: pitchParams(given),
    prepare({ signal, sampleRateHz, contours }, work) {
      const track = contours?.pitch ?? trackPitch(signal, sampleRateHz, given, work);
      return (startSec, endSec) => {
        const { hz, semitones, voicedFraction } = summarizePitch(track, { fromSec: startSec, toSec: endSec });
        const midpointHz = cellValue(pitchGrid(track), (startSec + endSec) / 2);
        const values = [hz?.mean, hz?.median, midpointHz, hz?.min, hz?.max, hz?.sd, semitones?.sd, voicedFraction];
        return values.map((value) => value ?? Number.NaN);
      };
    },
  };
}
