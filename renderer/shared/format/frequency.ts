import { noteAt } from '../frequencyScale/note.ts';

/** Hz with the precision a reading can have: 84.3 Hz, 1,234 Hz. */
export function formatHz(hz: number): string {
  const text = hz < 1000 ? hz.toFixed(1) : Math.round(hz).toLocaleString('en-US');
  return `${text} Hz`;
}

/** A4 +12 ct; null where notes have no names. */
export function formatNote(hz: number): string | null {
  const note = noteAt(hz);
  if (note === null) return null;
  return `${note.name} ${note.cents < 0 ? '−' : '+'}${Math.abs(note.cents)} ct`;
}

/** 16 kHz, 44.1 kHz, 22.05 kHz, 800 Hz. */
export function formatRate(hz: number): string {
  return hz >= 1000 ? `${Number((hz / 1000).toFixed(3))} kHz` : `${hz} Hz`;
}
