export interface Note {
  readonly name: string; // C, C♯, D, … B
  readonly octave: number; // A4 lies in octave 4, middle C is C4
  readonly cents: number; // distance from the tempered note, −50 ≤ cents < 50
  readonly midi: number; // 69 is A4
}

const noteNames = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'] as const;

/**
 * The nearest note of twelve-tone equal temperament: midi = 69 + 12·log₂(hz/a4Hz), rounded; cents is the rest.
 * @returns null where there is no note: hz not finite or ≤ 0
 */
export function hzToNote(hz: number, a4Hz = 440): Note | null {
  const exact = 69 + 12 * Math.log2(hz / a4Hz);
  if (!(hz > 0) || !Number.isFinite(exact)) return null;
  const midi = Math.floor(exact + 0.5);
  const name = noteNames[((midi % 12) + 12) % 12]!;
  return { name, octave: Math.floor(midi / 12) - 1, cents: 100 * (exact - midi), midi };
}
