/** Heights of the two curves: pitch on the axis of the pitch over spectrograms, durations over waveforms by their logarithm. */
import { pitchAxis, type ValueAxis } from '../../../shared/axis/contourAxes.ts';
import { useContourSettings } from '../../../state/contourSettings.ts';
import { frequencyRangeOf, useSpectrogramSettings } from '../../../state/spectrogramSettings.ts';
import type { Curve } from './manipulation.ts';

const marginPx = 8;
const [least, most] = [0.25, 3];

export function durationAxis(heightPx: number): ValueAxis {
  const height = Math.max(1, heightPx - 2 * marginPx);
  const octaves = Math.log2(most / least);
  return {
    yAt: (factor) => marginPx + height * (1 - Math.log2(factor / least) / octaves),
    valueAt: (y) => least * 2 ** ((1 - (y - marginPx) / height) * octaves),
    ticks: [least, 0.5, 1, 2, most],
  };
}

/** As the lane has it now. */
export function useCurveAxis(curve: Curve, sampleRateHz: number, heightPx: number): ValueAxis {
  const pitch = useContourSettings((s) => s.settings.pitch);
  const spectrogram = useSpectrogramSettings((s) => s.settings);
  return curve === 'duration'
    ? durationAxis(heightPx)
    : pitchAxis(pitch, frequencyRangeOf(spectrogram, sampleRateHz), heightPx);
}
