import { useSettings } from '../../client/settings.ts';
import { formatHz } from '../../shared/format/frequency.ts';
import { formatDuration, formatTime } from '../../shared/format/time.ts';
import type { Selection } from '../../state/selection.ts';
import { useSpectrogramSettings } from '../../state/spectrogramSettings.ts';

/** "0:01.234 – 0:02.000 · 766 ms · 300.0 Hz – 1,200 Hz", in the person's time format. */
export function describeDrag(selection: Selection, sampleRateHz: number): string {
  const { hopLength } = useSpectrogramSettings.getState().settings;
  const { timeFormat } = useSettings.getState().settings;
  const time = (sample: number) => formatTime(sample, timeFormat, { sampleRateHz, hopLength });
  const { startSample, endSample, band } = selection;
  const duration = formatDuration((endSample - startSample) / sampleRateHz);
  const frequency = band === null ? '' : ` · ${formatHz(band.lowHz)} – ${formatHz(band.highHz)}`;
  return `${time(startSample)} – ${time(endSample)} · ${duration}${frequency}`;
}
