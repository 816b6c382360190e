import { frequencyScale, logFloorHz, type FrequencyScaleName } from './frequencyScale.ts';

export interface FrequencyRange {
  readonly scale: FrequencyScaleName;
  readonly fMinHz: number;
  readonly fMaxHz: number;
}

/** Vertical axis: y runs downwards from fMaxHz at 0 to fMinHz at `height`. */
export interface FrequencyAxis extends FrequencyRange {
  readonly height: number;
  yAt(hz: number): number;
  hzAt(y: number): number;
}

export function frequencyAxis(range: FrequencyRange, height: number): FrequencyAxis {
  const { toScale, toHz } = frequencyScale(range.scale);
  const floorHz = range.scale === 'log' ? Math.min(logFloorHz, range.fMaxHz / 2) : 0;
  const fMinHz = Math.max(range.fMinHz, floorHz);
  const fMaxHz = Math.max(range.fMaxHz, fMinHz + 1);
  const bottom = toScale(fMinHz);
  const span = toScale(fMaxHz) - bottom;
  return {
    scale: range.scale,
    fMinHz,
    fMaxHz,
    height,
    yAt: (hz) => height * (1 - (toScale(Math.max(hz, floorHz)) - bottom) / span),
    hzAt: (y) => toHz(bottom + (1 - y / height) * span),
  };
}
