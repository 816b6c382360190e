import { amplitudeToDbfs, formatDbfs, signed } from '../../../shared/format/level.ts';

/** "n = 12345 · −0.12345 · −18.17 dBFS" */
export function sampleText(sample: number, value: number): string {
  return `n = ${String(sample)} · ${signed(value, 5)} · ${formatDbfs(amplitudeToDbfs(value))}`;
}
