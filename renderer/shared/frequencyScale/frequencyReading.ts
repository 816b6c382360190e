import { formatHz, formatNote } from '../format/frequency.ts';
import { frequencyScale } from './frequencyScale.ts';

/** 440.0 Hz · 550 mel (HTK) · A4 +0 ct. Mel is named: Slaney's counts in other units. */
export function frequencyReading(hz: number): string {
  const mel = `${Math.round(frequencyScale('mel-htk').toScale(hz))} mel (HTK)`;
  return [formatHz(hz), mel, formatNote(hz)].filter((part) => part !== null).join(' · ');
}
