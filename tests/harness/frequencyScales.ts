/** The frequency scales as their papers give them, written down apart from the app's own. */
export const scaleFormulas: Readonly<Record<string, (hz: number) => number>> = {
  linear: (hz) => hz,
  log: (hz) => Math.log(hz),
  // Slaney, Auditory Toolbox (1998): 200/3 Hz a mel up to 1 kHz, then 27 steps for each factor of 6.4.
  mel: (hz) => (hz < 1000 ? hz / (200 / 3) : 15 + Math.log(hz / 1000) / (Math.log(6.4) / 27)),
  // O'Shaughnessy (1987), as in HTK.
  'mel-htk': (hz) => 1127.010480633 * Math.log(1 + hz / 700),
  // Traunmüller (1990).
  bark: (hz) => 26.81 / (1 + 1960 / hz) - 0.53,
  // Glasberg and Moore (1990).
  erb: (hz) => 21.4 * Math.log10(1 + 0.00437 * hz),
};

/** Row of `hz` on an axis of `height` pixels that runs from fMaxHz at its top to fMinHz. */
export function rowOf(
  scale: string,
  hz: number,
  { fMinHz, fMaxHz, height }: { readonly fMinHz: number; readonly fMaxHz: number; readonly height: number },
): number {
  const formula = scaleFormulas[scale];
  if (formula === undefined) throw new Error(`no scale ${scale}`);
  const bottom = scale === 'bark' && fMinHz === 0 ? -0.53 : formula(fMinHz);
  return height * (1 - (formula(hz) - bottom) / (formula(fMaxHz) - bottom));
}
