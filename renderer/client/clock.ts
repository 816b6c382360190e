/** Times of the active document as the person reads and types them. */
import { bareTimeOf } from '../shared/format/bareTime.ts';
import { formatDuration, formatTime, type Clock, type TimeFormat } from '../shared/format/time.ts';
import { useSpectrogramSettings } from '../state/spectrogramSettings.ts';
import { getActiveDocument } from './project.ts';
import { useSettings } from './settings.ts';

/** "0:01.234 – 0:02.000 · 766 ms" */
export function describeRange(startSample: number, endSample: number): string {
  const sampleRateHz = getActiveDocument()?.sampleRateHz ?? 1;
  return `${describeTime(startSample)} – ${describeTime(endSample)} · ${formatDuration((endSample - startSample) / sampleRateHz)}`;
}

export function describeTime(sample: number): string {
  const sampleRateHz = getActiveDocument()?.sampleRateHz ?? 1;
  const { hopLength } = useSpectrogramSettings.getState().settings;
  return formatTime(sample, useSettings.getState().settings.timeFormat, { sampleRateHz, hopLength });
}

export function useClock(sampleRateHz: number): { readonly clock: Clock; readonly format: TimeFormat } {
  const format = useSettings((s) => s.settings.timeFormat);
  const hopLength = useSpectrogramSettings((s) => s.settings.hopLength);
  return { clock: { sampleRateHz, hopLength }, format };
}

/** What a NumberField that shows a time in seconds needs besides its value and limits. */
export function useTimeField(sampleRateHz: number) {
  const { clock, format } = useClock(sampleRateHz);
  return {
    dimension: 'time',
    format: (sec: number) => formatTime(sec * sampleRateHz, format, clock),
    bare: bareTimeOf(format, clock),
    sampleRateHz,
    step: 0.001,
  } as const;
}
