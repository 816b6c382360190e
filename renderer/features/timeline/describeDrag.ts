import { describeRange } from '../../client/clock.ts';
import { formatHz } from '../../shared/format/frequency.ts';
import type { Selection } from '../../state/selection.ts';

/** "0:01.234 – 0:02.000 · 766 ms · 300.0 Hz – 1,200 Hz", in the person's time format. */
export function describeDrag({ startSample, endSample, band }: Selection): string {
  const frequency = band === null ? '' : ` · ${formatHz(band.lowHz)} – ${formatHz(band.highHz)}`;
  return `${describeRange(startSample, endSample)}${frequency}`;
}
