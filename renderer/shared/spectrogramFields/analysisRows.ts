import { formatDuration } from '../format/time.ts';
import { windowTitles } from '../format/windowTitles.ts';
import {
  fftSizeOf,
  windowOptions,
  zeroPaddingFactors,
  type SpectrogramSettings,
} from '../../state/spectrogramSettings.ts';
import type { SettingRow } from '../ui/SettingRows.tsx';

const mostSamples = 65_536;

function doubling(least: number): (n: number, direction: 1 | -1) => number {
  return (n, direction) => (direction > 0 ? n * 2 : Math.max(least, Math.round(n / 2)));
}

/** FFT 1024 · ×2, or ×2.05 of a window that is no power of two. */
function fftTitle(winLength: number, fftSize: number): string {
  return `FFT ${String(fftSize)} · ×${String(Number((fftSize / winLength).toPrecision(3)))}`;
}

/** What determines the numbers of a spectrogram. */
export function analysisRows(
  settings: SpectrogramSettings,
  sampleRateHz: number,
): readonly SettingRow<SpectrogramSettings>[] {
  const { winLength, hopLength } = settings;
  const samples = { dimension: 'samples', format: String, maxValue: mostSamples } as const;
  return [
    {
      key: 'window',
      label: 'Window',
      options: windowOptions.map((value) => ({ value, title: windowTitles[value] })),
    },
    {
      ...samples,
      key: 'winLength',
      label: 'Length (smp)',
      note: formatDuration(winLength / sampleRateHz),
      minValue: 8,
      step: doubling(8),
      // The overlap stays.
      changeFor: (n: number) => ({ winLength: n, hopLength: Math.max(1, Math.round((n * hopLength) / winLength)) }),
    },
    {
      ...samples,
      key: 'hopLength',
      label: 'Hop (smp)',
      note: formatDuration(hopLength / sampleRateHz),
      minValue: 1,
      step: doubling(1),
    },
    {
      key: 'zeroPadding',
      label: 'Zero padding',
      options: zeroPaddingFactors.map((value) => ({
        value,
        title: fftTitle(winLength, fftSizeOf({ winLength, zeroPadding: value })),
      })),
    },
    {
      key: 'preEmphasis',
      label: 'Pre-emphasis',
      dimension: 'plain',
      format: (a) => (a === 0 ? 'off' : a.toFixed(3)),
      minValue: 0,
      maxValue: 0.999,
      step: 0.01,
    },
    {
      key: 'reduce',
      label: 'Pixel shows',
      options: [
        { value: 'max', title: 'Maximum' },
        { value: 'mean', title: 'Mean' },
      ],
    },
  ];
}
