/** What sound can be exported as. Without zod, so that the page can list it. */
export const exportFormatNames = ['wav', 'flac', 'opus', 'aac', 'mp3'] as const;
export type ExportFormatName = (typeof exportFormatNames)[number];

export const exportExtensions: Readonly<Record<ExportFormatName, string>> = {
  wav: 'wav',
  flac: 'flac',
  opus: 'opus',
  aac: 'm4a',
  mp3: 'mp3',
};

/** Bits of a sample; f: float. */
export const wavWidths = ['8', '16', '24', '32', '32f', '64f'] as const;
export type WavWidth = (typeof wavWidths)[number];
export const flacWidths = ['16', '24'] as const;
export type FlacWidth = (typeof flacWidths)[number];

export const exportDithers = ['none', 'triangular', 'shaped'] as const;
export type ExportDither = (typeof exportDithers)[number];

export const lossyNames = ['opus', 'aac', 'mp3'] as const;
export type LossyName = (typeof lossyNames)[number];

/** Of the whole stream, kbit/s. */
export const bitRates: Readonly<
  Record<LossyName, { readonly least: number; readonly most: number; readonly usual: number }>
> = {
  opus: { least: 6, most: 510, usual: 96 },
  aac: { least: 16, most: 512, usual: 160 },
  mp3: { least: 32, most: 320, usual: 192 },
};

/** What a name may hold in braces. */
export const nameFields = ['name', 'n', 'label', 'start', 'end', 'tier', 'track'] as const;
export type NameField = (typeof nameFields)[number];

export const usualNames = { mix: '{name}', stems: '{name} - {track}', intervals: '{name}_{n}_{label}' } as const;

/** Table of a data set beside its files. */
export const dataSetTables = ['none', 'jsonl', 'csv'] as const;
export type DataSetTable = (typeof dataSetTables)[number];

/** The highest level that is left by `reduce`: a full-scale integer is just below 0 dB. */
export const reducedPeakDb = -0.1;
