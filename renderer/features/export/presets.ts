import type { ExportSettings } from './exportSettings.ts';

export interface ExportPreset {
  readonly id: string;
  readonly title: string;
  readonly change: Partial<ExportSettings>;
}

const whole = { rateHz: 0, channels: 0, level: 'keep', dither: 'none' } as const;
const speech = { format: 'wav', wavWidth: '16', dither: 'triangular', rateHz: 16_000, channels: 1 } as const;

export const presets: readonly ExportPreset[] = [
  { id: 'archive', title: 'Archive: WAV, 24 bits', change: { ...whole, format: 'wav', wavWidth: '24' } },
  { id: 'exact', title: 'Exact: WAV, 32-bit float', change: { ...whole, format: 'wav', wavWidth: '32f' } },
  {
    id: 'cd',
    title: 'CD: WAV, 16 bits, 44.1 kHz, dither',
    change: { ...whole, format: 'wav', wavWidth: '16', dither: 'triangular', rateHz: 44_100, level: 'reduce' },
  },
  { id: 'flac', title: 'Small and lossless: FLAC, 24 bits', change: { ...whole, format: 'flac', flacWidth: '24' } },
  { id: 'opus', title: 'Small: Opus, 96 kbit/s', change: { ...whole, format: 'opus', level: 'reduce' } },
  { id: 'speech', title: 'Speech recognition: WAV, 16 kHz, mono', change: { ...whole, ...speech } },
  {
    id: 'dataset',
    title: 'Data set: labelled intervals, 16 kHz, table',
    change: { ...whole, ...speech, what: 'intervals', table: 'jsonl', skipsEmpty: true },
  },
];

/** The preset that the settings are; null: none of them. */
export function presetOf(settings: ExportSettings): ExportPreset | null {
  const isSet = ([key, value]: [string, unknown]) => settings[key as keyof ExportSettings] === value;
  return [...presets].reverse().find(({ change }) => Object.entries(change).every(isSet)) ?? null;
}
