/** Shape parameter β of a Kaiser window whose filter ripples stay below −attenuationDb (≥ 50). Kaiser 1974, eq. 20. */
export function kaiserBeta(attenuationDb: number): number {
  return 0.1102 * (attenuationDb - 8.7);
}

/** Taps − 1 that a Kaiser-windowed sinc needs for a transition `width`, a fraction of the sampling rate. */
export function kaiserOrder(attenuationDb: number, width: number): number {
  return (attenuationDb - 7.95) / (2.285 * 2 * Math.PI * width);
}

/** sin(πx)/(πx) */
export function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}
