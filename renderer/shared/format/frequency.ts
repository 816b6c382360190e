const noteNames = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'];
const a4Hz = 440;
const a4Midi = 69;
const lowestNoteHz = 8; // below it notes have no names

/** Hz with the precision a reading can have: 84.3 Hz, 1,234 Hz. */
export function formatHz(hz: number): string {
  const text = hz < 1000 ? hz.toFixed(1) : Math.round(hz).toLocaleString('en-US');
  return `${text} Hz`;
}

/** As fields show it, so that it can be typed back: no grouping, no needless digits. */
export function formatHzPlain(hz: number): string {
  return `${Number(hz.toFixed(2))} Hz`;
}

/** The nearest equal-tempered note and how far it is, "A4 +12 ct"; null where notes have no names. */
export function formatNote(hz: number): string | null {
  if (!(hz >= lowestNoteHz)) return null;
  const midi = a4Midi + 12 * Math.log2(hz / a4Hz);
  const nearest = Math.round(midi);
  const cents = Math.round((midi - nearest) * 100);
  const name = noteNames[((nearest % 12) + 12) % 12] ?? '';
  return `${name}${Math.floor(nearest / 12) - 1} ${cents < 0 ? '−' : '+'}${Math.abs(cents)} ct`;
}

/** 16 kHz, 44.1 kHz, 22.05 kHz, 800 Hz. */
export function formatRate(hz: number): string {
  return hz >= 1000 ? `${Number((hz / 1000).toFixed(3))} kHz` : `${hz} Hz`;
}
