/** The highest peak stays for a second and then falls, as on the meters of mixing desks. */
export interface HeldPeak {
  readonly db: number;
  readonly atMs: number; // when it was reached
}

const holdMs = 1_000;
const fallDbPerSec = 20;

/** What is shown of a held peak at `nowMs`. */
export function shownPeak({ db, atMs }: HeldPeak, nowMs: number): number {
  return db - (Math.max(nowMs - atMs - holdMs, 0) / 1000) * fallDbPerSec;
}

/** The peak to hold from now on. */
export function holdPeak(held: HeldPeak | undefined, db: number, nowMs: number): HeldPeak {
  return held === undefined || db >= shownPeak(held, nowMs) ? { db, atMs: nowMs } : held;
}
