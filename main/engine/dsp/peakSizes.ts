/** Samples per bin of the finest level: the waveform reads samples themselves below this zoom. */
export const peakBaseSamples = 256;

/** Bins of a level that make one of the next. */
export const peakLevelFactor = 4;
