/** What the wand and the harmonics select by. */
import { create } from 'zustand';

export interface MaskToolSettings {
  readonly toleranceDb: number;
  readonly firstHarmonic: number;
  readonly nHarmonics: number;
  readonly bandwidthHz: number;
}

export const defaultMaskToolSettings: MaskToolSettings = {
  toleranceDb: 12,
  firstHarmonic: 1,
  nHarmonics: 10,
  bandwidthHz: 60,
};

export const useMaskToolSettings = create<MaskToolSettings>()(() => defaultMaskToolSettings);

export const harmonicSettings = () => {
  const { firstHarmonic, nHarmonics, bandwidthHz } = useMaskToolSettings.getState();
  return { firstHarmonic: Math.round(firstHarmonic), nHarmonics: Math.round(nHarmonics), bandwidthHz };
};
