import { formatHz } from '../shared/format/frequency.ts';
import { formatDuration, formatHms } from '../shared/format/time.ts';
import { rangesOf, type SelectionStore } from '../state/selection.ts';

/** The selection as a sentence: for screen readers and for copying. */
export function describeSelection(
  at: Pick<SelectionStore, 'selection' | 'cursorSample' | 'others'>,
  sampleRateHz: number,
): string {
  const { selection, cursorSample } = at;
  if (selection === null) return `Cursor at ${formatHms(cursorSample / sampleRateHz)}`;
  const { startSample, endSample, band } = selection;
  const time = `${formatHms(startSample / sampleRateHz)} to ${formatHms(endSample / sampleRateHz)}`;
  const length = formatDuration((endSample - startSample) / sampleRateHz);
  const frequency = band === null ? '' : `, ${formatHz(band.lowHz)} to ${formatHz(band.highHz)}`;
  const nRanges = rangesOf(at).length;
  const more = nRanges < 2 ? '' : `, one of ${String(nRanges)} ranges`;
  return `Selected ${time}, ${length}${frequency}${more}`;
}
