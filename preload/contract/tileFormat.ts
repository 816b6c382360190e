/** Sizes and scales of peak and spectrogram tiles. Apart from the schemas, so that drawing code need not carry a validator. */

/** Bins of the finest peak level hold this many samples; each level up holds four times as many. */
export const peakBaseSamples = 256;
export const peakLevelFactor = 4;
/** Bins in one peak tile. */
export const peakTileBins = 1024;

/** Columns in one spectrogram tile. */
export const spectrogramTileColumns = 64;
/** Tile values are quantised decibels re full-scale sine: dB = spectrogramDbMin + q · spectrogramDbStep. */
export const spectrogramDbMin = -200;
export const spectrogramDbStep = 0.005;
