/** What the engine takes: checkEffect enforces the same, a unit test holds the two together. */
export const effectRules = {
  gainDb: { min: -200, max: 60 },
  targetDb: { min: -100, max: 0 },
  targetLufs: { min: -70, max: 0 },
  maxTruePeakDbtp: { min: -40, max: 20 },
  filterGainDb: { min: -60, max: 60 },
  q: { min: 0.01, max: 1000 },
  order: { min: 1, max: 64 },
  factor: { min: 0.1, max: 10 },
  semitones: { min: -36, max: 36 },
  thresholdSigma: { min: -10, max: 10 },
  attenuationDb: { min: 0, max: 100 },
  timeSmoothingSec: { min: 0, max: 1 },
  frequencySmoothingHz: { min: 0, max: 2000 },
  attackSec: { min: 0, max: 5 },
  releaseSec: { min: 0, max: 5 },
  shiftHz: { min: -500_000, max: 500_000 },
  levelDb: { min: -200, max: 0 },
} as const;

export type EffectRule = keyof typeof effectRules;

/** As fields name them. */
export function limits(name: EffectRule): { readonly minValue: number; readonly maxValue: number } {
  const { min, max } = effectRules[name];
  return { minValue: min, maxValue: max };
}
