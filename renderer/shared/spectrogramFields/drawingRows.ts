import { colourMapNames, colourMapTitles } from '../colormap/colourMaps.ts';
import { formatHzPlain } from '../format/frequency.ts';
import { formatDb, signed } from '../format/level.ts';
import { frequencyScale, frequencyScaleNames } from '../frequencyScale/frequencyScale.ts';
import type { SpectrogramSettings } from '../../state/spectrogramSettings.ts';
import type { SettingRow } from '../ui/SettingRows.tsx';

/** How a spectrogram is drawn: at once, nothing is computed again. */
export function drawingRows(
  { fMinHz, fMaxHz }: SpectrogramSettings,
  sampleRateHz: number,
): readonly SettingRow<SpectrogramSettings>[] {
  const nyquistHz = sampleRateHz / 2;
  const level = { dimension: 'level', format: (db: number) => formatDb(db, 0), step: 5 } as const;
  return [
    {
      key: 'scale',
      label: 'Scale',
      options: frequencyScaleNames.map((value) => ({ value, title: frequencyScale(value).label })),
    },
    {
      key: 'fMinHz',
      label: 'Lowest',
      dimension: 'frequency',
      format: formatHzPlain,
      minValue: 0,
      maxValue: (fMaxHz ?? nyquistHz) - 1,
      step: 50,
    },
    {
      key: 'fMaxHz',
      label: 'Highest',
      dimension: 'frequency',
      isEmptyAllowed: true,
      placeholder: formatHzPlain(nyquistHz),
      format: formatHzPlain,
      minValue: fMinHz + 1,
      maxValue: nyquistHz,
      step: 500,
    },
    {
      key: 'colourMap',
      label: 'Colours',
      options: colourMapNames.map((value) => ({ value, title: colourMapTitles[value] })),
    },
    { ...level, key: 'floorDb', label: 'Floor', minValue: -200, maxValue: 0 },
    { ...level, key: 'rangeDb', label: 'Range', minValue: 5, maxValue: 200 },
    {
      key: 'gamma',
      label: 'Gamma',
      dimension: 'plain',
      format: (g) => signed(g, 2),
      minValue: 0.2,
      maxValue: 5,
      step: 0.1,
    },
    { key: 'interpolate', label: 'Blend neighbouring values' },
  ];
}
