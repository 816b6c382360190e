/** Samples per bin of the finest level: the waveform reads samples themselves below this zoom. */
export const peakBaseSamples = 256;

/** Bins of a level that make one of the next. */
export const peakLevelFactor = 4;

/** Sums of squares of nonsense samples near 1e38 are cut off here, so that they stay finite. */
export const largestFloat32 = (2 - 2 ** -23) * 2 ** 127;
