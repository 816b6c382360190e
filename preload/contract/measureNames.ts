/** What can be measured of a stretch of sound; the columns of each are the measures' own. */
export const measureNames = ['pitch', 'intensity', 'formants', 'voice', 'spectrum'] as const;
export type MeasureName = (typeof measureNames)[number];
